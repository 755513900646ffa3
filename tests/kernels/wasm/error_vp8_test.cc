// VP8's squared errors of coefficients against libvpx's C.
#include <cstdint>
#include <memory>
#include <random>

#include "catch_amalgamated.hpp"
#include "vpx_config.h"
// vpx_config.h first: it defines INLINE.
extern "C" {
#include "vp8/encoder/block.h"
#include "vp8_rtcd.h"
}

extern "C" decltype(vp8_block_error_c) vp8_block_error_wasm;
extern "C" decltype(vp8_mbblock_error_c) vp8_mbblock_error_wasm;
extern "C" decltype(vp8_mbuverror_c) vp8_mbuverror_wasm;

namespace kinora {
namespace {

constexpr int kBlocks = 25;  // sixteen of luma, eight of chroma, one of luma's means
constexpr int kCoefficients = 16;

TEST_CASE("The wasm squared errors of coefficients equal libvpx's C", "[kernels]") {
  std::mt19937 random(1);
  const auto macroblock = std::make_unique<MACROBLOCK>();
  for (int i = 0; i < kBlocks; ++i) {
    macroblock->block[i].coeff = macroblock->coeff + i * kCoefficients;
    macroblock->e_mbd.block[i].dqcoeff = macroblock->e_mbd.dqcoeff + i * kCoefficients;
  }
  // Residuals of 8-bit pictures give coefficients within 2^12.
  for (const int range : {0, 1, 20, 300, 4095}) {
    for (int round = 0; round < 100; ++round) {
      const bool extremes = round % 10 == 0;
      const auto draw = [&] {
        if (extremes) return static_cast<short>(random() % 2 ? range : -range);
        return static_cast<short>(static_cast<int>(random() % (2 * range + 1)) - range);
      };
      for (int i = 0; i < kBlocks * kCoefficients; ++i) {
        macroblock->coeff[i] = draw();
        macroblock->e_mbd.dqcoeff[i] = draw();
      }
      INFO("coefficients up to " << range << ", round " << round);
      for (int i = 0; i < kBlocks; ++i) {
        short* coefficients = macroblock->block[i].coeff;
        short* dequantized = macroblock->e_mbd.block[i].dqcoeff;
        INFO("block " << i);
        CHECK(vp8_block_error_wasm(coefficients, dequantized) == vp8_block_error_c(coefficients, dequantized));
      }
      CHECK(vp8_mbblock_error_wasm(macroblock.get(), 0) == vp8_mbblock_error_c(macroblock.get(), 0));
      CHECK(vp8_mbblock_error_wasm(macroblock.get(), 1) == vp8_mbblock_error_c(macroblock.get(), 1));
      CHECK(vp8_mbuverror_wasm(macroblock.get()) == vp8_mbuverror_c(macroblock.get()));
    }
  }
}

}  // namespace
}  // namespace kinora
