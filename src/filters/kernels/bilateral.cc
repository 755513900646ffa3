// Bilateral filter: every pixel of the window is weighed by its distance and by how much its colour differs.
#include <cmath>
#include <memory>
#include <vector>

#include "filters/builders.h"
#include "filters/kernels/alpha.h"
#include "filters/kernels/row_window.h"

#ifndef KINORA_BILATERAL_ROWS
#define KINORA_BILATERAL_ROWS
namespace kinora {

// exp(-e) is taken as ((1 + (1 - e / 32)^2) / 2)^32, which is off by 0.0003 at most, and all weights without the half:
// they stand for each other alone. 1 - e / 32 stays above kLeastBase, where weights are nothing, for numbers near to
// the smallest ones would be slow.
inline constexpr int kWeightDoublings = 5;
inline constexpr double kWeightPower = 1 << kWeightDoublings;
inline constexpr float kLeastBase = 0.4f;

struct BilateralTap {
  int column;   // from the left of the window
  int row;      // from its top
  float start;  // 1 - e / 32 for the distance alone
};

}  // namespace kinora
#endif

// Highway includes this file once for each instruction set.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "filters/kernels/bilateral.cc"
#include "hwy/foreach_target.h"  // keep before highway.h
#include "hwy/highway.h"

HWY_BEFORE_NAMESPACE();
namespace kinora {
namespace HWY_NAMESPACE {
namespace {

namespace hn = hwy::HWY_NAMESPACE;

constexpr hn::CappedTag<float, kWindowStep> kFloats;

// One row of results. Rows are floats in four planes, `plane` floats from one to the next, `result_plane` in `results`.
// `per_square` is what a squared difference of colours takes from the weight's base.
void BilateralRow(const uint8_t* const* rows, size_t plane, size_t radius, const BilateralTap* taps, size_t tap_count,
                  float per_square, size_t count, float* results, size_t result_plane) {
  const auto factor = hn::Set(kFloats, per_square);
  const auto one = hn::Set(kFloats, 1.0f);
  const auto least = hn::Set(kFloats, kLeastBase);
  for (size_t at = 0; at < count; at += hn::Lanes(kFloats)) {
    const float* center = reinterpret_cast<const float*>(rows[radius]) + radius + at;
    const auto red = hn::LoadU(kFloats, center);
    const auto green = hn::LoadU(kFloats, center + plane);
    const auto blue = hn::LoadU(kFloats, center + 2 * plane);
    const auto alpha = hn::LoadU(kFloats, center + 3 * plane);
    auto sum = hn::Zero(kFloats);
    auto sum_red = sum;
    auto sum_green = sum;
    auto sum_blue = sum;
    auto sum_alpha = sum;
    for (size_t i = 0; i < tap_count; ++i) {
      const float* other = reinterpret_cast<const float*>(rows[taps[i].row]) + at + taps[i].column;
      const auto by_red = hn::Sub(hn::LoadU(kFloats, other), red);
      const auto by_green = hn::Sub(hn::LoadU(kFloats, other + plane), green);
      const auto by_blue = hn::Sub(hn::LoadU(kFloats, other + 2 * plane), blue);
      const auto by_alpha = hn::Sub(hn::LoadU(kFloats, other + 3 * plane), alpha);
      const auto square = hn::Add(hn::Add(hn::Mul(by_red, by_red), hn::Mul(by_green, by_green)),
                                  hn::Add(hn::Mul(by_blue, by_blue), hn::Mul(by_alpha, by_alpha)));
      auto weight = hn::Max(hn::Sub(hn::Set(kFloats, taps[i].start), hn::Mul(square, factor)), least);
      weight = hn::Add(hn::Mul(weight, weight), one);
      for (int doubling = 0; doubling < kWeightDoublings; ++doubling) weight = hn::Mul(weight, weight);
      sum = hn::Add(sum, weight);
      sum_red = hn::Add(sum_red, hn::Mul(weight, by_red));
      sum_green = hn::Add(sum_green, hn::Mul(weight, by_green));
      sum_blue = hn::Add(sum_blue, hn::Mul(weight, by_blue));
      sum_alpha = hn::Add(sum_alpha, hn::Mul(weight, by_alpha));
    }
    const auto part = hn::Div(one, sum);
    hn::StoreU(hn::Add(red, hn::Mul(sum_red, part)), kFloats, results + at);
    hn::StoreU(hn::Add(green, hn::Mul(sum_green, part)), kFloats, results + at + result_plane);
    hn::StoreU(hn::Add(blue, hn::Mul(sum_blue, part)), kFloats, results + at + 2 * result_plane);
    hn::StoreU(hn::Add(alpha, hn::Mul(sum_alpha, part)), kFloats, results + at + 3 * result_plane);
  }
}

}  // namespace
}  // namespace HWY_NAMESPACE
}  // namespace kinora
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace kinora {

HWY_EXPORT(BilateralRow);

namespace {

// Colours times alpha, unrounded.
void ConvertToPlanes(const uint8_t* rgba, size_t pixels, int, uint8_t* row) {
  auto* planes = reinterpret_cast<float*>(row);
  for (size_t channel = 0; channel < 4; ++channel) {
    for (size_t x = 0; x < pixels; ++x) {
      const int factor = channel == 3 ? 255 : rgba[4 * x + 3];
      planes[channel * pixels + x] = static_cast<float>(rgba[4 * x + channel] * factor) * (1.0f / 255);
    }
  }
}

class BilateralStage final : public SpatialStage {
 public:
  BilateralStage(double deviation, double range)
      : radius_(static_cast<int>(std::ceil(2 * deviation))),
        per_square_(static_cast<float>(1 / (2 * range * range * 255 * 255 * kWeightPower))) {
    for (int y = -radius_; y <= radius_; ++y) {
      for (int x = -radius_; x <= radius_; ++x) {
        const double exponent = (x * x + y * y) / (2 * deviation * deviation);
        taps_.push_back(
            {.column = x + radius_, .row = y + radius_, .start = static_cast<float>(1 - exponent / kWeightPower)});
      }
    }
  }

  size_t scratch_bytes(PictureSize source) const override {
    return ResultBytes(source.width) + RowWindow::ScratchBytes(source.width, radius_, kPixelBytes);
  }

  bool in_place() const override { return true; }

  // Colours are multiplied by alpha here.
  AlphaRule alpha() const override { return AlphaRule::kStraight; }

  void Run(const RgbaView& source, const RgbaView& target, std::span<uint8_t> scratch,
           const FrameContext&) const override {
    const auto width = static_cast<size_t>(source.width);
    const size_t plane = RowWindow::RowPixels(source.width, radius_);
    const size_t result_plane = RowWindow::RowPixels(source.width, 0);
    auto* results = reinterpret_cast<float*>(scratch.data());
    RowWindow window(source, radius_, Edge::kDuplicate, kPixelBytes, ConvertToPlanes,
                     scratch.subspan(ResultBytes(source.width)));
    for (int y = 0; y < source.height; ++y) {
      HWY_DYNAMIC_DISPATCH(BilateralRow)
      (window.Advance(y), plane, static_cast<size_t>(radius_), taps_.data(), taps_.size(), per_square_, width, results,
       result_plane);
      uint8_t* row = target.Row(y);
      for (size_t channel = 0; channel < 4; ++channel) {
        const float* values = results + channel * result_plane;
        for (size_t x = 0; x < width; ++x) row[4 * x + channel] = static_cast<uint8_t>(values[x] + 0.5f);
      }
      Unpremultiply({.data = row, .width = source.width, .height = 1, .stride = 0});
    }
  }

 private:
  static constexpr size_t kPixelBytes = 4 * sizeof(float);
  static size_t ResultBytes(int width) { return RowWindow::RowPixels(width, 0) * kPixelBytes; }

  int radius_;
  float per_square_;
  std::vector<BilateralTap> taps_;
};

}  // namespace

Status BuildBilateral(const Arguments& arguments, PlanBuilder& builder) {
  const double deviation = arguments.Number("radius");
  if (deviation > 0) builder.AddSpatial(std::make_unique<BilateralStage>(deviation, arguments.Number("range")));
  return {};
}

}  // namespace kinora
#endif  // HWY_ONCE
