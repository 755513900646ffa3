// VP9's quantizer of real time against libvpx's C: every step, transforms of 4x4 to 16x16.
#include <algorithm>
#include <array>
#include <cstdint>
#include <random>
#include <vector>

#include "catch_amalgamated.hpp"
#include "kernels/wasm/vp9_block.h"
extern "C" {
#include "vp9/common/vp9_scan.h"
#include "vp9_rtcd.h"
}

extern "C" decltype(vp9_quantize_fp_c) vp9_quantize_fp_wasm;

namespace kinora {
namespace {

using testing::Vp9Factors;

constexpr int kIndexes = 256;  // of quantizers

struct Result {
  alignas(16) std::array<tran_low_t, 256> quantized{};
  alignas(16) std::array<tran_low_t, 256> dequantized{};
  uint16_t eob = 0xFFFF;

  bool operator==(const Result&) const = default;
};

Result Quantize(decltype(vp9_quantize_fp_c)* function, const tran_low_t* coefficients, int count, Vp9Factors& factors,
                const ScanOrder& order) {
  macroblock_plane plane{};
  plane.round_fp = factors.round.data();
  plane.quant_fp = factors.quant.data();
  Result result;
  result.quantized.fill(7);
  result.dequantized.fill(7);
  function(coefficients, count, &plane, result.quantized.data(), result.dequantized.data(), factors.dequant.data(),
           &result.eob, &order);
  return result;
}

TEST_CASE("The wasm quantizer of VP9 equals libvpx's C", "[kernels]") {
  std::mt19937 random(1);
  alignas(16) std::array<tran_low_t, 256> coefficients;
  for (int index = 0; index < kIndexes; ++index) {
    Vp9Factors factors(index);
    const int step = factors.dequant[1];
    for (const TX_SIZE size : {TX_4X4, TX_8X8, TX_16X16}) {
      const int count = 16 << (2 * size);
      for (const TX_TYPE type : {DCT_DCT, ADST_DCT, DCT_ADST}) {
        // Around half a step and around whole ones, sparse ones, and the largest there are.
        for (const int range : {0, 1, step / 2 + 1, step + 1, 4 * step, 32767}) {
          for (int round = 0; round < 4; ++round) {
            const unsigned sparse = round % 2 ? 16 : 1;
            for (tran_low_t& value : coefficients) {
              const int size_of = random() % sparse ? 0
                                  : round == 2      ? range
                                                    : static_cast<int>(random() % (range + 1u));
              value = static_cast<tran_low_t>(random() % 2 ? size_of : -size_of);
            }
            const ScanOrder& order = vp9_scan_orders[size][type];
            INFO("index " << index << ", " << count << " coefficients up to " << range << ", round " << round);
            const Result model = Quantize(vp9_quantize_fp_c, coefficients.data(), count, factors, order);
            CHECK(Quantize(vp9_quantize_fp_wasm, coefficients.data(), count, factors, order) == model);
          }
        }
      }
    }
  }
}

}  // namespace
}  // namespace kinora
