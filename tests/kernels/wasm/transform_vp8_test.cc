// VP8's forward transforms against libvpx's C, on residuals of 8-bit pictures.
#include <cstdint>
#include <random>

#include "catch_amalgamated.hpp"
#include "kernels/wasm/block.h"
#include "vp8_rtcd.h"
#include "vpx_config.h"

extern "C" decltype(vp8_short_fdct4x4_c) vp8_short_fdct4x4_wasm;
extern "C" decltype(vp8_short_fdct8x4_c) vp8_short_fdct8x4_wasm;

namespace kinora {
namespace {

using testing::Block;
using testing::Layout;

struct Transform {
  int width;
  decltype(&vp8_short_fdct4x4_c) model;
  decltype(&vp8_short_fdct4x4_c) wasm;
};

constexpr Transform kTransforms[] = {{4, vp8_short_fdct4x4_c, vp8_short_fdct4x4_wasm},
                                     {8, vp8_short_fdct8x4_c, vp8_short_fdct8x4_wasm}};

// A block of 4 rows in, the coefficients of one 4x4 block after another out.
void Check(const Transform& transform, Block<int16_t>& residual) {
  const auto run = [&](auto function) {
    Block<int16_t> coefficients(4 * transform.width, 1, {.offset = 0, .extra_stride = 0});
    coefficients.Fill([](int, int column) { return 1000 + column; });
    function(residual.data(), coefficients.data(), 2 * residual.stride());
    return coefficients;
  };
  CHECK(run(transform.wasm).DifferenceFrom(run(transform.model)) == "");
}

TEST_CASE("The wasm forward transforms equal libvpx's C on random residuals", "[kernels]") {
  std::mt19937 random(1);
  for (const Transform& transform : kTransforms) {
    for (const Layout& layout : testing::kLayouts) {
      Block<int16_t> residual(transform.width, 4, layout);
      // From flat to as rough as can be: small residuals meet the roundings, great ones the ends of the range.
      for (const int range : {1, 2, 3, 8, 31, 100, 255}) {
        for (int round = 0; round < 200; ++round) {
          residual.Fill([&](int, int) { return static_cast<int>(random() % (2 * range + 1)) - range; });
          INFO(transform.width << "x4, residuals up to " << range << ", round " << round);
          Check(transform, residual);
        }
      }
    }
  }
}

TEST_CASE("The wasm forward transforms equal libvpx's C on the greatest residuals", "[kernels]") {
  for (const Transform& transform : kTransforms) {
    Block<int16_t> residual(transform.width, 4, {.offset = 1, .extra_stride = 3});
    // Every 4x4 pattern of -255 and 255; the second block has the opposite signs.
    for (int signs = 0; signs < 1 << 16; ++signs) {
      residual.Fill([&](int row, int column) {
        const bool positive = ((signs >> (4 * (row & 3) + (column & 3))) & 1) != 0;
        return positive == (column < 4) ? 255 : -255;
      });
      INFO(transform.width << "x4, signs " << signs);
      Check(transform, residual);
    }
  }
}

}  // namespace
}  // namespace kinora
