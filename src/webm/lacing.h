// Several frames in one block (RFC 9559, section 10.3).
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

namespace kinora {

struct Lacing {
  size_t count = 0;        // frames, 1 to 256
  size_t header_size = 0;  // bytes before the first frame
  std::array<uint64_t, 256> sizes;
};

// As many bytes as the header of a laced payload can reasonably have: in Xiph lacing, sizes of 4 kB each.
inline constexpr size_t kMaxLacingHeader = 4096;

// From the start of a block's payload of `payload_size` bytes, and the block's flags, which say that there is lacing.
// None where the sizes make no sense.
std::optional<Lacing> ParseLacing(std::span<const uint8_t> payload, uint64_t payload_size, uint8_t flags);

}  // namespace kinora
