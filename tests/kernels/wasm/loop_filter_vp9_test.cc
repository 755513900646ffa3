// VP9's loop filters for edges of sixteen pixels against libvpx's C, with limits as libvpx makes them.
#include <algorithm>
#include <array>
#include <cstdint>
#include <random>

#include "catch_amalgamated.hpp"
#include "kernels/wasm/block.h"
#include "vpx_config.h"
#include "vpx_dsp_rtcd.h"

#define FILTERS(DO)      \
  DO(horizontal_16_dual) \
  DO(vertical_16_dual)   \
  DO(horizontal_8_dual)  \
  DO(vertical_8_dual)    \
  DO(horizontal_4_dual)  \
  DO(vertical_4_dual)
#define DECLARE(name) extern "C" decltype(vpx_lpf_##name##_c) vpx_lpf_##name##_wasm;
FILTERS(DECLARE)
#undef DECLARE

namespace kinora {
namespace {

using testing::Block;
using testing::Content;
using testing::Layout;

constexpr int kMaxLevel = 63;

// The limits of one level, sixteen times each, as the filters read them.
struct Limits {
  alignas(16) std::array<uint8_t, 16> edge;
  alignas(16) std::array<uint8_t, 16> interior;
  alignas(16) std::array<uint8_t, 16> high;

  Limits(int level, int sharpness) {
    int inside = level >> ((sharpness > 0) + (sharpness > 4));
    if (sharpness > 0) inside = std::min(inside, 9 - sharpness);
    inside = std::max(inside, 1);
    edge.fill(static_cast<uint8_t>(2 * (level + 2) + inside));
    interior.fill(static_cast<uint8_t>(inside));
    high.fill(static_cast<uint8_t>(level >> 4));
  }
};

using Wide = void (*)(uint8_t*, int, const uint8_t*, const uint8_t*, const uint8_t*);
using Dual = void (*)(uint8_t*, int, const uint8_t*, const uint8_t*, const uint8_t*, const uint8_t*, const uint8_t*,
                      const uint8_t*);

void Run(Wide function, uint8_t* s, int stride, const Limits& first, const Limits&) {
  function(s, stride, first.edge.data(), first.interior.data(), first.high.data());
}
void Run(Dual function, uint8_t* s, int stride, const Limits& first, const Limits& second) {
  function(s, stride, first.edge.data(), first.interior.data(), first.high.data(), second.edge.data(),
           second.interior.data(), second.high.data());
}

// The edge is in the middle of the block, so that there are pixels on both sides.
template <typename Function>
Block<uint8_t> Filtered(Block<uint8_t> plane, Function function, const Limits& first, const Limits& second) {
  Run(function, plane.data() + 16 * plane.stride() + 16, plane.stride(), first, second);
  return plane;
}

void CheckAll(const Block<uint8_t>& before, const Limits& first, const Limits& second) {
#define COMPARE(name)                                                                          \
  {                                                                                            \
    INFO(#name);                                                                               \
    const Block<uint8_t> model = Filtered(before, vpx_lpf_##name##_c, first, second);          \
    CHECK(Filtered(before, vpx_lpf_##name##_wasm, first, second).DifferenceFrom(model) == ""); \
  }
  FILTERS(COMPARE)
#undef COMPARE
}

// On each side of the edge a level of its own, with noise up to `noise` in some of the lines across it only: so each
// filter is for some of the sixteen, and none of them for others.
void FillEdge(Block<uint8_t>& plane, int step, int noise, std::mt19937& random) {
  const int base = random() % 4 == 0 ? 0 : random() % 3 == 0 ? 255 : static_cast<int>(random() % 256);
  const int lines = static_cast<int>(random() % 4);  // of four that are noisy
  const bool outer = random() % 2;                   // noise but for the inner pixels
  plane.Fill([&](int row, int column) {
    const bool across = (row >= 16) != (column >= 16);
    const int distance = std::min(row >= 16 ? row - 16 : 15 - row, column >= 16 ? column - 16 : 15 - column);
    const bool noisy = (row + column) / 2 % 4 < lines && (!outer || distance >= 4);
    const int difference = noisy ? static_cast<int>(random() % (2 * noise + 1)) - noise : 0;
    return std::clamp(base + (across ? step : 0) + difference, 0, 255);
  });
}

TEST_CASE("The wasm loop filters of VP9 equal libvpx's C", "[kernels]") {
  std::mt19937 random(1);
  Block<uint8_t> planes[] = {Block<uint8_t>(32, 32, testing::kLayouts[0]),
                             Block<uint8_t>(32, 32, testing::kLayouts[1])};
  int turn = 0;
  for (int level = 1; level <= kMaxLevel; ++level) {
    for (const int sharpness : {0, 3, 7}) {
      const Limits limits(level, sharpness);
      const Limits others(1 + static_cast<int>(random() % kMaxLevel), sharpness);
      for (const int noise : {0, 1, 2, limits.interior[0] + 1}) {
        for (int round = 0; round < 4; ++round) {
          Block<uint8_t>& before = planes[turn++ % 2];
          FillEdge(before, static_cast<int>(random() % static_cast<unsigned>(level + 8)) - 4, noise, random);
          INFO("level " << level << ", sharpness " << sharpness << ", noise " << noise << ", round " << round);
          CheckAll(before, limits, others);
        }
      }
    }
  }
}

TEST_CASE("The wasm loop filters of VP9 equal libvpx's C on any picture", "[kernels]") {
  std::mt19937 random(2);
  for (const Layout& layout : testing::kLayouts) {
    Block<uint8_t> before(32, 32, layout);
    for (const Content content : testing::kContents) {
      for (int level = 1; level <= kMaxLevel; level += 2) {
        testing::Fill(before, content, random);
        INFO(Name(content) << ", level " << level);
        CheckAll(before, Limits(level, 0), Limits(kMaxLevel, 0));
      }
    }
  }
}

}  // namespace
}  // namespace kinora
