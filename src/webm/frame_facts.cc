#include "webm/frame_facts.h"

namespace kinora {
namespace {

// Bits from the most significant on; zeros behind the end.
class BitReader {
 public:
  explicit BitReader(std::span<const uint8_t> bytes) : bytes_(bytes) {}

  uint32_t Read(int count) {
    uint32_t value = 0;
    for (; count > 0; --count, ++at_) {
      const size_t byte = at_ / 8;
      value = value << 1 | (byte < bytes_.size() ? (bytes_[byte] >> (7 - at_ % 8) & 1u) : 0u);
    }
    return value;
  }

 private:
  std::span<const uint8_t> bytes_;
  size_t at_ = 0;
};

}  // namespace

std::optional<FrameFacts> ReadVp8Facts(std::span<const uint8_t> frame) {
  if (frame.size() < 3) return std::nullopt;
  const bool shown = (frame[0] & 0x10) != 0;
  if ((frame[0] & 1) != 0) return FrameFacts{.shown = shown};
  if (frame.size() < 10 || frame[3] != 0x9D || frame[4] != 0x01 || frame[5] != 0x2A) return std::nullopt;
  // The two bits above ask for scaling, which no player does.
  return FrameFacts{.key_frame = true,
                    .shown = shown,
                    .width = (frame[6] | frame[7] << 8) & 0x3FFF,
                    .height = (frame[8] | frame[9] << 8) & 0x3FFF};
}

std::optional<FrameFacts> ReadVp9Facts(std::span<const uint8_t> frame) {
  BitReader bits(frame);
  if (frame.empty() || bits.Read(2) != 2) return std::nullopt;
  uint32_t profile = bits.Read(1);
  profile |= bits.Read(1) << 1;
  if (profile == 3 && bits.Read(1) != 0) return std::nullopt;
  if (bits.Read(1) != 0) return FrameFacts{};  // shows a frame that was decoded before
  const bool inter = bits.Read(1) != 0;
  const bool shown = bits.Read(1) != 0;
  if (inter) return FrameFacts{.shown = shown};
  bits.Read(1);  // error_resilient_mode
  if (bits.Read(24) != 0x498342) return std::nullopt;
  if (profile >= 2) bits.Read(1);  // bit depth
  FrameFacts facts{.key_frame = true, .shown = shown};
  constexpr uint32_t kSrgb = 7;
  // By color_space, ITU-T H.273's numbers: unknown, BT.601, BT.709, SMPTE 170, SMPTE 240, BT.2020, reserved, sRGB.
  constexpr int kMatrix[] = {2, 6, 1, 6, 7, 9, 2, 0};
  const uint32_t space = bits.Read(3);
  facts.matrix = kMatrix[space];
  if (space != kSrgb) {
    facts.range = static_cast<int>(bits.Read(1)) + 1;
    if (profile % 2 == 1) bits.Read(3);
  } else {
    facts.range = 2;
    if (profile % 2 == 1) bits.Read(1);
  }
  facts.width = static_cast<int>(bits.Read(16)) + 1;
  facts.height = static_cast<int>(bits.Read(16)) + 1;
  return facts;
}

std::optional<int64_t> ReadOpusDuration(std::span<const uint8_t> packet) {
  if (packet.empty()) return std::nullopt;
  const int configuration = packet[0] >> 3;
  int64_t frame = 0;  // nanoseconds
  if (configuration < 12) {
    constexpr int64_t kSilk[] = {10'000'000, 20'000'000, 40'000'000, 60'000'000};
    frame = kSilk[configuration % 4];
  } else if (configuration < 16) {
    frame = configuration % 2 == 0 ? 10'000'000 : 20'000'000;
  } else {
    frame = int64_t{2'500'000} << (configuration % 4);
  }
  switch (packet[0] & 3) {
    case 0:
      return frame;
    case 1:
    case 2:
      return 2 * frame;
    default:
      if (packet.size() < 2) return std::nullopt;
      return (packet[1] & 63) * frame;
  }
}

}  // namespace kinora
