// VP8's normal loop filter against libvpx's C: every level, sharpness and threshold, with libvpx's own limits.
#include <algorithm>
#include <array>
#include <cstdint>
#include <random>

#include "catch_amalgamated.hpp"
#include "kernels/wasm/block.h"
#include "vpx_config.h"
// vpx_config.h first: it defines INLINE.
extern "C" {
#include "vp8/common/loopfilter.h"
#include "vp8_rtcd.h"
}

extern "C" decltype(vp8_loop_filter_mbh_c) vp8_loop_filter_mbh_wasm;
extern "C" decltype(vp8_loop_filter_mbv_c) vp8_loop_filter_mbv_wasm;
extern "C" decltype(vp8_loop_filter_bh_c) vp8_loop_filter_bh_wasm;
extern "C" decltype(vp8_loop_filter_bv_c) vp8_loop_filter_bv_wasm;

namespace kinora {
namespace {

using testing::Block;
using testing::Content;
using testing::Layout;

struct Filter {
  const char* name;
  decltype(&vp8_loop_filter_mbh_c) model;
  decltype(&vp8_loop_filter_mbh_c) wasm;
};

constexpr Filter kFilters[] = {
    {"above a macroblock", vp8_loop_filter_mbh_c, vp8_loop_filter_mbh_wasm},
    {"left of a macroblock", vp8_loop_filter_mbv_c, vp8_loop_filter_mbv_wasm},
    {"between rows of blocks", vp8_loop_filter_bh_c, vp8_loop_filter_bh_wasm},
    {"between columns of blocks", vp8_loop_filter_bv_c, vp8_loop_filter_bv_wasm},
};

// The planes of a macroblock with what is around it.
struct Planes {
  explicit Planes(Layout layout) : y(16, 16, layout), u(8, 8, layout), v(8, 8, layout) {}

  Block<uint8_t> y;
  Block<uint8_t> u;
  Block<uint8_t> v;
};

// Flat 4x4 blocks whose levels differ by up to `step`, with noise up to `noise`: what the filter is made for. Near
// black and white the sums saturate.
void FillBlocky(Block<uint8_t>& plane, int step, int noise, std::mt19937& random) {
  constexpr int kBlocks = 64;
  std::array<int, kBlocks> levels;
  const int base = random() % 3 == 0 ? 0 : random() % 2 ? 255 : static_cast<int>(random() % 256);
  for (int& level : levels) level = base + static_cast<int>(random() % (2 * step + 1)) - step;
  plane.Fill([&](int row, int column) {
    const int block = ((row + 64) / 4 * 7 + (column + 64) / 4) % kBlocks;
    const int difference = static_cast<int>(random() % (2 * noise + 1)) - noise;
    return std::clamp(levels[static_cast<size_t>(block)] + difference, 0, 255);
  });
}

// Filters copies of `before`, without the chroma planes where not `chroma`, and compares.
void Check(const Filter& filter, const Planes& before, bool chroma, loop_filter_info& limits) {
  const auto run = [&](auto function) {
    Planes planes = before;
    function(planes.y.data(), chroma ? planes.u.data() : nullptr, chroma ? planes.v.data() : nullptr, planes.y.stride(),
             planes.u.stride(), &limits);
    return planes;
  };
  const Planes model = run(filter.model);
  const Planes wasm = run(filter.wasm);
  CHECK(wasm.y.DifferenceFrom(model.y) == "");
  CHECK(wasm.u.DifferenceFrom(model.u) == "");
  CHECK(wasm.v.DifferenceFrom(model.v) == "");
}

TEST_CASE("The wasm loop filters of VP8 equal libvpx's C", "[kernels]") {
  std::mt19937 random(1);
  Planes planes[] = {Planes(testing::kLayouts[0]), Planes(testing::kLayouts[1])};
  loop_filter_info_n table{};
  int turn = 0;
  for (int sharpness = 0; sharpness <= 7; ++sharpness) {
    vp8_loop_filter_update_sharpness(&table, sharpness);
    for (int level = 0; level <= MAX_LOOP_FILTER; ++level) {
      for (unsigned char threshold = 0; threshold <= 3; ++threshold) {
        loop_filter_info limits = {
            .mblim = table.mblim[level], .blim = table.blim[level], .lim = table.lim[level], .hev_thr = &threshold};
        const int limit = *limits.lim;
        // Steps around what the filter still smooths, and noise below and about its limits.
        for (const int noise : {1 + limit / 4, 1 + limit}) {
          Planes& before = planes[turn++ % 2];
          for (Block<uint8_t>* plane : {&before.y, &before.u, &before.v}) {
            FillBlocky(*plane, 2 + level / 2, noise, random);
          }
          for (const Filter& filter : kFilters) {
            INFO("edges " << filter.name << ", sharpness " << sharpness << ", level " << level << ", threshold "
                          << int{threshold} << ", noise " << noise);
            Check(filter, before, turn % 8 != 0, limits);
          }
        }
      }
    }
  }
}

TEST_CASE("The wasm loop filters of VP8 equal libvpx's C on pictures that are not blocky", "[kernels]") {
  std::mt19937 random(2);
  loop_filter_info_n table{};
  vp8_loop_filter_update_sharpness(&table, 0);
  for (const Layout& layout : testing::kLayouts) {
    Planes before(layout);
    for (const Content content : testing::kContents) {
      for (int level = 0; level <= MAX_LOOP_FILTER; level += 3) {
        for (Block<uint8_t>* plane : {&before.y, &before.u, &before.v}) testing::Fill(*plane, content, random);
        const unsigned char threshold = static_cast<unsigned char>(level % 4);
        loop_filter_info limits = {
            .mblim = table.mblim[level], .blim = table.blim[level], .lim = table.lim[level], .hev_thr = &threshold};
        for (const Filter& filter : kFilters) {
          for (const bool chroma : {true, false}) {
            INFO("edges " << filter.name << ", " << Name(content) << ", level " << level << ", chroma " << chroma);
            Check(filter, before, chroma, limits);
          }
        }
      }
    }
  }
}

}  // namespace
}  // namespace kinora
