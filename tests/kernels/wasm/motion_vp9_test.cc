// The search for a block's motion along one dimension at a time against libvpx's own function.
#include <cstdint>
#include <random>
#include <utility>

#include "catch_amalgamated.hpp"
#include "kernels/wasm/vp9_search.h"
#include "vpx_config.h"
// vpx_config.h first: it defines INLINE.
extern "C" {
#include "vp9/encoder/vp9_encoder.h"
#include "vp9/encoder/vp9_mcomp.h"
#include "vpx_dsp_rtcd.h"
}

extern "C" decltype(vp9_int_pro_motion_estimation) __wrap_vp9_int_pro_motion_estimation;
extern "C" decltype(vp9_int_pro_motion_estimation) __real_vp9_int_pro_motion_estimation;

namespace kinora {
namespace {

constexpr int kSize = 256;  // of both pictures, in pixels each way
constexpr int kPlace = 96;  // of the block

struct Search : testing::Vp9Search {
  Search() : Vp9Search(kSize, kPlace) {
    for (int& index : encoder->scaled_ref_idx) index = INVALID_IDX;
    const auto set = [&](BLOCK_SIZE size, vpx_sad_fn_t sum, vpx_sad_multi_d_fn_t four) {
      encoder->fn_ptr[size].sdf = sum;
      encoder->fn_ptr[size].sdx4df = four;
    };
    set(BLOCK_16X16, vpx_sad16x16_c, vpx_sad16x16x4d_c);
    set(BLOCK_32X16, vpx_sad32x16_c, vpx_sad32x16x4d_c);
    set(BLOCK_32X32, vpx_sad32x32_c, vpx_sad32x32x4d_c);
    set(BLOCK_64X64, vpx_sad64x64_c, vpx_sad64x64x4d_c);
    block->mv_limits = {-60, 60, -60, 60};
  }

  // The sum of differences and the vector that a function finds.
  std::pair<unsigned, uint32_t> Run(decltype(vp9_int_pro_motion_estimation)* function, BLOCK_SIZE size) {
    const MV start = {0, 0};
    mode.mv[0].as_int = 0;
    const unsigned sum = function(encoder.get(), block.get(), size, 0, 0, &start);
    return {sum, mode.mv[0].as_int};
  }
};

TEST_CASE("The wasm search along one dimension equals libvpx's", "[kernels]") {
  std::mt19937 random(1);
  Search search;
  for (int round = 0; round < 120; ++round) {
    // The same picture, moved, with noise; or two that have nothing to do with each other.
    const int right = static_cast<int>(random() % 41) - 20;
    const int down = static_cast<int>(random() % 41) - 20;
    const unsigned noise = round % 3 == 0 ? 256 : round % 3 == 1 ? 1 : 9;
    const unsigned grain = 1 + random() % 40;
    const auto pixel = [&](int x, int y) {
      return (x * x / 7 + 3 * x * y / 50 + y * y / 11) / static_cast<int>(grain);
    };
    for (int y = 0; y < kSize; ++y) {
      for (int x = 0; x < kSize; ++x) {
        const auto at = static_cast<size_t>(y * kSize + x);
        search.source[at] = static_cast<uint8_t>(pixel(x, y));
        search.reference[at] = static_cast<uint8_t>(pixel(x + right, y + down) + static_cast<int>(random() % noise));
      }
    }
    if (round % 10 == 0) search.source.assign(search.source.size(), round % 20 ? 255 : 0);
    for (const BLOCK_SIZE size : {BLOCK_16X16, BLOCK_32X16, BLOCK_32X32, BLOCK_64X64}) {
      INFO("round " << round << ", size " << int{size});
      const auto model = search.Run(__real_vp9_int_pro_motion_estimation, size);
      CHECK(search.Run(__wrap_vp9_int_pro_motion_estimation, size) == model);
    }
  }
}

}  // namespace
}  // namespace kinora
