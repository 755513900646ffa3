#include "color/alpha_to_i420.h"

#include <cstddef>
#include <cstdint>
#include <cstring>

namespace kinora {

void AlphaToI420(const FrameView& source, const I420View& target) {
  for (int y = 0; y < source.height; ++y) {
    const uint8_t* pixels = source.data + y * source.stride;
    uint8_t* luma = target.y + y * target.stride_y;
    for (int x = 0; x < source.width; ++x) luma[x] = pixels[4 * x + 3];
  }
  const auto chroma_width = static_cast<size_t>((source.width + 1) / 2);
  for (int y = 0; y < (source.height + 1) / 2; ++y) {
    std::memset(target.u + y * target.stride_u, 128, chroma_width);
    std::memset(target.v + y * target.stride_v, 128, chroma_width);
  }
}

}  // namespace kinora
