// The tracks of a file that is repaired: read, compared, and written anew.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>

#include "base/result.h"
#include "sink/memory_sink.h"
#include "webm/frame_facts.h"
#include "webm/reader.h"
#include "webm/repair_report.h"

namespace kinora {

enum class TrackCodec : uint8_t { kVp8, kVp9, kAv1, kOpus, kAudio, kOther };

struct Track {
  uint64_t number = 0;
  uint64_t uid = 0;
  uint64_t type = 0;  // 1 video, 2 audio, others as RFC 9559 has them
  TrackCodec codec = TrackCodec::kOther;
  bool encoded = false;           // compressed or encrypted frames, which cannot be looked into
  uint64_t default_duration = 0;  // nanoseconds; 0 where not stated
  uint64_t codec_hash = 0;        // of CodecID and CodecPrivate: what has to agree for frames to be decoded alike
  uint64_t alpha_mode = 0;

  // Gathered from its frames.
  bool laced = false;      // with blocks that stay laced
  bool additions = false;  // with BlockAdditions
  bool has_key_frame = false;
  bool constant_rate = true;  // as far as default_duration says so
  uint64_t frames = 0;
  int64_t first = 0;  // the earliest and the latest time, in ticks
  int64_t last = 0;
  FrameFacts first_key_frame;  // the size of its pictures

  bool video() const { return type == 1; }
  bool audio() const { return type == 2; }
  double default_duration_ticks(uint64_t scale) const {
    return static_cast<double>(default_duration) / static_cast<double>(scale);
  }
  // Whether the frames' times rise in the order of the file: no codec of WebM has frames that are shown in another
  // order than they are decoded in.
  bool in_order() const { return codec != TrackCodec::kOther || audio(); }
  // What the frame that begins with `bytes` says about itself; none where that cannot be known.
  std::optional<FrameFacts> Facts(std::span<const uint8_t> bytes) const;
};

class TrackList {
 public:
  // From the data of a Tracks element. Entries without type, codec, or a number that blocks can have are left out.
  static TrackList Parse(std::span<const uint8_t> data);

  size_t size() const { return size_; }
  Track& operator[](size_t index) { return tracks_[index]; }
  const Track& operator[](size_t index) const { return tracks_[index]; }
  // The track with that number; null where there is none.
  Track* Find(uint64_t number);
  // Gives a track without UID, or with that of one before it, a new one; whether it did.
  bool GiveUid(size_t index);

 private:
  std::array<Track, WebmReader::kMaxTracks> tracks_;
  size_t size_ = 0;
};

// Whether `value` is one that the element of Colour with this ID can have (ITU-T H.273; RFC 9559, 5.1.4.1.28.16). True
// for other elements.
bool IsColourValue(uint32_t id, uint64_t value);

// Writes a whole Tracks element to `target` from the data of the old one, with what `tracks` (of the same element)
// found out from the frames: mandatory elements that are missing are added, those that are wrong corrected, filler and
// checksums left out; all else is kept as it is. Each correction is noted at `position`.
Status RewriteTracks(std::span<const uint8_t> data, TrackList& tracks, uint64_t position, RepairReport& report,
                     MemorySink& target);

// The same for the data of an Info element, which may be empty: everything but TimestampScale, Duration, filler and
// checksum is kept. The element ends with the place of the Duration, as BuildDuration makes it.
Status RewriteInfo(std::span<const uint8_t> data, uint64_t timestamp_scale, uint64_t position, RepairReport& report,
                   MemorySink& target);

}  // namespace kinora
