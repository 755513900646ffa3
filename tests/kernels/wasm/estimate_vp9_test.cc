// The estimate of what a block costs against libvpx's.
#include <climits>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <random>

#include "catch_amalgamated.hpp"
#include "kernels/wasm/vp9_residuals.h"

extern "C" {
using BlockYrd = void(VP9_COMP* cpi, MACROBLOCK* x, RD_COST* cost, int* skippable, int64_t* squares, BLOCK_SIZE size,
                      TX_SIZE transform, int is_modelled, int is_intra);
BlockYrd vp9_block_yrd_c;
void kinora_vp9_block_yrd(BlockYrd* original, VP9_COMP* cpi, MACROBLOCK* x, RD_COST* cost, int* skippable,
                          int64_t* squares, BLOCK_SIZE size, TX_SIZE transform, int is_modelled, int is_intra);
}

namespace kinora {
namespace {

using testing::Noise;
using testing::Vp9Block;
using testing::Vp9Factors;

struct Estimate {
  int rate = -1;
  int64_t distortion = -1;
  int skippable = -1;
  int64_t squares;
  bool operator==(const Estimate&) const = default;
};

int left_to_the_original = 0;
void Original(VP9_COMP* cpi, MACROBLOCK* x, RD_COST* cost, int* skippable, int64_t* squares, BLOCK_SIZE size,
              TX_SIZE transform, int is_modelled, int is_intra) {
  ++left_to_the_original;
  vp9_block_yrd_c(cpi, x, cost, skippable, squares, size, transform, is_modelled, is_intra);
}

class Encoder {
 public:
  VP9_COMP* get() { return encoder_.get(); }
  Encoder() {
    encoder_->common.frame_type = INTER_FRAME;
    encoder_->sf.use_simple_block_yrd = 1;
  }

 private:
  std::unique_ptr<VP9_COMP, decltype(&std::free)> encoder_{static_cast<VP9_COMP*>(std::calloc(1, sizeof(VP9_COMP))),
                                                           &std::free};
};

// What a function makes of a block, whose sum of squares is known or INT64_MAX.
template <typename Function>
Estimate Run(Function function, Encoder& encoder, const Vp9Block& block, BLOCK_SIZE size, TX_SIZE transform,
             int64_t squares) {
  static const auto copy = std::make_unique<Vp9Block>();
  block.CopyTo(*copy);
  Estimate estimate{.squares = squares};
  RD_COST cost = {-1, -1, -1};
  function(encoder.get(), &copy->macroblock, &cost, &estimate.skippable, &estimate.squares, size, transform, 1, 0);
  estimate.rate = cost.rate;
  estimate.distortion = cost.dist;
  return estimate;
}

TEST_CASE("A block of VP9 is estimated as by libvpx", "[kernels]") {
  std::mt19937 random(1);
  const auto block = std::make_unique<Vp9Block>();
  Encoder encoder;
  int skipped = 0;
  int mixed = 0;
  left_to_the_original = 0;
  const auto ours = [](auto... arguments) { kinora_vp9_block_yrd(Original, arguments...); };
  for (int index = 0; index < 256; ++index) {
    Vp9Factors factors(index);
    const TX_SIZE transform = index % 8 == 0 ? TX_16X16 : index % 8 == 1 ? TX_4X4 : TX_8X8;
    const BLOCK_SIZE size = index % 16 == 5 ? BLOCK_16X16 : index % 16 == 7 ? BLOCK_32X64 : BLOCK_64X64;
    for (const Noise noise : testing::kNoises) {
      for (int part = 4; part <= 80; part += 4) {
        testing::Draw(*block, noise, factors.dequant[1] * part / 64, random);
        // All but one block without any difference.
        if (part % 12 == 8) block->KeepOne();
        block->Reset(factors, size, transform);
        if (part == 40) block->PlaceAtEdge();
        const int64_t squares = block->SumOfSquares(size);
        for (const int64_t known : {squares, int64_t{INT64_MAX}}) {
          INFO("quantizer " << index << ", noise " << static_cast<int>(noise) << ", part " << part);
          const Estimate model = Run(vp9_block_yrd_c, encoder, *block, size, transform, known);
          const Estimate estimate = Run(ours, encoder, *block, size, transform, known);
          CHECK(estimate == model);
          skipped += model.skippable == 1;
          mixed += model.rate > 0;
        }
      }
    }
  }
  CHECK(skipped > 1000);
  CHECK(mixed > 1000);
  CHECK(left_to_the_original > 1000);
}

}  // namespace
}  // namespace kinora
