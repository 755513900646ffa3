// What a compressed frame says about itself in its first bytes.
#pragma once

#include <cstdint>
#include <optional>
#include <span>

namespace kinora {

// As many bytes as the functions below look at.
inline constexpr size_t kFrameFactsSize = 16;

struct FrameFacts {
  bool key_frame = false;
  bool shown = true;  // else it is only there for others to refer to
  int width = 0;      // pixels; of key frames only, else 0
  int height = 0;
  // Of VP9's key frames: MatrixCoefficients (2, unspecified, where not said) and Range as a Colour element has them.
  int matrix = 2;
  int range = 0;
};

// From the start of a VP8 frame (RFC 6386, section 9.1); none where it is not one.
std::optional<FrameFacts> ReadVp8Facts(std::span<const uint8_t> frame);

// From the start of a VP9 frame or superframe (VP9 bitstream specification, section 6.2); none where it is not one.
// Intra-only frames are not key frames.
std::optional<FrameFacts> ReadVp9Facts(std::span<const uint8_t> frame);

// How long an Opus packet plays, in nanoseconds (RFC 6716, section 3.1); none where it is not one.
std::optional<int64_t> ReadOpusDuration(std::span<const uint8_t> packet);

}  // namespace kinora
