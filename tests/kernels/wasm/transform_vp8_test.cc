// VP8's forward transforms against libvpx's C, on residuals of 8-bit pictures.
#include <array>
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

// Fills a block of `width` by 4; its margins keep what they hold.
template <typename Function>
void FillResidual(Block<int16_t>& residual, int width, Function value) {
  for (int row = 0; row < 4; ++row) {
    for (int column = 0; column < width; ++column) {
      residual.data()[row * residual.stride() + column] = static_cast<int16_t>(value(row, column));
    }
  }
}

// Two blocks of coefficients, one after the other, and room behind them that must stay as it is.
using Coefficients = std::array<int16_t, 48>;

void Check(const Transform& transform, Block<int16_t>& residual) {
  const auto run = [&](auto function) {
    Coefficients coefficients;
    coefficients.fill(1234);
    function(residual.data(), coefficients.data(), 2 * residual.stride());
    return coefficients;
  };
  CHECK(run(transform.wasm) == run(transform.model));
}

TEST_CASE("The wasm forward transforms equal libvpx's C on random residuals", "[kernels]") {
  std::mt19937 random(1);
  for (const Transform& transform : kTransforms) {
    for (const Layout& layout : testing::kLayouts) {
      Block<int16_t> residual(transform.width, 4, layout);
      residual.Fill([&](int, int) { return random(); });
      // From flat to as rough as can be, and often: a rounding that is one off shows in one of 65536 coefficients.
      for (const int range : {1, 2, 3, 8, 31, 100, 255}) {
        for (int round = 0; round < 3000; ++round) {
          FillResidual(residual, transform.width,
                       [&](int, int) { return static_cast<int>(random() % (2 * range + 1)) - range; });
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
    // One in five of the 4x4 patterns of -255 and 255; the second block has the opposite signs.
    for (int signs = 0; signs < 1 << 16; signs += 5) {
      FillResidual(residual, transform.width, [&](int row, int column) {
        const bool positive = ((signs >> (4 * row + column % 4)) & 1) != 0;
        return positive == (column < 4) ? 255 : -255;
      });
      INFO(transform.width << "x4, signs " << signs);
      Check(transform, residual);
    }
  }
}

}  // namespace
}  // namespace kinora
