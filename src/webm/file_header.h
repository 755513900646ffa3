// Everything before the first Cluster: EBML header, Segment, SeekHead, Info, Tracks.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

#include "webm/ebml_buffer.h"
#include "webm/writer.h"

namespace kinora {

// The video's track, which the Cues are about, and the sound's.
inline constexpr uint64_t kVideoTrack = 1;
inline constexpr uint64_t kAudioTrack = 2;

// Opus is always timed by 48,000 samples a second (RFC 7845, 5.1).
inline constexpr double kOpusRate = 48'000;

// An element at the top of the Segment: what the SeekHead says of it.
struct SeekEntry {
  uint32_t id = 0;
  uint64_t position = 0;  // from the Segment's first data byte
};

// The header's bytes, or their beginning, and where in them stands what is patched when the file is finished. Offsets
// are from the header's first byte. In a live stream the patched places do not exist and their offsets are 0.
struct FileHeader {
  EbmlBuffer buffer;
  uint64_t segment_size = 0;  // eight bytes: the Segment's size, unknown until finished
  uint64_t segment_data = 0;  // first byte inside the Segment; positions in SeekHead and Cues count from here
  uint64_t seek_head = 0;     // as long as every SeekHead that BuildSeekHead makes
  uint64_t duration = 0;      // as long as what BuildDuration makes
  std::array<SeekEntry, 5> seeks;
  size_t seek_count = 0;
};

// A file's header (WebmLayout::kFile) lists Info and Tracks in its SeekHead and keeps room for Cues and Duration in
// Void elements, so that a file cut off at any time can be read.
FileHeader BuildFileHeader(const WebmConfig& config);

// The beginning of a header: EBML header and the head of the Segment. `doc_type` is "webm" or "matroska".
FileHeader StartFileHeader(const char* doc_type);

// An element that comes after the SeekHead.
struct HeaderElement {
  uint32_t id = 0;
  uint64_t size = 0;  // bytes, with its head
};

// Adds the SeekHead that lists `elements` (at most 5), which follow it in this order.
void AddSeekHead(FileHeader& header, std::span<const HeaderElement> elements);

// TimestampScale, the nanoseconds of a tick, is this: timestamps are in milliseconds.
inline constexpr uint64_t kTimestampScale = 1'000'000;

// Who wrote the file, as Info states it: without a version, so that the same frames give the same bytes.
inline constexpr char kApplication[] = "kinora";

// The SeekHead of a header, with Cues where there are any (`cues` from the Segment's first data byte), and filled up
// to the same length where there are none.
EbmlBuffer BuildSeekHead(const FileHeader& header, std::optional<uint64_t> cues);

// The Duration element, or the Void in its place where none is known. In ticks, above 0.
EbmlBuffer BuildDuration(std::optional<double> ticks);

}  // namespace kinora
