#include "webm/lacing.h"

#include "webm/ebml_reader.h"

namespace kinora {
namespace {

constexpr uint8_t kXiph = 0x02;
constexpr uint8_t kFixed = 0x04;
constexpr uint8_t kLacingMask = 0x06;

// Reads the size of a frame at `at` and moves on; none where the bytes end. `last` is the size before (EBML lacing).
std::optional<uint64_t> ReadXiphSize(std::span<const uint8_t> payload, size_t& at) {
  uint64_t size = 0;
  while (at < payload.size()) {
    const uint8_t byte = payload[at++];
    size += byte;
    if (byte != 255) return size;
  }
  return std::nullopt;
}

std::optional<uint64_t> ReadEbmlSize(std::span<const uint8_t> payload, size_t& at, std::optional<uint64_t> last) {
  const auto number = ParseVariableInt(payload.subspan(at));
  if (!number) return std::nullopt;
  at += number->size;
  if (!last) return number->value;
  // A difference to the size before, with the middle of the range standing for 0.
  const uint64_t middle = (uint64_t{1} << (7 * number->size - 1)) - 1;
  return *last + number->value - middle;
}

}  // namespace

std::optional<Lacing> ParseLacing(std::span<const uint8_t> payload, uint64_t payload_size, uint8_t flags) {
  if (payload.empty()) return std::nullopt;
  Lacing lacing;
  lacing.count = size_t{payload[0]} + 1;
  size_t at = 1;
  uint64_t sum = 0;
  if ((flags & kLacingMask) == kFixed) {
    if ((payload_size - 1) % lacing.count != 0) return std::nullopt;
    for (size_t i = 0; i + 1 < lacing.count; ++i) sum += lacing.sizes[i] = (payload_size - 1) / lacing.count;
  } else {
    std::optional<uint64_t> size;
    for (size_t i = 0; i + 1 < lacing.count; ++i) {
      size = (flags & kLacingMask) == kXiph ? ReadXiphSize(payload, at) : ReadEbmlSize(payload, at, size);
      // A size that is wrong wraps around to a large one.
      if (!size || *size > payload_size) return std::nullopt;
      sum += lacing.sizes[i] = *size;
    }
  }
  lacing.header_size = at;
  if (sum + at > payload_size) return std::nullopt;
  lacing.sizes[lacing.count - 1] = payload_size - at - sum;
  for (size_t i = 0; i < lacing.count; ++i) {
    if (lacing.sizes[i] == 0) return std::nullopt;
  }
  return lacing;
}

}  // namespace kinora
