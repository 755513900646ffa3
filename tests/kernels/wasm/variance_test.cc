// Variances, at whole pixels and between them, against libvpx's C.
#include <cstdint>
#include <random>
#include <utility>

#include "catch_amalgamated.hpp"
#include "kernels/wasm/block.h"
#include "vpx_config.h"
#include "vpx_dsp_rtcd.h"

#define SIZES(F) F(64, 64) F(64, 32) F(32, 64) F(32, 32) F(32, 16) F(16, 32) F(16, 16) F(16, 8) F(8, 16) F(8, 8) F(8, 4)

#define DECLARE(w, h)                                                          \
  extern "C" decltype(vpx_variance##w##x##h##_c) vpx_variance##w##x##h##_wasm; \
  extern "C" decltype(vpx_sub_pixel_variance##w##x##h##_c) vpx_sub_pixel_variance##w##x##h##_wasm;
SIZES(DECLARE)
#undef DECLARE
extern "C" decltype(vpx_mse16x16_c) vpx_mse16x16_wasm;

namespace kinora {
namespace {

using testing::Block;
using testing::Content;
using testing::kContents;
using testing::kLayouts;
using testing::Layout;

struct Kernels {
  decltype(&vpx_variance8x8_c) variance;
  decltype(&vpx_sub_pixel_variance8x8_c) sub_pixel;
};

struct Size {
  int width;
  int height;
  Kernels model;
  Kernels wasm;
};

#define SIZE(w, h)                                                       \
  Size{w,                                                                \
       h,                                                                \
       {vpx_variance##w##x##h##_c, vpx_sub_pixel_variance##w##x##h##_c}, \
       {vpx_variance##w##x##h##_wasm, vpx_sub_pixel_variance##w##x##h##_wasm}},
const Size kSizes[] = {SIZES(SIZE)};
#undef SIZE

constexpr Content kReferences[] = {Content::kRandom, Content::kZero, Content::kFull, Content::kExtremes};

// What a variance function returns, and the sum of squared errors that it stores.
using Result = std::pair<uint32_t, uint32_t>;

// Calls `function` with the blocks, and with the offsets between where it takes some.
template <typename Function, typename... Offsets>
Result Run(Function function, Block<uint8_t>& source, Block<uint8_t>& reference, Offsets... offsets) {
  uint32_t sse = 0;
  const uint32_t variance =
      function(source.data(), source.stride(), offsets..., reference.data(), reference.stride(), &sse);
  return {variance, sse};
}

TEST_CASE("The wasm variances equal libvpx's C", "[kernels]") {
  std::mt19937 random(1);
  for (const Size& size : kSizes) {
    for (const Layout& layout : kLayouts) {
      Block<uint8_t> source(size.width, size.height, layout);
      Block<uint8_t> reference(size.width, size.height, {.offset = 1, .extra_stride = 3});
      for (const Content content : kContents) {
        for (const Content other : kReferences) {
          testing::Fill(source, content, random);
          testing::Fill(reference, other, random);
          INFO(size.width << "x" << size.height << ", " << Name(content) << " against " << Name(other)
                          << ", source at offset " << layout.offset);
          CHECK(Run(size.wasm.variance, source, reference) == Run(size.model.variance, source, reference));
          if (size.width == 16 && size.height == 16) {
            CHECK(Run(vpx_mse16x16_wasm, source, reference) == Run(vpx_mse16x16_c, source, reference));
          }
        }
      }
    }
  }
}

TEST_CASE("The wasm variances between pixels equal libvpx's C", "[kernels]") {
  std::mt19937 random(2);
  for (const Size& size : kSizes) {
    Block<uint8_t> source(size.width, size.height, {.offset = 3, .extra_stride = 5});
    Block<uint8_t> reference(size.width, size.height, {.offset = 1, .extra_stride = 3});
    for (const Content content : kContents) {
      for (const Content other : kReferences) {
        testing::Fill(source, content, random);
        testing::Fill(reference, other, random);
        for (int offsets = 0; offsets < 64; ++offsets) {
          const int x = offsets % 8;
          const int y = offsets / 8;
          INFO(size.width << "x" << size.height << " at " << x << "/8, " << y << "/8, " << Name(content) << " against "
                          << Name(other));
          CHECK(Run(size.wasm.sub_pixel, source, reference, x, y) ==
                Run(size.model.sub_pixel, source, reference, x, y));
        }
      }
    }
  }
}

}  // namespace
}  // namespace kinora
