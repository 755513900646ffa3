// ConvertToI420 on every instruction set against the reference in double precision.
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include "catch_amalgamated.hpp"
#include "color/rgb_to_i420.h"
#include "kernels/guarded_plane.h"
#include "kernels/reference/rgb_to_i420_reference.h"
#include "kernels/simd_targets.h"

namespace kinora {
namespace {

using testing::GuardedPlane;
using testing::ScopedSimdTarget;
using testing::SimdTargets;

// Half a level of rounding, and what rounding the weights adds (color/ycbcr_weights.h). The contract is 1.
constexpr double kBound = 0.517;

enum class Content { kRandom, kExtremes, kBlack, kWhite, kRed, kGreen, kBlue, kCheckerboard, kEnd };

uint8_t Sample(Content content, size_t row, size_t byte, std::mt19937& random) {
  const size_t channel = byte % 4;
  switch (content) {
    case Content::kRandom:
      return static_cast<uint8_t>(random());
    case Content::kExtremes:
      return random() % 2 ? 255 : 0;
    case Content::kBlack:
      return channel == 3 ? static_cast<uint8_t>(random()) : 0;
    case Content::kWhite:
      return 255;
    case Content::kRed:
      return channel == 0 ? 255 : 0;
    case Content::kGreen:
      return channel == 1 ? 255 : 0;
    case Content::kBlue:
      return channel == 2 ? 255 : 0;
    default:
      return (row + byte / 4) % 2 ? 255 : 0;
  }
}

struct Layout {
  int width;
  int height;
  size_t source_padding;  // bytes after each row
  size_t target_padding;
  bool source_bottom_up;
  bool target_bottom_up;
};

struct Planes {
  std::vector<uint8_t> y;
  std::vector<uint8_t> u;
  std::vector<uint8_t> v;

