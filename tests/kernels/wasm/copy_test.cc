// Copies and averages of blocks against libvpx's C.
#include <cstdint>
#include <random>

#include "catch_amalgamated.hpp"
#include "kernels/wasm/block.h"
#include "vp8_rtcd.h"
#include "vpx_config.h"
#include "vpx_dsp_rtcd.h"

extern "C" decltype(vpx_convolve_copy_c) vpx_convolve_copy_wasm;
extern "C" decltype(vpx_convolve_avg_c) vpx_convolve_avg_wasm;
extern "C" decltype(vp8_copy_mem16x16_c) vp8_copy_mem16x16_wasm;
extern "C" decltype(vp8_copy_mem8x8_c) vp8_copy_mem8x8_wasm;
extern "C" decltype(vp8_copy_mem8x4_c) vp8_copy_mem8x4_wasm;

namespace kinora {
namespace {

using testing::Block;
using testing::Content;
using testing::kContents;
using testing::kLayouts;
using testing::Layout;

constexpr int kSides[] = {4, 8, 16, 32, 64};

// Calls `run(function, target)` with the model and with the kernel, each on a copy of `before`, and compares the
// copies.
template <typename Function, typename Run>
void CheckEqual(Function* model_function, Function* wasm_function, const Block<uint8_t>& before, Run run) {
  Block<uint8_t> model = before;
  Block<uint8_t> wasm = before;
  run(model_function, model);
  run(wasm_function, wasm);
  CHECK(wasm.DifferenceFrom(model) == "");
}

TEST_CASE("The wasm copies and averages equal libvpx's C", "[kernels]") {
  std::mt19937 random(1);
  for (const int width : kSides) {
    for (const int height : kSides) {
      for (const Layout& layout : kLayouts) {
        Block<uint8_t> source(width, height, {.offset = 1, .extra_stride = 3});
        Block<uint8_t> before(width, height, layout);
        for (const Content content : kContents) {
          for (const Content other : {Content::kRandom, Content::kZero, Content::kFull}) {
            testing::Fill(source, content, random);
            testing::Fill(before, other, random);
            const auto run = [&](auto convolve, Block<uint8_t>& target) {
              convolve(source.data(), source.stride(), target.data(), target.stride(), nullptr, 0, 16, 0, 16, width,
                       height);
            };
            INFO(width << "x" << height << ", " << Name(content) << " over " << Name(other) << ", target at offset "
                       << layout.offset);
            CheckEqual(vpx_convolve_copy_c, vpx_convolve_copy_wasm, before, run);
            CheckEqual(vpx_convolve_avg_c, vpx_convolve_avg_wasm, before, run);
          }
        }
      }
    }
  }
}

TEST_CASE("The wasm copies of VP8's blocks equal libvpx's C", "[kernels]") {
  std::mt19937 random(2);
  for (const Layout& layout : kLayouts) {
    for (const int offset : {0, 1, 7}) {
      Block<uint8_t> source(16, 16, {.offset = offset, .extra_stride = 3});
      Block<uint8_t> before(16, 16, layout);
      testing::Fill(source, Content::kRandom, random);
      testing::Fill(before, Content::kRandom, random);
      const auto run = [&](auto copy, Block<uint8_t>& target) {
        copy(source.data(), source.stride(), target.data(), target.stride());
      };
      INFO("source at offset " << offset << ", target at offset " << layout.offset);
      CheckEqual(vp8_copy_mem16x16_c, vp8_copy_mem16x16_wasm, before, run);
      CheckEqual(vp8_copy_mem8x8_c, vp8_copy_mem8x8_wasm, before, run);
      CheckEqual(vp8_copy_mem8x4_c, vp8_copy_mem8x4_wasm, before, run);
    }
  }
}

}  // namespace
}  // namespace kinora
