// VP8's quantizers against libvpx's C, with the factors that the encoder computes for each quantizer index.
#include <algorithm>
#include <array>
#include <cstdint>
#include <memory>
#include <random>

#include "catch_amalgamated.hpp"
#include "vpx_config.h"
// vpx_config.h first: it defines INLINE.
extern "C" {
#include "vp8/common/quant_common.h"
#include "vp8/encoder/block.h"
#include "vp8/encoder/quantize.h"
#include "vp8_rtcd.h"
}

extern "C" decltype(vp8_fast_quantize_b_c) vp8_fast_quantize_b_wasm;
extern "C" decltype(vp8_regular_quantize_b_c) vp8_regular_quantize_b_wasm;
extern "C" decltype(vp8_dequantize_b_c) vp8_dequantize_b_wasm;
extern "C" decltype(vp8_quantize_mb) vp8_quantize_mb_c;
extern "C" decltype(vp8_quantize_mby) vp8_quantize_mby_c;
extern "C" decltype(vp8_quantize_mbuv) vp8_quantize_mbuv_c;

namespace kinora {
namespace {

constexpr int kIndexes = 128;
constexpr int kGreatestCoefficient = 2047;
constexpr int kGreatestMean = 16320;  // of the transformed luma means

using Coefficients = std::array<int16_t, 16>;

// What a quantizer reads beside the coefficients.
struct Factors {
  Coefficients quant, quant_fast, quant_shift, zbin, boost, round, dequant;
};

// As the encoder sets them up: reciprocals with 16 bits after the point, a dead zone of 5/8 and a rounding of 3/8 of a
// step, and a dead zone that widens with the run of zeros.
Factors FactorsFor(int dc_step, int ac_step) {
  constexpr int kBoost[16] = {0, 0, 8, 10, 12, 14, 16, 20, 24, 28, 32, 36, 40, 44, 44, 44};
  Factors factors;
  for (size_t i = 0; i < 16; ++i) {
    const int step = i == 0 ? dc_step : ac_step;
    int bits = 0;
    while (step >> (bits + 1)) ++bits;
    factors.quant[i] = static_cast<int16_t>(1 + (1 << (16 + bits)) / step - (1 << 16));
    factors.quant_shift[i] = static_cast<int16_t>(1 << (16 - bits));
    factors.quant_fast[i] = static_cast<int16_t>((1 << 16) / step);
    factors.zbin[i] = static_cast<int16_t>((80 * step + 64) >> 7);
    factors.round[i] = static_cast<int16_t>((48 * step) >> 7);
    factors.dequant[i] = static_cast<int16_t>(step);
    factors.boost[i] = static_cast<int16_t>((kBoost[i] * ac_step) >> 7);
  }
  return factors;
}

// What a quantizer writes, each array with room behind it that must stay as it is.
struct Quantized {
  std::array<int16_t, 24> values;
  std::array<int16_t, 24> dequantized;
  std::array<char, 3> end;

