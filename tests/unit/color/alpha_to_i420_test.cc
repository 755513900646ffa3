#include "color/alpha_to_i420.h"

#include <vector>

#include "catch_amalgamated.hpp"

namespace kinora {

TEST_CASE("AlphaToI420: luma is alpha, chroma is grey, and nothing else is touched", "[color]") {
  const int width = GENERATE(1, 2, 7, 64);
  const int height = GENERATE(1, 2, 5);
  const bool bottom_up = GENERATE(false, true);
  const int stride = 4 * width + 12;
  std::vector<uint8_t> pixels(static_cast<size_t>(stride * height));
  for (size_t i = 0; i < pixels.size(); ++i) pixels[i] = static_cast<uint8_t>(i * 89 + 3);
  FrameView source = {.data = pixels.data(), .width = width, .height = height, .stride = stride};
  if (bottom_up) {
    source.data += stride * (height - 1);
    source.stride = -stride;
  }
  const int chroma_width = (width + 1) / 2;
  const int chroma_height = (height + 1) / 2;
  const int room = 3;  // bytes after each row
  std::vector<uint8_t> y(static_cast<size_t>((width + room) * height), 99);
  std::vector<uint8_t> u(static_cast<size_t>((chroma_width + room) * chroma_height), 99);
  std::vector<uint8_t> v = u;
  AlphaToI420(source, {.y = y.data(),
                       .u = u.data(),
                       .v = v.data(),
                       .stride_y = width + room,
                       .stride_u = chroma_width + room,
                       .stride_v = chroma_width + room,
                       .width = width,
                       .height = height});
  for (int row = 0; row < height; ++row) {
    for (int x = 0; x < width + room; ++x) {
      const int expected = x < width ? source.data[row * source.stride + 4 * x + 3] : 99;
      REQUIRE(y[static_cast<size_t>(row * (width + room) + x)] == expected);
    }
  }
  for (size_t i = 0; i < u.size(); ++i) {
    const int expected = static_cast<int>(i) % (chroma_width + room) < chroma_width ? 128 : 99;
    REQUIRE(u[i] == expected);
    REQUIRE(v[i] == expected);
  }
}

}  // namespace kinora