  bool operator==(const Planes&) const = default;
};

// Converts into guarded planes; the failures found are added to `failures`.
Planes Convert(const FrameView& source, ColorSpace color_space, const Layout& layout, std::string& failures) {
  const auto width = static_cast<size_t>(layout.width);
  const auto height = static_cast<size_t>(layout.height);
  GuardedPlane y(width, height, layout.target_padding, layout.target_bottom_up);
  GuardedPlane u((width + 1) / 2, (height + 1) / 2, layout.target_padding, layout.target_bottom_up);
  GuardedPlane v((width + 1) / 2, (height + 1) / 2, layout.target_padding + 1, layout.target_bottom_up);
  ConvertToI420(source, color_space,
                {.y = y.data(),
                 .u = u.data(),
                 .v = v.data(),
                 .stride_y = y.stride(),
                 .stride_u = u.stride(),
                 .stride_v = v.stride(),
                 .width = layout.width,
                 .height = layout.height});
  if (!y.Intact() || !u.Intact() || !v.Intact()) failures += " wrote outside the rows;";
  return {.y = y.Contents(), .u = u.Contents(), .v = v.Contents()};
}

void Compare(const char* plane, const std::vector<double>& exact, const std::vector<uint8_t>& got,
             std::string& failures) {
  if (exact.size() != got.size()) failures += std::string(" size of ") + plane + ";";
  for (size_t i = 0; i < got.size(); ++i) {
    if (std::abs(got[i] - exact[i]) <= kBound) continue;
    failures += std::string(" ") + plane + "[" + std::to_string(i) + "] is " + std::to_string(got[i]) + " for " +
                std::to_string(exact[i]) + ";";
    return;
  }
}

// All contents, orders and matrices in one layout. Returns what went wrong, or nothing.
std::string Check(const Layout& layout, std::mt19937& random) {
  std::string failures;
  GuardedPlane pixels(4 * static_cast<size_t>(layout.width), static_cast<size_t>(layout.height), layout.source_padding,
                      layout.source_bottom_up);
  for (int content = 0; content < static_cast<int>(Content::kEnd); ++content) {
    for (size_t row = 0; row < static_cast<size_t>(layout.height); ++row) {
      for (size_t byte = 0; byte < 4 * static_cast<size_t>(layout.width); ++byte) {
        pixels.Row(row)[byte] = Sample(static_cast<Content>(content), row, byte, random);
      }
    }
    for (const PixelFormat format : {PixelFormat::kRgba, PixelFormat::kBgra}) {
      for (const ColorSpace color_space : {ColorSpace::kBt601, ColorSpace::kBt709}) {
        const FrameView source = {.data = pixels.data(),
                                  .width = layout.width,
                                  .height = layout.height,
                                  .stride = pixels.stride(),
                                  .format = format};
        const reference::ExactI420 exact = reference::ConvertToI420(source, color_space);
        Planes first;
        for (const int64_t target : SimdTargets()) {
          const ScopedSimdTarget scope(target);
          std::string found;
          const Planes planes = Convert(source, color_space, layout, found);
          Compare("y", exact.y, planes.y, found);
          Compare("u", exact.u, planes.u, found);
          Compare("v", exact.v, planes.v, found);
          if (first.y.empty()) first = planes;
          if (planes != first) found += " differs from the first target;";
          if (!found.empty()) {
            failures += std::string(hwy::TargetName(target)) + ", content " + std::to_string(content) + ", format " +
                        std::to_string(static_cast<int>(format)) + ", matrix " +
                        std::to_string(static_cast<int>(color_space)) + ":" + found + "\n";
          }
        }
      }
    }
  }
  return failures;
}

void CheckAndReport(const Layout& layout, std::mt19937& random) {
  const std::string failures = Check(layout, random);
  if (!failures.empty()) {
    FAIL_CHECK(layout.width << "x" << layout.height << ", padding " << layout.source_padding << " and "
                            << layout.target_padding << ", bottom up " << layout.source_bottom_up << " and "
                            << layout.target_bottom_up << "\n"
                            << failures);
  }
}

}  // namespace

#if HWY_ARCH_X86 && !defined(HWY_COMPILE_ONLY_STATIC)
TEST_CASE("the kernels are compiled for the instruction sets that the tests compare", "[kernel]") {
  int64_t targets = 0;
  for (const int64_t target : SimdTargets()) targets |= target;
  CHECK((targets & HWY_EMU128) != 0);
  CHECK((targets & HWY_SSE4) == (hwy::SupportedTargets() & HWY_SSE4));
  CHECK((targets & HWY_AVX2) == (hwy::SupportedTargets() & HWY_AVX2));
}
#endif

TEST_CASE("ConvertToI420 is within the bound and the same on every target, at every width", "[kernel][rgb_to_i420]") {
  std::mt19937 random(3);
  for (int width = 1; width <= 67; ++width) {
    for (int height = 1; height <= 5; ++height) {
      // Paddings that leave rows at odd addresses, and both directions, spread over the sizes.
      const auto turn = static_cast<size_t>(width + height);
      CheckAndReport({.width = width,
                      .height = height,
                      .source_padding = turn % 4 * 3,
                      .target_padding = turn % 3 * 5,
                      .source_bottom_up = turn % 2 == 1,
                      .target_bottom_up = turn % 5 == 0},
                     random);
    }
  }
  SUCCEED();
}

TEST_CASE("ConvertToI420 is within the bound at the width of a screen", "[kernel][rgb_to_i420]") {
  std::mt19937 random(7);
  for (const int height : {1, 2, 5}) {
    CheckAndReport({.width = 1919,
                    .height = height,
                    .source_padding = 13,
                    .target_padding = 1,
                    .source_bottom_up = height == 2,
                    .target_bottom_up = false},
                   random);
  }
  SUCCEED();
}

TEST_CASE("ConvertToI420 rounds without a bias", "[kernel][rgb_to_i420]") {
  std::mt19937 random(11);
  GuardedPlane pixels(4 * 640, 480, 0, false);
  for (size_t row = 0; row < 480; ++row) {
    for (size_t byte = 0; byte < 4 * 640; ++byte) pixels.Row(row)[byte] = static_cast<uint8_t>(random());
  }
  const FrameView source = {.data = pixels.data(), .width = 640, .height = 480, .stride = pixels.stride()};
  const reference::ExactI420 exact = reference::ConvertToI420(source, ColorSpace::kBt601);
  std::string failures;
  const Planes planes = Convert(source, ColorSpace::kBt601, {640, 480, 0, 0, false, false}, failures);
  CHECK(failures == "");
  const auto bias = [](const std::vector<double>& wanted, const std::vector<uint8_t>& got) {
    double sum = 0;
    for (size_t i = 0; i < got.size(); ++i) sum += got[i] - wanted[i];
    return sum / static_cast<double>(got.size());
  };
  CHECK(std::abs(bias(exact.y, planes.y)) < 0.01);
  CHECK(std::abs(bias(exact.u, planes.u)) < 0.01);
  CHECK(std::abs(bias(exact.v, planes.v)) < 0.01);
}

}  // namespace kinora
