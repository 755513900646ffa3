// The residual of a block against libvpx's C.
#include <cstdint>
#include <random>

#include "catch_amalgamated.hpp"
#include "kernels/wasm/block.h"
#include "vpx_config.h"
#include "vpx_dsp_rtcd.h"

extern "C" decltype(vpx_subtract_block_c) vpx_subtract_block_wasm;

namespace kinora {
namespace {

using testing::Block;
using testing::Content;
using testing::kContents;
using testing::kLayouts;
using testing::Layout;

constexpr int kSides[] = {4, 8, 16, 32, 64};

TEST_CASE("The wasm residual equals libvpx's C", "[kernels]") {
  std::mt19937 random(1);
  for (const int width : kSides) {
    for (const int height : kSides) {
      for (const Layout& layout : kLayouts) {
        Block<uint8_t> source(width, height, layout);
        Block<uint8_t> prediction(width, height, {.offset = 1, .extra_stride = 3});
        Block<int16_t> before(width, height, layout);
        before.Fill([&](int, int) { return random(); });
        for (const Content content : kContents) {
          for (const Content other : {Content::kRandom, Content::kZero, Content::kFull}) {
            testing::Fill(source, content, random);
            testing::Fill(prediction, other, random);
            Block<int16_t> model = before;
            Block<int16_t> wasm = before;
            const auto run = [&](auto subtract, Block<int16_t>& difference) {
              subtract(height, width, difference.data(), difference.stride(), source.data(), source.stride(),
                       prediction.data(), prediction.stride());
            };
            run(vpx_subtract_block_c, model);
            run(vpx_subtract_block_wasm, wasm);
            INFO(width << "x" << height << ", " << Name(content) << " less " << Name(other) << ", target at offset "
                       << layout.offset);
            CHECK(wasm.DifferenceFrom(model) == "");
          }
        }
      }
    }
  }
}

}  // namespace
}  // namespace kinora