  bool operator==(const Quantized&) const = default;
};

Quantized Quantize(decltype(vp8_fast_quantize_b_c)* function, Factors factors, Coefficients coefficients,
                   int zbin_extra) {
  Quantized result;
  result.values.fill(1234);
  result.dequantized.fill(4321);
  result.end.fill(99);
  BLOCK block = {};
  block.coeff = coefficients.data();
  block.quant = factors.quant.data();
  block.quant_fast = factors.quant_fast.data();
  block.quant_shift = factors.quant_shift.data();
  block.zbin = factors.zbin.data();
  block.zrun_zbin_boost = factors.boost.data();
  block.round = factors.round.data();
  block.zbin_extra = static_cast<int16_t>(zbin_extra);
  BLOCKD to = {};
  to.qcoeff = result.values.data();
  to.dqcoeff = result.dequantized.data();
  to.dequant = factors.dequant.data();
  to.eob = &result.end[1];
  function(&block, &to);
  return result;
}

// Compares both quantizers and says how many coefficients were coded, so that a test can see that it meets all cases.
int Check(const Factors& factors, const Coefficients& coefficients, int zbin_extra) {
  const Quantized fast = Quantize(vp8_fast_quantize_b_c, factors, coefficients, zbin_extra);
  const Quantized regular = Quantize(vp8_regular_quantize_b_c, factors, coefficients, zbin_extra);
  CHECK(Quantize(vp8_fast_quantize_b_wasm, factors, coefficients, zbin_extra) == fast);
  CHECK(Quantize(vp8_regular_quantize_b_wasm, factors, coefficients, zbin_extra) == regular);
  return regular.end[1];
}

// The steps of the first and of the other coefficients, for luma and for the transformed luma means.
struct Steps {
  int dc;
  int ac;
};

std::array<Steps, 2> StepsOf(int index) {
  return {Steps{vp8_dc_quant(index, 0), vp8_ac_yquant(index)}, Steps{vp8_dc2quant(index, 0), vp8_ac2quant(index, 0)}};
}

TEST_CASE("The wasm quantizers of VP8 equal libvpx's C", "[kernels]") {
  std::mt19937 random(1);
  std::array<int, 17> ends = {};
  for (int index = 0; index < kIndexes; ++index) {
    for (const Steps& steps : StepsOf(index)) {
      const Factors factors = FactorsFor(steps.dc, steps.ac);
      for (int round = 0; round < 120; ++round) {
        // From all but zero to as rough as can be; in some rounds next to multiples of half a step, where roundings and
        // dead zones end.
        const int range = std::array{1, steps.ac, 2 * steps.ac, 5 * steps.ac, kGreatestCoefficient}[round % 5];
        const int zbin_extra = std::array{0, steps.ac / 4, steps.ac}[round % 3];
        Coefficients coefficients;
        for (int16_t& value : coefficients) {
          int magnitude = static_cast<int>(random() % (range + 1));
          if (round % 2) magnitude = magnitude / steps.ac * steps.ac + steps.ac * static_cast<int>(random() % 9) / 8;
          if (round % 4 == 3 && random() % 3) magnitude = 0;
          if (magnitude > kGreatestCoefficient) magnitude = kGreatestCoefficient;
          value = static_cast<int16_t>(random() % 2 ? magnitude : -magnitude);
        }
        INFO("index " << index << ", steps " << steps.dc << " and " << steps.ac << ", round " << round
                      << ", dead zone widened by " << zbin_extra);
        ++ends[static_cast<size_t>(Check(factors, coefficients, zbin_extra))];
      }
    }
  }
  for (const int count : ends) CHECK(count > 0);
}

TEST_CASE("The wasm quantizers of VP8 equal libvpx's C for each coefficient alone and on the greatest", "[kernels]") {
  for (int index = 0; index < kIndexes; index += 3) {
    for (const Steps& steps : StepsOf(index)) {
      const Factors factors = FactorsFor(steps.dc, steps.ac);
      for (const int magnitude : {1, steps.ac / 2, steps.ac, 3 * steps.ac, kGreatestCoefficient, kGreatestMean}) {
        for (const int sign : {-1, 1}) {
          INFO("index " << index << ", steps " << steps.dc << " and " << steps.ac << ", coefficient "
                        << sign * magnitude);
          Coefficients coefficients = {};
          for (int16_t& value : coefficients) {
            value = static_cast<int16_t>(sign * magnitude);
            Check(factors, coefficients, 0);
            value = 0;
          }
          coefficients.fill(static_cast<int16_t>(sign * magnitude));
          Check(factors, coefficients, 0);
        }
      }
    }
  }
}

TEST_CASE("The wasm dequantization of VP8 equals libvpx's C", "[kernels]") {
  std::mt19937 random(2);
  for (int round = 0; round < 300; ++round) {
    Coefficients values;
    Coefficients factors;
    for (int16_t& value : values) value = static_cast<int16_t>(random());
    for (int16_t& factor : factors) factor = static_cast<int16_t>(4 + random() % 240);
    const auto run = [&](auto function) {
      std::array<int16_t, 24> result;
      result.fill(1234);
      BLOCKD block = {};
      block.qcoeff = values.data();
      block.dqcoeff = result.data();
      function(&block, factors.data());
      return result;
    };
    INFO("round " << round);
    CHECK(run(vp8_dequantize_b_wasm) == run(vp8_dequantize_b_c));
  }
}

// A macroblock whose planes' blocks have the factors that the encoder gives them, and `coefficients`.
struct TestMacroblock {
  MACROBLOCK macroblock = {};
  MODE_INFO mode = {};
  Factors factors[3];  // luma, chroma, luma means

