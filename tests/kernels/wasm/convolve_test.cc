// VP9's eight-tap interpolation against libvpx's C, with the filters that VP9 has.
#include <cstdint>
#include <random>

#include "catch_amalgamated.hpp"
#include "kernels/wasm/block.h"
#include "vpx_config.h"
// vpx_config.h first: it defines INLINE.
#include "vp9/common/vp9_filter.h"
#include "vpx_dsp_rtcd.h"

extern "C" decltype(vpx_convolve8_c) vpx_convolve8_wasm;
extern "C" decltype(vpx_convolve8_horiz_c) vpx_convolve8_horiz_wasm;
extern "C" decltype(vpx_convolve8_vert_c) vpx_convolve8_vert_wasm;
extern "C" decltype(vpx_convolve8_avg_c) vpx_convolve8_avg_wasm;
extern "C" decltype(vpx_convolve8_avg_horiz_c) vpx_convolve8_avg_horiz_wasm;
extern "C" decltype(vpx_convolve8_avg_vert_c) vpx_convolve8_avg_vert_wasm;

namespace kinora {
namespace {

using testing::Block;
using testing::Content;
using testing::Layout;

constexpr int kSides[] = {4, 8, 16, 32, 64};
constexpr int kPhases = 16;
constexpr int kFilters = 5;
constexpr int kWholeStep = 16;  // one pixel, in sixteenths

struct Direction {
  const char* name;
  decltype(&vpx_convolve8_c) model;
  decltype(&vpx_convolve8_c) wasm;
};

constexpr Direction kDirections[] = {
    {"both", vpx_convolve8_c, vpx_convolve8_wasm},
    {"across", vpx_convolve8_horiz_c, vpx_convolve8_horiz_wasm},
    {"down", vpx_convolve8_vert_c, vpx_convolve8_vert_wasm},
    {"both, averaged", vpx_convolve8_avg_c, vpx_convolve8_avg_wasm},
    {"across, averaged", vpx_convolve8_avg_horiz_c, vpx_convolve8_avg_horiz_wasm},
    {"down, averaged", vpx_convolve8_avg_vert_c, vpx_convolve8_avg_vert_wasm},
};

// What the source holds. The peaks are white where a tap is positive and black where it is negative, or the opposite,
// repeating every eight pixels: so some results are the greatest and the least that the filter can give.
enum class Picture { kRandom, kExtremes, kPeaksAcross, kTroughsAcross, kPeaksDown, kTroughsDown, kPeaksBoth, kEnd };

uint8_t Sample(Picture picture, const int16_t* across, const int16_t* down, int row, int column, std::mt19937& random) {
  const bool high_across = across[(column + 11) & 7] > 0;
  const bool high_down = down[(row + 11) & 7] > 0;
  switch (picture) {
    case Picture::kRandom:
      return Pixel(Content::kRandom, row, column, random);
    case Picture::kPeaksAcross:
      return high_across ? 255 : 0;
    case Picture::kTroughsAcross:
      return high_across ? 0 : 255;
    case Picture::kPeaksDown:
      return high_down ? 255 : 0;
    case Picture::kTroughsDown:
      return high_down ? 0 : 255;
    case Picture::kPeaksBoth:
      return high_across == high_down ? 255 : 0;
    default:
      return Pixel(Content::kExtremes, row, column, random);
  }
}

struct Case {
  int filter;
  int x_phase;
  int y_phase;
  int width;
  int height;
  Picture picture;
  Layout layout;
};

// Compares every direction in one case.
void Check(const Case& c, std::mt19937& random) {
  const InterpKernel* filter = vp9_filter_kernels[c.filter];
  Block<uint8_t> source(c.width, c.height, {.offset = 1, .extra_stride = 3});
  source.Fill([&](int row, int column) {
    return Sample(c.picture, filter[c.x_phase], filter[c.y_phase], row, column, random);
  });
  Block<uint8_t> before(c.width, c.height, c.layout);
  testing::Fill(before, Content::kRandom, random);
  for (const Direction& direction : kDirections) {
    const auto run = [&](auto convolve) {
      Block<uint8_t> target = before;
      convolve(source.data(), source.stride(), target.data(), target.stride(), filter, c.x_phase, kWholeStep, c.y_phase,
               kWholeStep, c.width, c.height);
      return target;
    };
    INFO(direction.name << ", filter " << c.filter << ", phases " << c.x_phase << " and " << c.y_phase << ", "
                        << c.width << "x" << c.height << ", picture " << static_cast<int>(c.picture)
                        << ", target at offset " << c.layout.offset);
    CHECK(run(direction.wasm).DifferenceFrom(run(direction.model)) == "");
  }
}

TEST_CASE("The wasm eight-tap filters equal libvpx's C at every pair of phases", "[kernels]") {
  std::mt19937 random(1);
  int turn = 0;
  for (int filter = 0; filter < kFilters; ++filter) {
    for (int phases = 0; phases < kPhases * kPhases; ++phases) {
      for (int picture = 0; picture < static_cast<int>(Picture::kEnd); ++picture) {
        // Narrow, to be quick: the widths and heights take turns.
        ++turn;
        Check({.filter = filter,
               .x_phase = phases % kPhases,
               .y_phase = phases / kPhases,
               .width = kSides[turn % 3],
               .height = kSides[turn % 2],
               .picture = static_cast<Picture>(picture),
               .layout = testing::kLayouts[turn % 2]},
              random);
      }
    }
  }
}

TEST_CASE("The wasm eight-tap filters equal libvpx's C in every size", "[kernels]") {
  std::mt19937 random(2);
  for (int filter = 0; filter < kFilters; ++filter) {
    for (const int width : kSides) {
      for (const int height : kSides) {
        for (const Layout& layout : testing::kLayouts) {
          for (const Picture picture : {Picture::kRandom, Picture::kExtremes, Picture::kPeaksBoth}) {
            Check({.filter = filter,
                   .x_phase = static_cast<int>(random() % kPhases),
                   .y_phase = static_cast<int>(random() % kPhases),
                   .width = width,
                   .height = height,
                   .picture = picture,
                   .layout = layout},
                  random);
          }
        }
      }
    }
  }
}

}  // namespace
}  // namespace kinora
