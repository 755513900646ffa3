// The search between pixels against libvpx's.
#include <algorithm>
#include <climits>
#include <memory>
#include <random>
#include <vector>

#include "catch_amalgamated.hpp"
#include "kernels/wasm/between_pixels.h"
#include "vpx_config.h"
// vpx_config.h first: it defines INLINE.
extern "C" {
#include "vp8/common/entropymv.h"
#include "vp8/encoder/block.h"
#include "vp8/encoder/mcomp.h"
#include "vpx_dsp_rtcd.h"
}

#define DECLARE(name)                             \
  extern "C" fractional_mv_step_fp __wrap_##name; \
  extern "C" fractional_mv_step_fp __real_##name;
DECLARE(vp8_find_best_half_pixel_step)
DECLARE(vp8_find_best_sub_pixel_step)
DECLARE(vp8_find_best_sub_pixel_step_iteratively)
#undef DECLARE
extern "C" decltype(vpx_variance16x16_c) vpx_variance16x16_wasm;
extern "C" decltype(vpx_sub_pixel_variance16x16_c) vpx_sub_pixel_variance16x16_wasm;

namespace kinora {
namespace {

using testing::Block;

struct Found {
  int error;
  int row;
  int column;
  int distortion;
  unsigned int sse;
  bool operator==(const Found&) const = default;
};

// What a search is given.
struct Task {
  Block<uint8_t> source{16, 16, testing::kLayouts[1]};
  Block<uint8_t> reference{16, 16, testing::kLayouts[0]};
  int row, column;                      // where it starts, in pixels
  int predicted_row, predicted_column;  // eighths
  int least, most;                      // rows and columns that a vector may have, in pixels
  int error_per_bit;
};

class Costs {
 public:
  explicit Costs(std::mt19937& random) : costs_(2, std::vector<int>(2 * MVvals + 1)) {
    for (auto& costs : costs_) std::ranges::generate(costs, [&] { return static_cast<int>(random() % 4000); });
    for (int i = 0; i < 2; ++i) centers_[i] = costs_[static_cast<size_t>(i)].data() + MVvals;
  }
  // By how much a vector differs from the predicted one, in quarters.
  int** centers() { return centers_; }

 private:
  std::vector<std::vector<int>> costs_;
  int* centers_[2];
};

Found Run(fractional_mv_step_fp* search, Task& task, Costs& costs, bool sixteen = true) {
  const auto macroblock = std::make_unique<MACROBLOCK>();
  BLOCK& block = macroblock->block[0];
  uint8_t* source = task.source.data();
  block.base_src = &source;
  block.src_stride = task.source.stride();
  BLOCKD to = {};
  macroblock->e_mbd.pre.y_buffer = task.reference.data() - task.row * task.reference.stride() - task.column;
  macroblock->e_mbd.pre.y_stride = task.reference.stride();
  macroblock->mv_row_min = macroblock->mv_col_min = task.least;
  macroblock->mv_row_max = macroblock->mv_col_max = task.most;
  vp8_variance_fn_ptr_t functions = {};
  functions.vf = vpx_variance16x16_wasm;
  functions.svf = sixteen ? vpx_sub_pixel_variance16x16_wasm : vpx_sub_pixel_variance16x16_c;
  int_mv vector, predicted;
  vector.as_mv = {static_cast<short>(task.row), static_cast<short>(task.column)};
  predicted.as_mv = {static_cast<short>(task.predicted_row), static_cast<short>(task.predicted_column)};
  Found found = {};
  found.error = search(macroblock.get(), &block, &to, &vector, &predicted, task.error_per_bit, &functions,
                       costs.centers(), &found.distortion, &found.sse);
  found.row = vector.as_mv.row;
  found.column = vector.as_mv.col;
  return found;
}

TEST_CASE("A search between pixels finds what libvpx finds", "[kernels]") {
  std::mt19937 random(1);
  Costs costs(random);
  int moved = 0;
  for (int round = 0; round < 3000; ++round) {
    Task task;
    testing::FillForSearch(task.source, task.reference, round, 16, random);
    task.row = static_cast<int>(random() % 41) - 20;
    task.column = static_cast<int>(random() % 41) - 20;
    task.predicted_row = 2 * (static_cast<int>(random() % 400) - 200);
    task.predicted_column = 2 * (static_cast<int>(random() % 400) - 200);
    // Some at the very edge of what is allowed.
    task.least = round % 5 == 0 ? std::min(task.row, task.column) : -100;
    task.most = round % 7 == 0 ? std::max(task.row, task.column) : 100;
    task.error_per_bit = static_cast<int>(random() % 60);
    INFO("round " << round);
    const Found whole = {0, 8 * task.row, 8 * task.column, 0, 0};
#define COMPARE(name)                                                \
  {                                                                  \
    const Found found = Run(__wrap_##name, task, costs);             \
    CHECK(found == Run(__real_##name, task, costs));                 \
    moved += found.row != whole.row || found.column != whole.column; \
  }
    COMPARE(vp8_find_best_half_pixel_step)
    COMPARE(vp8_find_best_sub_pixel_step)
    COMPARE(vp8_find_best_sub_pixel_step_iteratively)
#undef COMPARE
  }
  CHECK(moved > 2000);
}

TEST_CASE("A search between pixels of other blocks, or far away, is libvpx's own", "[kernels]") {
  std::mt19937 random(2);
  Costs costs(random);
  Task task;
  testing::DrawBetween(task.source, task.reference, 16, random);
  task.row = 3;
  task.column = 5;
  task.predicted_row = task.predicted_column = 0;
  task.least = -5000;
  task.most = 5000;
  task.error_per_bit = 10;
  CHECK(Run(__wrap_vp8_find_best_sub_pixel_step, task, costs, false) ==
        Run(__real_vp8_find_best_sub_pixel_step, task, costs, false));
  task.row = 4090;  // 8 * 4090 is within 16 bits, and what lies around it is not
  task.predicted_row = 8 * 4090;
  CHECK(Run(__wrap_vp8_find_best_sub_pixel_step_iteratively, task, costs) ==
        Run(__real_vp8_find_best_sub_pixel_step_iteratively, task, costs));
}

}  // namespace
}  // namespace kinora
