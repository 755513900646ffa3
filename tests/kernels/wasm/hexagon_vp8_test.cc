// The search for whole-pixel motion by hexagons against libvpx's.
#include <algorithm>
#include <cmath>
#include <cstdint>
#include <memory>
#include <random>
#include <vector>

#include "catch_amalgamated.hpp"
#include "kernels/wasm/block.h"
#include "vpx_config.h"
// vpx_config.h first: it defines INLINE.
extern "C" {
#include "vp8/common/entropymv.h"
#include "vp8/encoder/block.h"
#include "vp8/encoder/mcomp.h"
#include "vpx_dsp_rtcd.h"
decltype(vp8_hex_search) __wrap_vp8_hex_search;
decltype(vp8_hex_search) __real_vp8_hex_search;
decltype(vpx_sad16x16_c) vpx_sad16x16_wasm;
}

namespace kinora {
namespace {

using testing::Block;

constexpr int kSize = 240;   // of the reference, in pixels each way
constexpr int kPlace = 112;  // of the block in it

struct Found {
  int error;
  int row, column;
  bool operator==(const Found&) const = default;
};

// What a search is given; vectors in whole pixels, but for the predicted one.
struct Task {
  Block<uint8_t> source{16, 16, testing::kLayouts[1]};
  Block<uint8_t> reference{kSize, kSize, testing::kLayouts[0]};
  int_mv start, predicted;
  int min_row, max_row, min_column, max_column;
  int sum_per_bit;
};

class Costs {
 public:
  explicit Costs(std::mt19937& random) : costs_(2, std::vector<int>(2 * kMost + 1)) {
    for (size_t i = 0; i < 2; ++i) {
      for (int difference = -kMost; difference <= kMost; ++difference) {
        costs_[i][static_cast<size_t>(kMost + difference)] =
            8 * std::abs(difference) + static_cast<int>(random() % 200);
      }
      centers_[i] = costs_[i].data() + kMost;
    }
  }
  int** centers() { return centers_; }

 private:
  static constexpr int kMost = 1000;
  std::vector<std::vector<int>> costs_;
  int* centers_[2];
};

// A picture in which searches go somewhere, moved, with noise.
void Draw(Task& task, std::mt19937& random) {
  const double right = static_cast<double>(random() % 200) / 10 - 10;
  const double down = static_cast<double>(random() % 200) / 10 - 10;
  const unsigned noise = 1u << random() % 8;
  const double phase = static_cast<double>(random() % 100);
  const auto picture = [&](double row, double column) {
    return 128 + 60 * std::sin((row + phase) / 15) + 60 * std::sin((column + row / 3 + phase) / 11);
  };
  task.reference.Fill([&](int row, int column) { return static_cast<int>(picture(row, column)); });
  task.source.Fill([&](int row, int column) {
    const int value = static_cast<int>(picture(row + kPlace + down, column + kPlace + right));
    return std::clamp(value + static_cast<int>(random() % noise), 0, 255);
  });
}

Found Run(decltype(vp8_hex_search)* search, Task& task, int** costs, bool sixteen = true) {
  const auto macroblock = std::make_unique<MACROBLOCK>();
  BLOCK& block = macroblock->block[0];
  uint8_t* source = task.source.data();
  block.base_src = &source;
  block.src_stride = task.source.stride();
  BLOCKD to = {};
  to.offset = kPlace * task.reference.stride() + kPlace;
  macroblock->e_mbd.pre.y_buffer = task.reference.data();
  macroblock->e_mbd.pre.y_stride = task.reference.stride();
  macroblock->mv_row_min = task.min_row;
  macroblock->mv_row_max = task.max_row;
  macroblock->mv_col_min = task.min_column;
  macroblock->mv_col_max = task.max_column;
  vp8_variance_fn_ptr_t functions = {};
  functions.sdf = sixteen ? vpx_sad16x16_wasm : vpx_sad8x8_c;
  int_mv start = task.start;
  int_mv found;
  const int error =
      search(macroblock.get(), &block, &to, &start, &found, 0, task.sum_per_bit, &functions, costs, &task.predicted);
  return {error, found.as_mv.row, found.as_mv.col};
}

TEST_CASE("A search by hexagons finds what libvpx finds", "[kernels]") {
  std::mt19937 random(1);
  Costs costs(random);
  const auto component = [&](int range) {
    return static_cast<short>(static_cast<int>(random() % static_cast<unsigned>(2 * range + 1)) - range);
  };
  int moved = 0;
  int far = 0;
  int at_edge = 0;
  for (int round = 0; round < 4000; ++round) {
    Task task;
    if (round % 8 == 0) {
      Fill(task.source, testing::kContents[random() % std::size(testing::kContents)], random);
      Fill(task.reference, testing::kContents[random() % std::size(testing::kContents)], random);
    } else {
      Draw(task, random);
    }
    // Some begin beyond what is allowed, and end at its edge.
    const int range = round % 3 == 0 ? 6 : 80;
    task.min_row = component(4) - range;
    task.max_row = component(4) + range;
    task.min_column = component(4) - range;
    task.max_column = component(4) + range;
    task.start.as_mv = {component(12), component(12)};
    task.predicted.as_mv = {component(100), component(100)};
    task.sum_per_bit = static_cast<int>(random() % 60);
    int** const given = round % 9 == 0 ? nullptr : costs.centers();
    INFO("round " << round);
    const Found found = Run(__wrap_vp8_hex_search, task, given);
    CHECK(found == Run(__real_vp8_hex_search, task, given));
    const int steps =
        std::max(std::abs(found.row - task.start.as_mv.row), std::abs(found.column - task.start.as_mv.col));
    moved += steps > 0;
    far += steps > 4;
    at_edge += found.row == task.min_row || found.row == task.max_row || found.column == task.min_column ||
               found.column == task.max_column;
  }
  CHECK(moved > 3000);
  CHECK(far > 1000);
  CHECK(at_edge > 300);
}

TEST_CASE("A search by hexagons for other blocks is libvpx's own", "[kernels]") {
  std::mt19937 random(2);
  Costs costs(random);
  Task task;
  Draw(task, random);
  task.min_row = task.min_column = -40;
  task.max_row = task.max_column = 40;
  task.start.as_int = task.predicted.as_int = 0;
  task.sum_per_bit = 10;
  CHECK(Run(__wrap_vp8_hex_search, task, costs.centers(), false) ==
        Run(__real_vp8_hex_search, task, costs.centers(), false));
}

}  // namespace
}  // namespace kinora
