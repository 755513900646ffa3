// Sums of absolute differences against libvpx's C.
#include <array>
#include <cstdint>
#include <random>

#include "catch_amalgamated.hpp"
#include "kernels/wasm/block.h"
#include "vpx_config.h"
#include "vpx_dsp_rtcd.h"

#define SIZES(F) \
  F(64, 64)      \
  F(64, 32) F(32, 64) F(32, 32) F(32, 16) F(16, 32) F(16, 16) F(16, 8) F(8, 16) F(8, 8) F(8, 4) F(4, 8) F(4, 4)

#define DECLARE(w, h)                                                            \
  extern "C" decltype(vpx_sad##w##x##h##_c) vpx_sad##w##x##h##_wasm;             \
  extern "C" decltype(vpx_sad_skip_##w##x##h##_c) vpx_sad_skip_##w##x##h##_wasm; \
  extern "C" decltype(vpx_sad##w##x##h##x4d_c) vpx_sad##w##x##h##x4d_wasm;       \
  extern "C" decltype(vpx_sad_skip_##w##x##h##x4d_c) vpx_sad_skip_##w##x##h##x4d_wasm;
SIZES(DECLARE)
#undef DECLARE

namespace kinora {
namespace {

using testing::Block;
using testing::Content;
using testing::kContents;
using testing::kLayouts;
using testing::Layout;

struct Kernels {
  decltype(&vpx_sad8x8_c) sad;
  decltype(&vpx_sad8x8_c) skip;
  decltype(&vpx_sad8x8x4d_c) sad_x4;
  decltype(&vpx_sad8x8x4d_c) skip_x4;
};

struct Size {
  int width;
  int height;
  Kernels model;
  Kernels wasm;
};

#define SIZE(w, h)                                                                                                 \
  Size{w,                                                                                                          \
       h,                                                                                                          \
       {vpx_sad##w##x##h##_c, vpx_sad_skip_##w##x##h##_c, vpx_sad##w##x##h##x4d_c, vpx_sad_skip_##w##x##h##x4d_c}, \
       {vpx_sad##w##x##h##_wasm, vpx_sad_skip_##w##x##h##_wasm, vpx_sad##w##x##h##x4d_wasm,                        \
        vpx_sad_skip_##w##x##h##x4d_wasm}},
const Size kSizes[] = {SIZES(SIZE)};
#undef SIZE

using Sads = std::array<uint32_t, 4>;

TEST_CASE("The wasm SADs equal libvpx's C", "[kernels]") {
  std::mt19937 random(1);
  for (const Size& size : kSizes) {
    for (const Layout& layout : kLayouts) {
      Block<uint8_t> source(size.width, size.height, layout);
      // Four references at four alignments, in one block's margins.
      Block<uint8_t> reference(size.width, size.height, {.offset = 1, .extra_stride = 2 * layout.extra_stride});
      const std::array<const uint8_t*, 4> references = {reference.data(), reference.data() - 7,
                                                        reference.data() + 2 * reference.stride() + 4,
                                                        reference.data() - 3 * reference.stride() + 14};
      for (const Content content : kContents) {
        for (const Content other : {Content::kRandom, Content::kZero, Content::kFull, Content::kExtremes}) {
          testing::Fill(source, content, random);
          testing::Fill(reference, other, random);
          INFO(size.width << "x" << size.height << ", " << Name(content) << " against " << Name(other)
                          << ", source at offset " << layout.offset);
          const auto one = [&](auto sad) {
            return sad(source.data(), source.stride(), references[0], reference.stride());
          };
          const auto four = [&](auto sad) {
            Sads sads = {1, 2, 3, 4};
            sad(source.data(), source.stride(), references.data(), reference.stride(), sads.data());
            return sads;
          };
          CHECK(one(size.wasm.sad) == one(size.model.sad));
          CHECK(one(size.wasm.skip) == one(size.model.skip));
          CHECK(four(size.wasm.sad_x4) == four(size.model.sad_x4));
          CHECK(four(size.wasm.skip_x4) == four(size.model.skip_x4));
        }
      }
    }
  }
}

}  // namespace
}  // namespace kinora
