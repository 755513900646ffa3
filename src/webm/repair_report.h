// What a repair mended, and what it could not.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>

namespace kinora {

enum class RepairNote : uint8_t {
  // Mended: the new file is as it should be.
  kDuration,         // there was none, or a wrong one
  kCues,             // there was no index
  kSeekHead,         // there was no table of contents
  kSizes,            // Segment or Clusters of unknown or wrong size; counted
  kJoined,           // further headers: recordings one after the other, now one; counted
  kOrder,            // Clusters that stood in another order than that of time; counted
  kTimes,            // frames whose time went back, or far ahead; counted
  kStart,            // the first frame was not within the first second; all were moved
  kFlags,            // flags of blocks that disagreed with the frame, or are reserved; counted
  kLacing,           // several frames in one block, taken apart; blocks counted
  kHeader,           // elements of EBML header, Info or Tracks, missing or wrong; counted
  kUnknownElements,  // elements that nobody knows, or in a wrong place, left out; counted
  kEmptyFrames,      // frames without a byte, left out; counted
  // Not mended: what is missing was not there to be had.
  kTruncated,         // the file ends inside an element, which is left out; bytes counted
  kDamaged,           // bytes that are no WebM, left out; runs counted. Frames may be missing there
  kUnknownTrack,      // blocks of tracks that the file does not describe, left out; counted
  kForeignRecording,  // a further recording with other tracks, left out; blocks counted
  kLacingKept,        // blocks of several frames whose times are not known; counted
  kNoKeyFrame,        // frames before a track's first key frame: kept, but players cannot show them; counted
  kNotInterleaved,    // blocks moved to the time of their cluster, because they came too late in the file; counted
  kLeftOut,           // top-level elements that were damaged or too large to keep; counted
  kCount,
};

// "duration", "cues", ... as the bindings and the command-line tool print them.
const char* Name(RepairNote note);

inline bool IsMended(RepairNote note) { return note < RepairNote::kTruncated; }

struct RepairReport {
  struct Entry {
    uint64_t count = 0;     // of what the note says; 0 where it does not apply
    uint64_t position = 0;  // of the first, in the file that was repaired
  };

  void Add(RepairNote note, uint64_t position, uint64_t count = 1) {
    if (count == 0) return;
    Entry& entry = entries[static_cast<size_t>(note)];
    entry.position = entry.count == 0 ? position : std::min(entry.position, position);
    entry.count += count;
  }
  const Entry& at(RepairNote note) const { return entries[static_cast<size_t>(note)]; }

  std::array<Entry, static_cast<size_t>(RepairNote::kCount)> entries;
  uint64_t frames = 0;  // blocks in the new file, all tracks together
  double duration_ms = 0;
};

}  // namespace kinora
