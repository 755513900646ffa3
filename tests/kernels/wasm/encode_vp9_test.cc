// The encoding of a predicted block in real time against libvpx's own function.
#include <cstdint>
#include <cstring>
#include <memory>
#include <random>

#include "catch_amalgamated.hpp"
#include "kernels/wasm/vp9_residuals.h"

extern "C" decltype(vp9_encode_sb) __wrap_vp9_encode_sb;
extern "C" decltype(vp9_encode_sb) __real_vp9_encode_sb;

namespace kinora {
namespace {

using testing::Noise;
using testing::Vp9Block;
using testing::Vp9Factors;

// What is compared, but for coefficients.
void CheckEqual(const Vp9Block& ours, const Vp9Block& model) {
  CHECK(ours.mode.skip == model.mode.skip);
  CHECK((ours.ends == model.ends));
  CHECK((ours.prediction == model.prediction));
}

// The number of blocks of a plane that ours has not transformed, though libvpx has; what both have is compared.
int CompareCoefficients(const Vp9Block& ours, const Vp9Block& model, int plane, TX_SIZE transform) {
  int left_out = 0;
  const auto count = static_cast<size_t>(16) << (2 * transform);
  const auto& ends = ours.ends[static_cast<size_t>(plane)];
  for (size_t block = 0; block < ends.size(); block += count / 16) {
    const auto values = [&](const auto& planes) { return planes[static_cast<size_t>(plane)].data() + 16 * block; };
    if (ends[block] > 0 && ends[block] != Vp9Block::kUntouched) {
      CHECK(std::memcmp(values(ours.quantized), values(model.quantized), count * sizeof(tran_low_t)) == 0);
      CHECK(std::memcmp(values(ours.dequantized), values(model.dequantized), count * sizeof(tran_low_t)) == 0);
    } else if (values(ours.coefficients)[0] != values(model.coefficients)[0]) {
      ++left_out;
    }
  }
  return left_out;
}

TEST_CASE("A block of VP9 is encoded in real time as by libvpx", "[kernels]") {
  std::mt19937 random(1);
  const auto ours = std::make_unique<Vp9Block>();
  const auto model = std::make_unique<Vp9Block>();
  int left_out = 0;
  for (int index = 0; index < 256; ++index) {
    Vp9Factors factors(index);
    const TX_SIZE transform = index % 8 == 0 ? TX_32X32 : index % 8 == 1 ? TX_16X16 : index % 8 < 4 ? TX_4X4 : TX_8X8;
    const BLOCK_SIZE size = transform == TX_4X4 && index % 16 < 8 ? BLOCK_16X8 : BLOCK_64X64;
    for (const Noise noise : testing::kNoises) {
      // From below the size at which coefficients are no longer zero to above it.
      for (int part = 28; part <= 80; part += 4) {
        testing::Draw(*ours, noise, factors.dequant[1] * part / 64, random);
        ours->Reset(factors, size, transform);
        if (part == 40) ours->PlaceAtEdge();
        if (part == 44) ours->macroblock.skip_txfm[0] = SKIP_TXFM_AC_DC;
        ours->CopyTo(*model);
        INFO("quantizer " << index << ", noise " << static_cast<int>(noise) << ", part " << part);
        __wrap_vp9_encode_sb(&ours->macroblock, size, 0, 0, 1);
        __real_vp9_encode_sb(&model->macroblock, size, 0, 0, 1);
        CheckEqual(*ours, *model);
        left_out += CompareCoefficients(*ours, *model, 0, transform);
        left_out += CompareCoefficients(*ours, *model, 1, ours->ChromaTransform());
      }
    }
  }
  CHECK(left_out > 100000);
}

}  // namespace
}  // namespace kinora
