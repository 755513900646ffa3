// What WebmLinter remembers of a file.
#pragma once

#include <cstdint>
#include <optional>

#include "webm/frame_facts.h"
#include "webm/track_list.h"

namespace kinora {

struct LintFinding {
  int rule = 0;           // 1 to 30
  uint64_t position = 0;  // in the file, in bytes
  const char* message = "";
};

struct LintHeader {
  bool seen = false;
  bool webm = false;
  uint64_t version = 1;  // the defaults of RFC 8794 where an element is missing
  uint64_t read_version = 1;
  uint64_t doc_version = 1;
  uint64_t doc_read_version = 1;
  uint64_t max_id_length = 4;
  uint64_t max_size_length = 8;
  uint64_t needed_version = 1;  // what the elements that were met need
};

struct LintSegment {
  bool seen = false;
  bool known_size = false;
  uint64_t data = 0;
  uint64_t end = 0;
  int stage = 0;  // how far in the order of top-level elements the file is
  size_t children = 0;
  std::optional<uint64_t> seek_head;
  std::optional<uint64_t> info;
  std::optional<uint64_t> tracks;
  std::optional<uint64_t> tags;
  std::optional<uint64_t> cues;
  std::optional<uint64_t> first_cluster;
  std::optional<double> duration;
  bool has_scale = false;
  bool has_muxer = false;
  bool has_writer = false;
  uint64_t scale = 1'000'000;
};

struct LintCluster {
  bool open = false;
  bool has_time = false;
  bool has_block = false;
  bool has_video = false;  // of the first video track
  uint64_t position = 0;
  int64_t time = 0;
  int64_t last_start = 0;  // the time of the first video frame of the Cluster before
  int64_t latest = -1;     // the latest time of a block so far in the file
};

struct LintTrack {
  Track facts;
  uint64_t position = 0;
  uint64_t uid = 0;
  uint64_t lacing = 1;  // the default
  uint64_t width = 0;
  uint64_t height = 0;
  uint64_t max_addition = 0;
  uint64_t matrix = 2;  // of Colour; the defaults where it does not say
  uint64_t range = 0;
  bool has_language = false;
  bool has_codec_private = false;
  bool private_ok = true;
  bool known_codec = false;
  bool additions = false;
  uint64_t frames = 0;
  int64_t first = 0;
  int64_t last = 0;
  double step = 0;
  double end = 0;
  bool timed = false;  // the last frame says how long it lasts
};

struct LintBlock {
  uint64_t position = 0;
  uint64_t payload = 0;
  uint64_t payload_size = 0;
  uint64_t track = 0;
  int offset = 0;
  uint8_t flags = 0;
  bool seen = false;
  bool group = false;
  bool reference = false;
  std::optional<uint64_t> duration;
  uint64_t addition = 0;  // where the first BlockAdditional is
  uint64_t addition_size = 0;
  uint64_t addition_id = 1;
};

struct LintSeek {
  uint32_t id = 0;
  uint64_t target = 0;    // from the Segment's data
  uint64_t position = 0;  // of the entry
};

struct LintCue {
  int64_t time = -1;
  uint64_t track = 0;
  uint64_t cluster = 0;  // its position: in the file of a key frame, from the Segment's data of a cue
  uint64_t position = 0;
};

}  // namespace kinora
