// Intra predictors against libvpx's C.
#include <cstdint>
#include <random>

#include "catch_amalgamated.hpp"
#include "kernels/wasm/block.h"
#include "vpx_config.h"
#include "vpx_dsp_rtcd.h"

#define SIZES(F, mode) F(mode, 8) F(mode, 16) F(mode, 32)
#define PREDICTORS(F) \
  SIZES(F, tm) SIZES(F, v) SIZES(F, h) SIZES(F, dc) SIZES(F, dc_top) SIZES(F, dc_left) SIZES(F, dc_128)

#define DECLARE(mode, size) \
  extern "C" decltype(vpx_##mode##_predictor_##size##x##size##_c) vpx_##mode##_predictor_##size##x##size##_wasm;
PREDICTORS(DECLARE)
#undef DECLARE

namespace kinora {
namespace {

using testing::Block;
using testing::Content;
using testing::kContents;
using testing::kLayouts;
using testing::Layout;

struct Predictor {
  const char* mode;
  int size;
  decltype(&vpx_tm_predictor_8x8_c) model;
  decltype(&vpx_tm_predictor_8x8_c) wasm;
};

#define PREDICTOR(mode, size) \
  {#mode, size, vpx_##mode##_predictor_##size##x##size##_c, vpx_##mode##_predictor_##size##x##size##_wasm},
const Predictor kPredictors[] = {PREDICTORS(PREDICTOR)};
#undef PREDICTOR

TEST_CASE("The wasm intra predictors equal libvpx's C", "[kernels]") {
  std::mt19937 random(1);
  for (const Predictor& predictor : kPredictors) {
    for (const Layout& layout : kLayouts) {
      Block<uint8_t> before(predictor.size, predictor.size, layout);
      testing::Fill(before, Content::kRandom, random);
      // One row each; the pixel before the row above is the corner.
      Block<uint8_t> above(predictor.size, 1, layout);
      Block<uint8_t> left(predictor.size, 1, {.offset = 2, .extra_stride = 0});
      for (const Content content : kContents) {
        for (const Content other : kContents) {
          for (const uint8_t corner : {0, 1, 128, 255}) {
            testing::Fill(above, content, random);
            testing::Fill(left, other, random);
            above.data()[-1] = corner;
            Block<uint8_t> model = before;
            Block<uint8_t> wasm = before;
            predictor.model(model.data(), model.stride(), above.data(), left.data());
            predictor.wasm(wasm.data(), wasm.stride(), above.data(), left.data());
            INFO(predictor.mode << " " << predictor.size << ", " << Name(content) << " above, " << Name(other)
                                << " left, corner " << int{corner} << ", target at offset " << layout.offset);
            CHECK(wasm.DifferenceFrom(model) == "");
          }
        }
      }
    }
  }
}

}  // namespace
}  // namespace kinora
