// VP8's transforms of luma means against libvpx's C.
#include <array>
#include <cstdint>
#include <random>

#include "catch_amalgamated.hpp"
#include "kernels/wasm/block.h"
#include "vp8_rtcd.h"
#include "vpx_config.h"

extern "C" decltype(vp8_short_walsh4x4_c) vp8_short_walsh4x4_wasm;
extern "C" decltype(vp8_short_inv_walsh4x4_c) vp8_short_inv_walsh4x4_wasm;
extern "C" decltype(vp8_short_inv_walsh4x4_1_c) vp8_short_inv_walsh4x4_1_wasm;

namespace kinora {
namespace {

using testing::Block;
using testing::Layout;

// The mean that the forward transform gives for a 4x4 block of residuals of 255.
constexpr int kGreatestMean = 2040;

// Sixteen results, and room behind them that must stay as it is.
using Results = std::array<int16_t, 32>;

Results Forward(decltype(vp8_short_walsh4x4_c)* function, Block<int16_t>& means) {
  Results results;
  results.fill(1234);
  function(means.data(), results.data(), 2 * means.stride());
  return results;
}

// The coefficients of a macroblock, of which the first of each block is written, and room behind.
using Macroblock = std::array<int16_t, 16 * 25>;

template <typename Function>
Macroblock Inverse(Function* function, const std::array<int16_t, 16>& input) {
  Macroblock coefficients;
  for (size_t i = 0; i < coefficients.size(); ++i) coefficients[i] = static_cast<int16_t>(1000 + i);
  std::array<int16_t, 16> copy = input;
  function(copy.data(), coefficients.data());
  CHECK(copy == input);
  return coefficients;
}

TEST_CASE("The wasm transform of means equals libvpx's C", "[kernels]") {
  std::mt19937 random(1);
  for (const Layout& layout : testing::kLayouts) {
    Block<int16_t> means(4, 4, layout);
    for (const int range : {0, 1, 2, 5, 40, 300, kGreatestMean}) {
      for (int round = 0; round < 500; ++round) {
        means.Fill([&](int, int) { return static_cast<int>(random() % (2 * range + 1)) - range; });
        INFO("means up to " << range << ", round " << round << ", at offset " << layout.offset);
        CHECK(Forward(vp8_short_walsh4x4_wasm, means) == Forward(vp8_short_walsh4x4_c, means));
      }
    }
    for (int signs = 0; signs < 1 << 16; signs += 5) {
      means.Fill([&](int row, int column) {
        return (signs >> (4 * (row & 3) + (column & 3))) & 1 ? kGreatestMean : -kGreatestMean;
      });
      INFO("signs " << signs << ", at offset " << layout.offset);
      CHECK(Forward(vp8_short_walsh4x4_wasm, means) == Forward(vp8_short_walsh4x4_c, means));
    }
  }
}

TEST_CASE("The wasm inverse transform of means equals libvpx's C", "[kernels]") {
  std::mt19937 random(2);
  std::array<int16_t, 16> input;
  const auto check = [&] {
    CHECK(Inverse(vp8_short_inv_walsh4x4_wasm, input) == Inverse(vp8_short_inv_walsh4x4_c, input));
  };
  // Any values whose sums fit 16 bits whatever their signs.
  for (const int range : {0, 1, 3, 20, 300, 2047}) {
    for (int round = 0; round < 500; ++round) {
      for (int16_t& value : input) {
        const int magnitude = round % 5 == 0 ? range : static_cast<int>(random() % (range + 1));
        value = static_cast<int16_t>(random() % 2 ? magnitude : -magnitude);
      }
      INFO("values up to " << range << ", round " << round);
      check();
    }
  }
  // What the forward transform gives, which has greater values but fewer, with some of the error of quantization.
  Block<int16_t> means(4, 4, {.offset = 0, .extra_stride = 0});
  for (int round = 0; round < 2000; ++round) {
    means.Fill([&](int, int) {
      if (round % 4 == 0) return random() % 2 ? kGreatestMean : -kGreatestMean;
      return static_cast<int>(random() % (2 * kGreatestMean + 1)) - kGreatestMean;
    });
    const Results transformed = Forward(vp8_short_walsh4x4_c, means);
    for (size_t i = 0; i < input.size(); ++i) {
      input[i] = static_cast<int16_t>(transformed[i] + static_cast<int>(random() % 201) - 100);
    }
    INFO("transformed means, round " << round);
    check();
  }
}

TEST_CASE("The wasm inverse transform of one mean equals libvpx's C", "[kernels]") {
  std::array<int16_t, 16> input;
  input.fill(99);
  for (int value = -32768; value <= 32767; value += 3) {
    input[0] = static_cast<int16_t>(value);
    INFO("mean " << value);
    CHECK(Inverse(vp8_short_inv_walsh4x4_1_wasm, input) == Inverse(vp8_short_inv_walsh4x4_1_c, input));
  }
}

}  // namespace
}  // namespace kinora
