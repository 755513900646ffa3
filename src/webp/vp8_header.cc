#include "webp/vp8_header.h"

#include <string>

#include "webp/little_endian.h"

namespace kinora {
namespace {

constexpr size_t kHeaderSize = 10;
constexpr uint32_t kStartCode = 0x2A019D;
constexpr uint32_t kInterFrame = 1;
constexpr uint32_t kLastVersion = 3;
constexpr uint32_t kShown = 16;
constexpr uint32_t kSizeMask = 0x3FFF;  // the two bits above ask for scaling, which no player does

std::unexpected<Error> Refuse(double value, std::string message) {
  return Fail(ErrorCode::kInvalidArgument, "vp8", value, std::move(message));
}

}  // namespace

Result<Vp8Header> ParseVp8Header(std::span<const uint8_t> frame) {
  if (frame.size() < kHeaderSize) {
    return Refuse(static_cast<double>(frame.size()),
                  "the VP8 frame must have at least 10 bytes, got " + std::to_string(frame.size()));
  }
  const uint32_t tag = LittleEndian(frame, 0, 3);
  if ((tag & kInterFrame) != 0 || LittleEndian(frame, 3, 3) != kStartCode) {
    return Refuse(tag, "the VP8 frame is not a key frame");
  }
  if (((tag >> 1) & 7) > kLastVersion || (tag & kShown) == 0) {
    return Refuse(tag, "the VP8 frame is of an unknown version, or not to be shown");
  }
  const uint32_t partition = tag >> 5;
  if (partition > frame.size() - kHeaderSize) {
    return Refuse(partition, "the VP8 frame's first partition says " + std::to_string(partition) + " bytes, " +
                                 std::to_string(frame.size() - kHeaderSize) + " are left");
  }
  const Vp8Header header = {.width = static_cast<int>(LittleEndian(frame, 6, 2) & kSizeMask),
                            .height = static_cast<int>(LittleEndian(frame, 8, 2) & kSizeMask)};
  if (header.width == 0 || header.height == 0) {
    return Refuse(0, "the VP8 frame's width and height must be at least 1, got " + std::to_string(header.width) +
                         " x " + std::to_string(header.height));
  }
  return header;
}

}  // namespace kinora
