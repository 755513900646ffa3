// The search for whole-pixel motion in real time, and where it starts, against libvpx's own functions.
#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <random>
#include <vector>

#include "catch_amalgamated.hpp"
#include "kernels/wasm/vp9_search.h"
#include "vpx_config.h"
// vpx_config.h first: it defines INLINE.
extern "C" {
#include "vp9/encoder/vp9_encoder.h"
#include "vp9/encoder/vp9_mcomp.h"
#include "vp9/encoder/vp9_rd.h"
#include "vpx_dsp_rtcd.h"
}

extern "C" decltype(vp9_mv_pred) __wrap_vp9_mv_pred;
extern "C" decltype(vp9_mv_pred) __real_vp9_mv_pred;
extern "C" decltype(vp9_full_pixel_search) __wrap_vp9_full_pixel_search;
extern "C" decltype(vp9_full_pixel_search) __real_vp9_full_pixel_search;
extern "C" decltype(vpx_sad16x16_c) vpx_sad16x16_wasm;

namespace kinora {
namespace {

constexpr int kSize = 320;   // of both pictures, in pixels each way
constexpr int kPlace = 128;  // of the block
constexpr int kLongest = 1 << 11;

struct Search : testing::Vp9Search {
  std::vector<int> costs[2] = {std::vector<int>(2 * kLongest), std::vector<int>(2 * kLongest)};
  MB_MODE_INFO_EXT extra{};

  explicit Search(std::mt19937& random) : Vp9Search(kSize, kPlace) {
    encoder->fn_ptr[BLOCK_8X8].sdf = vpx_sad8x8_c;
    encoder->fn_ptr[BLOCK_16X16].sdf = vpx_sad16x16_wasm;
    encoder->fn_ptr[BLOCK_32X32].sdf = vpx_sad32x32_c;
    block->mbmi_ext = &extra;
    block->max_partition_size = BLOCK_32X32;
    for (int i = 0; i < 2; ++i) {
      for (int length = 0; length < kLongest; ++length) {
        const int cost = 8 * length + static_cast<int>(random() % 200);
        costs[i][static_cast<size_t>(kLongest + length)] = cost;
        costs[i][static_cast<size_t>(kLongest - length)] = cost + static_cast<int>(random() % 9);
      }
      block->nmvsadcost[i] = &costs[i][kLongest];
    }
  }

  // A picture in which searches go somewhere, moved, with noise; or one that has nothing to do with it.
  void Draw(std::mt19937& random) {
    const double right = static_cast<double>(random() % 200) / 10 - 10;
    const double down = static_cast<double>(random() % 200) / 10 - 10;
    const unsigned noise = 1u << random() % 8;
    const double phase = static_cast<double>(random() % 100);
    const auto picture = [&](double x, double y) {
      return 128 + 60 * std::sin((y + phase) / 15) + 60 * std::sin((x + y / 3 + phase) / 11);
    };
    for (int y = 0; y < kSize; ++y) {
      for (int x = 0; x < kSize; ++x) {
        const auto at = static_cast<size_t>(y * kSize + x);
        reference[at] = static_cast<uint8_t>(picture(x, y));
        const int value = static_cast<int>(picture(x + right, y + down) + static_cast<int>(random() % noise));
        source[at] = static_cast<uint8_t>(std::clamp(value, 0, 255));
      }
    }
  }
};

struct Start {
  int index;
  unsigned longest;
  int sum;
  bool operator==(const Start&) const = default;
};

Start Run(decltype(vp9_mv_pred)* function, Search& search, BLOCK_SIZE size) {
  MACROBLOCK& x = *search.block;
  const buf_2d& reference = x.e_mbd.plane[0].pre[0];
  x.mv_best_ref_index[LAST_FRAME] = 99;
  function(search.encoder.get(), &x, reference.buf, reference.stride, LAST_FRAME, size);
  return {x.mv_best_ref_index[LAST_FRAME], x.max_mv_context[LAST_FRAME], x.pred_mv_sad[LAST_FRAME]};
}

struct Found {
  int error;
  int row, column;
  bool operator==(const Found&) const = default;
};

Found Run(decltype(vp9_full_pixel_search)* function, Search& search, BLOCK_SIZE size, MV start, MV predicted,
          int step) {
  MV found = {99, 99};
  const int error = function(search.encoder.get(), search.block.get(), size, &start, step, FAST_DIAMOND, 20, nullptr,
                             &predicted, &found, 1 << 30, 0);
  return {error, found.row, found.col};
}

TEST_CASE("A search for whole-pixel motion in VP9 begins and ends where libvpx's does", "[kernels]") {
  std::mt19937 random(1);
  Search search(random);
  const auto component = [&](int range) {
    return static_cast<int16_t>(static_cast<int>(random() % static_cast<unsigned>(2 * range + 1)) - range);
  };
  int moved = 0;
  int far = 0;
  for (int round = 0; round < 1500; ++round) {
    // Without a new picture, and a new frame, what is known of the last one still counts.
    if (round % 3 == 0) {
      search.Draw(random);
      ++search.encoder->common.current_video_frame;
    }
    const BLOCK_SIZE size = round % 7 == 5 ? BLOCK_8X8 : round % 7 == 6 ? BLOCK_32X32 : BLOCK_16X16;
    MACROBLOCK& x = *search.block;
    const int range = round % 2 ? 9 : 300;
    for (int_mv& vector : search.extra.ref_mvs[LAST_FRAME]) vector.as_mv = {component(range), component(range)};
    if (round % 5 == 0) search.extra.ref_mvs[LAST_FRAME][1] = search.extra.ref_mvs[LAST_FRAME][0];
    if (round % 5 == 1) search.extra.ref_mvs[LAST_FRAME][0].as_int = 0;
    x.pred_mv[LAST_FRAME] = {component(range), component(range)};
    if (round % 4 == 0) x.pred_mv[LAST_FRAME] = {INT16_MAX, INT16_MAX};
    INFO("round " << round);
    const Start model = Run(__real_vp9_mv_pred, search, size);
    CHECK(Run(__wrap_vp9_mv_pred, search, size) == model);

    const int most = round % 6 == 0 ? 3 : 60;
    x.mv_limits = {-most, most, -most, most};
    const MV vector = model.index < 2 ? search.extra.ref_mvs[LAST_FRAME][model.index].as_mv : x.pred_mv[LAST_FRAME];
    const MV start = {static_cast<int16_t>(vector.row >> 3), static_cast<int16_t>(vector.col >> 3)};
    const MV predicted = {component(range), component(range)};
    for (const int step : {10, 9}) {
      const Found found = Run(__wrap_vp9_full_pixel_search, search, size, start, predicted, step);
      CHECK(found == Run(__real_vp9_full_pixel_search, search, size, start, predicted, step));
      const int distance = std::abs(found.row - start.row) + std::abs(found.column - start.col);
      moved += distance > 0;
      far += distance > 4;
    }
  }
  CHECK(moved > 500);
  CHECK(far > 200);
}

}  // namespace
}  // namespace kinora
