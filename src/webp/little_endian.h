// Numbers as RIFF and VP8 store them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace kinora {

// The `size` bytes, 1 to 4, from `at` on, which are there.
inline uint32_t LittleEndian(std::span<const uint8_t> bytes, size_t at, size_t size) {
  uint32_t value = 0;
  for (size_t i = 0; i < size; ++i) value |= static_cast<uint32_t>(bytes[at + i]) << (8 * i);
  return value;
}

}  // namespace kinora
