// VP8's six-tap interpolation against libvpx's C.
#include <cstdint>
#include <random>

#include "catch_amalgamated.hpp"
#include "kernels/wasm/block.h"
#include "vp8_rtcd.h"
#include "vpx_config.h"

extern "C" decltype(vp8_sixtap_predict16x16_c) vp8_sixtap_predict16x16_wasm;
extern "C" decltype(vp8_sixtap_predict8x8_c) vp8_sixtap_predict8x8_wasm;
extern "C" decltype(vp8_sixtap_predict8x4_c) vp8_sixtap_predict8x4_wasm;
extern "C" decltype(vp8_sixtap_predict4x4_c) vp8_sixtap_predict4x4_wasm;

namespace kinora {
namespace {

using testing::Block;
using testing::Content;
using testing::Layout;

struct Size {
  int width;
  int height;
  decltype(&vp8_sixtap_predict8x8_c) model;
  decltype(&vp8_sixtap_predict8x8_c) wasm;
};

constexpr Size kSizes[] = {
    {16, 16, vp8_sixtap_predict16x16_c, vp8_sixtap_predict16x16_wasm},
    {8, 8, vp8_sixtap_predict8x8_c, vp8_sixtap_predict8x8_wasm},
    {8, 4, vp8_sixtap_predict8x4_c, vp8_sixtap_predict8x4_wasm},
    {4, 4, vp8_sixtap_predict4x4_c, vp8_sixtap_predict4x4_wasm},
};

// Beside random pixels, stripes of two white or two black lines: there a filter whose two centre taps are positive and
// their neighbours negative overshoots most.
enum class Picture { kRandom, kExtremes, kWhiteColumns, kBlackColumns, kWhiteRows, kBlackRows, kEnd };

uint8_t Sample(Picture picture, int row, int column, std::mt19937& random) {
  constexpr int kPeriod = 5;  // lines; five, no divisor of a block, so that stripes meet the columns in all positions
  const bool in_column = (column + 100) % kPeriod < 2;
  const bool in_row = (row + 100) % kPeriod < 2;
  switch (picture) {
    case Picture::kRandom:
      return Pixel(Content::kRandom, row, column, random);
    case Picture::kWhiteColumns:
      return in_column ? 255 : 0;
    case Picture::kBlackColumns:
      return in_column ? 0 : 255;
    case Picture::kWhiteRows:
      return in_row ? 255 : 0;
    case Picture::kBlackRows:
      return in_row ? 0 : 255;
    default:
      return Pixel(Content::kExtremes, row, column, random);
  }
}

TEST_CASE("The wasm six-tap predictors equal libvpx's C", "[kernels]") {
  std::mt19937 random(1);
  for (const Size& size : kSizes) {
    for (const Layout& layout : testing::kLayouts) {
      Block<uint8_t> source(size.width, size.height, {.offset = 1, .extra_stride = 3});
      Block<uint8_t> before(size.width, size.height, layout);
      testing::Fill(before, Content::kRandom, random);
      for (int i = 0; i < static_cast<int>(Picture::kEnd); ++i) {
        const auto picture = static_cast<Picture>(i);
        source.Fill([&](int row, int column) { return Sample(picture, row, column, random); });
        for (int offsets = 0; offsets < 64; ++offsets) {
          const int x = offsets % 8;
          const int y = offsets / 8;
          const auto run = [&](auto predict) {
            Block<uint8_t> target = before;
            predict(source.data(), source.stride(), x, y, target.data(), target.stride());
            return target;
          };
          INFO(size.width << "x" << size.height << " at " << x << "/8, " << y << "/8, picture " << i
                          << ", target at offset " << layout.offset);
          CHECK(run(size.wasm).DifferenceFrom(run(size.model)) == "");
        }
      }
    }
  }
}

}  // namespace
}  // namespace kinora
