// VP9's search between pixels against libvpx's.
#include <algorithm>
#include <cstdint>
#include <iterator>
#include <memory>
#include <random>
#include <vector>

#include "catch_amalgamated.hpp"
#include "kernels/wasm/between_pixels.h"
#include "vpx_config.h"
// vpx_config.h first: it defines INLINE.
extern "C" {
#include "vp9/encoder/vp9_encoder.h"
#include "vp9/encoder/vp9_mcomp.h"
#include "vpx_dsp_rtcd.h"
}

extern "C" decltype(vp9_find_best_sub_pixel_tree) __wrap_vp9_find_best_sub_pixel_tree;
extern "C" decltype(vp9_find_best_sub_pixel_tree) __real_vp9_find_best_sub_pixel_tree;

namespace kinora {
namespace {

using testing::Block;

// A block's size, with libvpx's functions for the variance at whole pixels and ours, by which a size is known, between.
struct Size {
  int width, height;
  vpx_variance_fn_t whole;
  vpx_subpixvariance_fn_t between;
};

#define SIZE(width, height)                                                                                          \
  extern "C" decltype(vpx_sub_pixel_variance##width##x##height##_c) vpx_sub_pixel_variance##width##x##height##_wasm; \
  const Size kSize##width##x##height = {width, height, vpx_variance##width##x##height##_c,                           \
                                        vpx_sub_pixel_variance##width##x##height##_wasm};
SIZE(16, 16)
SIZE(32, 16)
SIZE(16, 8)
SIZE(32, 32)
SIZE(32, 64)
SIZE(64, 64)
SIZE(8, 8)
#undef SIZE
const Size* const kSizes[] = {&kSize16x16, &kSize32x16, &kSize16x8, &kSize32x32, &kSize32x64, &kSize64x64, &kSize8x8};

struct Found {
  uint32_t error;
  int row, column;
  uint32_t distortion, sse;
  bool operator==(const Found&) const = default;
};

// What a search is given.
struct Task {
  Block<uint8_t> source{64, 64, testing::kLayouts[1]};
  Block<uint8_t> reference{64, 64, testing::kLayouts[0]};
  MV start;      // in pixels
  MV predicted;  // in eighths
  MvLimits limits;
  int error_per_bit;
  int stop;  // 1 after quarters, 2 after halves
};

class Costs {
 public:
  explicit Costs(std::mt19937& random) {
    for (int& cost : joints_) cost = static_cast<int>(random() % 2000);
    for (int i = 0; i < 2; ++i) {
      auto& costs = costs_[static_cast<size_t>(i)];
      costs.resize(2 * MV_MAX);
      std::ranges::generate(costs, [&] { return static_cast<int>(random() % 4000); });
      centers_[i] = costs.data() + MV_MAX;
    }
  }
  int* joints() { return joints_; }
  int** centers() { return centers_; }

 private:
  int joints_[MV_JOINTS];
  std::vector<int> costs_[2];
  int* centers_[2];
};

Found Run(decltype(vp9_find_best_sub_pixel_tree)* search, Task& task, const Size& size, Costs& costs) {
  static const auto x = std::make_unique<MACROBLOCK>();
  *x = {};
  x->plane[0].src = {task.source.data(), task.source.stride()};
  const int stride = task.reference.stride();
  x->e_mbd.plane[0].pre[0] = {task.reference.data() - task.start.row * stride - task.start.col, stride};
  x->mv_limits = task.limits;
  MV vector = task.start;
  vp9_variance_fn_ptr_t functions = {};
  functions.vf = size.whole;
  functions.svf = size.between;
  Found found = {};
  found.error = search(x.get(), &vector, &task.predicted, 0, task.error_per_bit, &functions, task.stop, 0, nullptr,
                       costs.joints(), costs.centers(), &found.distortion, &found.sse, nullptr, 0, 0, 0);
  found.row = vector.row;
  found.column = vector.col;
  return found;
}

TEST_CASE("VP9's search between pixels finds what libvpx finds", "[kernels]") {
  std::mt19937 random(1);
  Costs costs(random);
  int between = 0;
  for (int round = 0; round < 3000; ++round) {
    Task task;
    testing::FillForSearch(task.source, task.reference, round, 8, random);
    const auto component = [&](int range) {
      return static_cast<int16_t>(static_cast<int>(random() % static_cast<unsigned>(2 * range + 1)) - range);
    };
    task.start = {component(20), component(20)};
    task.predicted = {component(200), component(200)};
    task.limits = {-100, 100, -100, 100};
    // Some at the very edge of what is allowed.
    if (round % 5 == 0) task.limits.col_min = task.start.col;
    if (round % 7 == 0) task.limits.row_max = task.start.row;
    task.error_per_bit = static_cast<int>(random() % 400);
    task.stop = round % 3 ? 1 : 2;
    const Size& size = *kSizes[random() % std::size(kSizes)];
    INFO("round " << round << ", " << size.width << "x" << size.height);
    const Found found = Run(__wrap_vp9_find_best_sub_pixel_tree, task, size, costs);
    CHECK(found == Run(__real_vp9_find_best_sub_pixel_tree, task, size, costs));
    between += found.row % 8 != 0 && found.column % 8 != 0;
  }
  CHECK(between > 500);
}

}  // namespace
}  // namespace kinora
