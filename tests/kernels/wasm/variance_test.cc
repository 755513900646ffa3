// Variances, at whole pixels and between them, against libvpx's C.
#include <cstdint>
#include <random>
#include <utility>

#include "catch_amalgamated.hpp"
#include "kernels/wasm/block.h"
#include "vpx_config.h"
#include "vpx_dsp_rtcd.h"

// libvpx's own intrinsics serve the variances of blocks four pixels wide.
#define WIDE_SIZES(F) \
  F(64, 64) F(64, 32) F(32, 64) F(32, 32) F(32, 16) F(16, 32) F(16, 16) F(16, 8) F(8, 16) F(8, 8) F(8, 4)
#define SIZES(F) WIDE_SIZES(F) F(4, 8) F(4, 4)

#define DECLARE(w, h) extern "C" decltype(vpx_variance##w##x##h##_c) vpx_variance##w##x##h##_wasm;
WIDE_SIZES(DECLARE)
#undef DECLARE
#define DECLARE(w, h) extern "C" decltype(vpx_sub_pixel_variance##w##x##h##_c) vpx_sub_pixel_variance##w##x##h##_wasm;
SIZES(DECLARE)
#undef DECLARE
extern "C" decltype(vpx_mse16x16_c) vpx_mse16x16_wasm;
extern "C" decltype(vpx_get4x4sse_cs_c) vpx_get4x4sse_cs_wasm;

namespace kinora {
namespace {

using testing::Block;
using testing::Content;
using testing::kContents;
using testing::kLayouts;
using testing::Layout;

template <typename Function>
struct Size {
  int width;
  int height;
  Function* model;
  Function* wasm;
};

#define SIZE(w, h) {w, h, vpx_variance##w##x##h##_c, vpx_variance##w##x##h##_wasm},
const Size<decltype(vpx_variance8x8_c)> kVariances[] = {WIDE_SIZES(SIZE)};
#undef SIZE
#define SIZE(w, h) {w, h, vpx_sub_pixel_variance##w##x##h##_c, vpx_sub_pixel_variance##w##x##h##_wasm},
const Size<decltype(vpx_sub_pixel_variance8x8_c)> kSubPixelVariances[] = {SIZES(SIZE)};
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
  for (const auto& size : kVariances) {
    for (const Layout& layout : kLayouts) {
      Block<uint8_t> source(size.width, size.height, layout);
      Block<uint8_t> reference(size.width, size.height, {.offset = 1, .extra_stride = 3});
      for (const Content content : kContents) {
        for (const Content other : kReferences) {
          testing::Fill(source, content, random);
          testing::Fill(reference, other, random);
          INFO(size.width << "x" << size.height << ", " << Name(content) << " against " << Name(other)
                          << ", source at offset " << layout.offset);
          CHECK(Run(size.wasm, source, reference) == Run(size.model, source, reference));
          if (size.width == 16 && size.height == 16) {
            CHECK(Run(vpx_mse16x16_wasm, source, reference) == Run(vpx_mse16x16_c, source, reference));
          }
        }
      }
    }
  }
}

TEST_CASE("The wasm squared error of a 4x4 block equals libvpx's C", "[kernels]") {
  std::mt19937 random(3);
  for (const Layout& layout : kLayouts) {
    Block<uint8_t> source(4, 4, layout);
    Block<uint8_t> reference(4, 4, {.offset = 1, .extra_stride = 3});
    for (const Content content : kContents) {
      for (const Content other : kReferences) {
        testing::Fill(source, content, random);
        testing::Fill(reference, other, random);
        INFO(Name(content) << " against " << Name(other) << ", source at offset " << layout.offset);
        const auto run = [&](auto error) {
          return error(source.data(), source.stride(), reference.data(), reference.stride());
        };
        CHECK(run(vpx_get4x4sse_cs_wasm) == run(vpx_get4x4sse_cs_c));
      }
    }
  }
}

TEST_CASE("The wasm variances between pixels equal libvpx's C", "[kernels]") {
  std::mt19937 random(2);
  for (const auto& size : kSubPixelVariances) {
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
          CHECK(Run(size.wasm, source, reference, x, y) == Run(size.model, source, reference, x, y));
        }
      }
    }
  }
}

}  // namespace
}  // namespace kinora
