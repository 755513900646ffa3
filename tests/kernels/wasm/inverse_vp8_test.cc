// VP8's inverse transform and reconstruction against libvpx's C.
//
// Coefficients are within 2^11, as those of residuals of 8-bit pictures are: up to there C's arithmetic in 32 bits and
// the kernels' in 16 are the same.
#include <array>
#include <cstdint>
#include <random>

#include "catch_amalgamated.hpp"
#include "kernels/wasm/block.h"
#include "vp8_rtcd.h"
#include "vpx_config.h"

extern "C" decltype(vp8_short_idct4x4llm_c) vp8_short_idct4x4llm_wasm;
extern "C" decltype(vp8_dc_only_idct_add_c) vp8_dc_only_idct_add_wasm;
extern "C" decltype(vp8_dequant_idct_add_c) vp8_dequant_idct_add_wasm;
extern "C" decltype(vp8_dequant_idct_add_y_block_c) vp8_dequant_idct_add_y_block_wasm;
extern "C" decltype(vp8_dequant_idct_add_uv_block_c) vp8_dequant_idct_add_uv_block_wasm;

namespace kinora {
namespace {

using testing::Block;
using testing::Content;
using testing::Layout;

constexpr int kMaxCoefficient = 2047;
constexpr int kRanges[] = {1, 7, 60, 500, kMaxCoefficient};
constexpr Content kPictures[] = {Content::kRandom, Content::kExtremes, Content::kZero, Content::kFull};

// -range to range.
short Draw(int range, std::mt19937& random) {
  return static_cast<short>(static_cast<int>(random() % (2 * range + 1)) - range);
}

// The sixteen factors of one block: VP8's go from 4 to 157, one for the mean and one for the rest.
using Factors = std::array<short, 16>;

Factors DrawFactors(std::mt19937& random) {
  Factors factors;
  factors.fill(static_cast<short>(4 + random() % 154));
  factors[0] = static_cast<short>(4 + random() % 154);
  return factors;
}

// Quantized coefficients of `blocks` blocks, which times their factors keep the range, and some that are not theirs.
template <int blocks>
struct Coefficients {
  static constexpr int kGuard = 16;
  std::array<short, blocks * 16 + 2 * kGuard> memory;

