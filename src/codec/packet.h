// A compressed frame, as the encoder hands it to the writer.
#pragma once

#include <cstdint>
#include <span>

namespace kinora {

enum class Codec : uint8_t { kVp8, kVp9 };

// The largest time in microseconds that is taken anywhere, 285 years: the largest whole number that a double and so a
// JavaScript number holds exactly, and far enough from the limits of int64_t that sums cannot overflow.
inline constexpr int64_t kMaxTimestampUs = 9'007'199'254'740'991;

struct Packet {
  std::span<const uint8_t> data;  // borrowed: valid until the next call on the encoder that made it
  int64_t timestamp_us = 0;       // presentation time in microseconds from the recording's start
  int64_t duration_us = 0;        // how long it is shown, in microseconds, as far as is known
  bool key_frame = false;
  std::span<const uint8_t> alpha = {};  // the same picture's alpha channel as a frame of the same codec; borrowed, too
};

}  // namespace kinora
