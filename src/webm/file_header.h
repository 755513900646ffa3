// Everything before the first Cluster: EBML header, Segment, SeekHead, Info, Tracks.
#pragma once

#include <cstdint>
#include <optional>

#include "webm/ebml_buffer.h"
#include "webm/writer.h"

namespace kinora {

// Blocks, Cues and the track are all numbered 1: there is one video track.
inline constexpr int kTrackNumber = 1;

// The header's bytes, and where in them stands what Finish patches. Offsets are from the header's first byte.
// In a live stream the patched places do not exist and their offsets are 0.
struct FileHeader {
  EbmlBuffer buffer;
  uint64_t segment_size = 0;  // eight bytes: the Segment's size, unknown until finished
  uint64_t segment_data = 0;  // first byte inside the Segment; positions in SeekHead and Cues count from here
  uint64_t seek_head = 0;     // as long as every SeekHead that BuildSeekHead makes
  uint64_t duration = 0;      // as long as what BuildDuration makes
  uint64_t info = 0;
  uint64_t tracks = 0;
};

// A file's header (WebmLayout::kFile) lists Info and Tracks in its SeekHead and keeps room for Cues and Duration in
// Void elements, so that a file cut off at any time can be read.
FileHeader BuildFileHeader(const WebmConfig& config);

// The SeekHead of a header, with Cues where there are any (`cues` from the Segment's first data byte), and filled up
// to the same length where there are none.
EbmlBuffer BuildSeekHead(const FileHeader& header, std::optional<uint64_t> cues);

// The Duration element, or the Void in its place where none is known. In milliseconds, above 0.
EbmlBuffer BuildDuration(std::optional<double> milliseconds);

}  // namespace kinora