  short* data() { return memory.data() + kGuard; }
  bool operator==(const Coefficients&) const = default;
};

template <int blocks>
Coefficients<blocks> DrawCoefficients(const Factors& factors, int range, std::mt19937& random) {
  Coefficients<blocks> coefficients;
  coefficients.memory.fill(321);
  for (int i = 0; i < blocks * 16; ++i) {
    coefficients.data()[i] = static_cast<short>(Draw(range, random) / factors[static_cast<size_t>(i % 16)]);
  }
  return coefficients;
}

TEST_CASE("The wasm inverse transform equals libvpx's C", "[kernels]") {
  std::mt19937 random(1);
  for (const Layout& layout : testing::kLayouts) {
    Block<uint8_t> prediction(4, 4, {.offset = 1, .extra_stride = 3});
    Block<uint8_t> before(4, 4, layout);
    testing::Fill(before, Content::kRandom, random);
    for (const Content content : kPictures) {
      testing::Fill(prediction, content, random);
      for (const int range : kRanges) {
        for (int round = 0; round < 200; ++round) {
          std::array<short, 16> coefficients;
          // Full and sparse blocks, and those of the greatest values alone.
          for (short& c : coefficients) {
            c = Draw(range, random);
            if (round % 3 == 1) c = random() % 4 ? short{0} : c;
            if (round % 3 == 2) c = static_cast<short>(random() % 2 ? range : -range);
          }
          const auto run = [&](auto inverse) {
            Block<uint8_t> target = before;
            inverse(coefficients.data(), prediction.data(), prediction.stride(), target.data(), target.stride());
            return target;
          };
          INFO("coefficients up to " << range << ", round " << round << ", prediction " << Name(content)
                                     << ", target at offset " << layout.offset);
          CHECK(run(vp8_short_idct4x4llm_wasm).DifferenceFrom(run(vp8_short_idct4x4llm_c)) == "");
        }
      }
    }
  }
}

TEST_CASE("The wasm addition of a mean equals libvpx's C for every mean", "[kernels]") {
  std::mt19937 random(2);
  Block<uint8_t> prediction(4, 4, {.offset = 1, .extra_stride = 3});
  testing::Fill(prediction, Content::kRandom, random);
  Block<uint8_t> before(4, 4, {.offset = 3, .extra_stride = 5});
  testing::Fill(before, Content::kRandom, random);
  for (int mean = INT16_MIN; mean <= INT16_MAX; ++mean) {
    const auto run = [&](auto add) {
      Block<uint8_t> target = before;
      add(static_cast<short>(mean), prediction.data(), prediction.stride(), target.data(), target.stride());
      return target;
    };
    INFO("mean " << mean);
    CHECK(run(vp8_dc_only_idct_add_wasm).DifferenceFrom(run(vp8_dc_only_idct_add_c)) == "");
  }
}

TEST_CASE("The wasm dequantization of one block equals libvpx's C", "[kernels]") {
  std::mt19937 random(3);
  for (const Layout& layout : testing::kLayouts) {
    Block<uint8_t> before(4, 4, layout);
    for (const Content content : kPictures) {
      testing::Fill(before, content, random);
      for (const int range : kRanges) {
        for (int round = 0; round < 100; ++round) {
          Factors factors = DrawFactors(random);
          const auto coefficients = DrawCoefficients<1>(factors, range, random);
          Block<uint8_t> model = before;
          Block<uint8_t> wasm = before;
          auto model_coefficients = coefficients;
          auto wasm_coefficients = coefficients;
          vp8_dequant_idct_add_c(model_coefficients.data(), factors.data(), model.data(), model.stride());
          vp8_dequant_idct_add_wasm(wasm_coefficients.data(), factors.data(), wasm.data(), wasm.stride());
          INFO("coefficients up to " << range << ", round " << round << ", target " << Name(content) << " at offset "
                                     << layout.offset);
          CHECK(wasm.DifferenceFrom(model) == "");
          CHECK(wasm_coefficients == model_coefficients);
        }
      }
    }
  }
}

TEST_CASE("The wasm reconstruction of macroblocks equals libvpx's C", "[kernels]") {
  std::mt19937 random(4);
  for (const Layout& layout : testing::kLayouts) {
    Block<uint8_t> before_y(16, 16, layout);
    Block<uint8_t> before_u(8, 8, layout);
    Block<uint8_t> before_v(8, 8, layout);
    for (const Content content : kPictures) {
      for (Block<uint8_t>* plane : {&before_y, &before_u, &before_v}) testing::Fill(*plane, content, random);
      for (const int range : kRanges) {
        for (int round = 0; round < 50; ++round) {
          Factors factors = DrawFactors(random);
          const auto coefficients_y = DrawCoefficients<16>(factors, range, random);
          const auto coefficients_uv = DrawCoefficients<8>(factors, range, random);
          // One past each block's last coefficient; up to 1, the mean alone counts.
          std::array<char, 16> ends;
          for (char& end : ends) end = static_cast<char>(random() % 2 ? random() % 3 : random() % 17);
          INFO("coefficients up to " << range << ", round " << round << ", target " << Name(content) << " at offset "
                                     << layout.offset);

          const auto run_y = [&](auto reconstruct, Block<uint8_t>& y) {
            auto coefficients = coefficients_y;
            reconstruct(coefficients.data(), factors.data(), y.data(), y.stride(), ends.data());
            return coefficients;
          };
          Block<uint8_t> model_y = before_y;
          Block<uint8_t> wasm_y = before_y;
          const bool same_y =
              run_y(vp8_dequant_idct_add_y_block_wasm, wasm_y) == run_y(vp8_dequant_idct_add_y_block_c, model_y);
          CHECK(same_y);
          CHECK(wasm_y.DifferenceFrom(model_y) == "");

          const auto run_uv = [&](auto reconstruct, Block<uint8_t>& u, Block<uint8_t>& v) {
            auto coefficients = coefficients_uv;
            reconstruct(coefficients.data(), factors.data(), u.data(), v.data(), u.stride(), ends.data());
            return coefficients;
          };
          Block<uint8_t> model_u = before_u;
          Block<uint8_t> wasm_u = before_u;
          Block<uint8_t> model_v = before_v;
          Block<uint8_t> wasm_v = before_v;
          const bool same_uv = run_uv(vp8_dequant_idct_add_uv_block_wasm, wasm_u, wasm_v) ==
                               run_uv(vp8_dequant_idct_add_uv_block_c, model_u, model_v);
          CHECK(same_uv);
          CHECK(wasm_u.DifferenceFrom(model_u) == "");
          CHECK(wasm_v.DifferenceFrom(model_v) == "");
        }
      }
    }
  }
}

}  // namespace
}  // namespace kinora
