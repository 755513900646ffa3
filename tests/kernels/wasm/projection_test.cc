// Sums along lines of pixels against libvpx's C.
#include <cstdint>
#include <random>

#include "catch_amalgamated.hpp"
#include "kernels/wasm/block.h"
#include "vpx_config.h"
#include "vpx_dsp_rtcd.h"

extern "C" decltype(vpx_int_pro_col_c) vpx_int_pro_col_wasm;

namespace kinora {
namespace {

TEST_CASE("The wasm sums of lines equal libvpx's C", "[kernels]") {
  std::mt19937 random(1);
  for (const int width : {16, 32, 64}) {
    for (const testing::Layout& layout : testing::kLayouts) {
      for (const testing::Content content : testing::kContents) {
        testing::Block<uint8_t> line(width, 1, layout);
        testing::Fill(line, content, random);
        INFO("width " << width << ", " << Name(content) << ", at offset " << layout.offset);
        CHECK(vpx_int_pro_col_wasm(line.data(), width) == vpx_int_pro_col_c(line.data(), width));
      }
    }
  }
}

}  // namespace
}  // namespace kinora