  TestMacroblock(int index, int prediction_mode, const std::array<int16_t, 400>& coefficients,
                 decltype(vp8_fast_quantize_b_c)* quantizer) {
    factors[0] = FactorsFor(vp8_dc_quant(index, 0), vp8_ac_yquant(index));
    factors[1] = FactorsFor(vp8_dc_uv_quant(index, 0), vp8_ac_uv_quant(index, 0));
    factors[2] = FactorsFor(vp8_dc2quant(index, 0), vp8_ac2quant(index, 0));
    macroblock.quantize_b = quantizer;
    macroblock.e_mbd.mode_info_context = &mode;
    mode.mbmi.mode = static_cast<uint8_t>(prediction_mode);
    for (int i = 0; i < 25; ++i) {
      Factors& plane = factors[i < 16 ? 0 : i < 24 ? 1 : 2];
      BLOCK& block = macroblock.block[i];
      block.coeff = macroblock.coeff + 16 * i;
      block.quant = plane.quant.data();
      block.quant_fast = plane.quant_fast.data();
      block.quant_shift = plane.quant_shift.data();
      block.zbin = plane.zbin.data();
      block.zrun_zbin_boost = plane.boost.data();
      block.round = plane.round.data();
      BLOCKD& to = macroblock.e_mbd.block[i];
      to.qcoeff = macroblock.e_mbd.qcoeff + 16 * i;
      to.dqcoeff = macroblock.e_mbd.dqcoeff + 16 * i;
      to.dequant = plane.dequant.data();
      to.eob = macroblock.e_mbd.eobs + i;
      for (int j = 0; j < 16; ++j) {
        macroblock.coeff[16 * i + j] = coefficients[static_cast<size_t>(16 * i + j)];
        to.qcoeff[j] = 1234;
        to.dqcoeff[j] = 4321;
      }
      *to.eob = 99;
    }
  }

  bool SameResult(const TestMacroblock& other) const {
    const MACROBLOCKD& a = macroblock.e_mbd;
    const MACROBLOCKD& b = other.macroblock.e_mbd;
    return std::ranges::equal(a.qcoeff, b.qcoeff) && std::ranges::equal(a.dqcoeff, b.dqcoeff) &&
           std::ranges::equal(a.eobs, b.eobs);
  }
};

TEST_CASE("Our quantization of macroblocks equals libvpx's C", "[kernels]") {
  struct Case {
    decltype(vp8_quantize_mb)* model;
    decltype(vp8_quantize_mb)* ours;
    const char* name;
  };
  constexpr Case kCases[] = {{vp8_quantize_mb_c, vp8_quantize_mb, "all planes"},
                             {vp8_quantize_mby_c, vp8_quantize_mby, "luma"},
                             {vp8_quantize_mbuv_c, vp8_quantize_mbuv, "chroma"}};
  std::mt19937 random(3);
  for (int index = 0; index < kIndexes; index += 5) {
    for (const int mode : {int{DC_PRED}, int{B_PRED}, int{NEWMV}, int{SPLITMV}}) {
      for (const int range : {40, 400, kGreatestCoefficient}) {
        std::array<int16_t, 400> coefficients;
        for (int16_t& c : coefficients) c = static_cast<int16_t>(static_cast<int>(random() % (2 * range + 1)) - range);
        for (const Case& one : kCases) {
          for (const bool fast : {false, true}) {
            INFO("index " << index << ", mode " << mode << ", coefficients up to " << range << ", " << one.name
                          << (fast ? ", fast" : ", regular"));
            const auto model = std::make_unique<TestMacroblock>(
                index, mode, coefficients, fast ? vp8_fast_quantize_b_c : vp8_regular_quantize_b_c);
            const auto ours = std::make_unique<TestMacroblock>(
                index, mode, coefficients, fast ? vp8_fast_quantize_b_wasm : vp8_regular_quantize_b_wasm);
            one.model(&model->macroblock);
            one.ours(&ours->macroblock);
            CHECK(ours->SameResult(*model));
          }
        }
      }
    }
  }
}

}  // namespace
}  // namespace kinora
