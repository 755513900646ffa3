// VP9's squared errors of coefficients against libvpx's C.
#include <cstdint>
#include <random>
#include <utility>
#include <vector>

#include "catch_amalgamated.hpp"
#include "vpx_config.h"
// vpx_config.h first: it defines INLINE.
extern "C" {
#include "vp9_rtcd.h"
}

extern "C" decltype(vp9_block_error_c) vp9_block_error_wasm;
extern "C" decltype(vp9_block_error_fp_c) vp9_block_error_fp_wasm;

namespace kinora {
namespace {

using Coefficients = std::vector<tran_low_t>;

void Check(const Coefficients& coefficients, const Coefficients& dequantized) {
  const auto size = static_cast<int>(coefficients.size());
  const auto with_energy = [&](auto function) {
    int64_t energy = -1;
    const int64_t error = function(coefficients.data(), dequantized.data(), size, &energy);
    return std::pair(error, energy);
  };
  const auto alone = [&](auto function) { return function(coefficients.data(), dequantized.data(), size); };
  CHECK(with_energy(vp9_block_error_wasm) == with_energy(vp9_block_error_c));
  CHECK(alone(vp9_block_error_fp_wasm) == alone(vp9_block_error_fp_c));
}

TEST_CASE("The wasm squared errors of VP9's coefficients equal libvpx's C", "[kernels]") {
  std::mt19937 random(1);
  // Transforms of 4x4 to 32x32, and 48 for one that is cut at the picture's edge.
  for (const size_t size : {16, 48, 64, 256, 1024}) {
    Coefficients coefficients(size);
    Coefficients dequantized(size);
    for (const int range : {0, 1, 50, 2000, 16000}) {
      for (int round = 0; round < 50; ++round) {
        const auto draw = [&] {
          const int magnitude = round % 10 == 0 ? range : static_cast<int>(random() % (range + 1));
          return static_cast<tran_low_t>(random() % 2 ? magnitude : -magnitude);
        };
        for (tran_low_t& value : coefficients) value = draw();
        for (tran_low_t& value : dequantized) value = draw();
        INFO(size << " coefficients up to " << range << ", round " << round);
        Check(coefficients, dequantized);
      }
    }
    // The greatest that a coefficient, and an error, can be.
    for (const int value : {-32768, 32767}) {
      coefficients.assign(size, static_cast<tran_low_t>(value));
      dequantized.assign(size, 0);
      INFO(size << " coefficients of " << value);
      Check(coefficients, dequantized);
    }
  }
}

}  // namespace
}  // namespace kinora
