// Surface blur: each channel's neighbours in the window, weighed by how little they differ.
#include <algorithm>
#include <cmath>
#include <cstring>
#include <memory>

#include "filters/builders.h"
#include "filters/kernels/alpha.h"
#include "filters/kernels/row_window.h"

#ifndef KINORA_SURFACE_BLUR_WEIGHTS
#define KINORA_SURFACE_BLUR_WEIGHTS
namespace kinora {
// A weight is `limit` minus the difference, at least 0; in levels of 8 bits times 2^shift.
struct SurfaceWeights {
  int16_t limit;
  int shift;
};
}  // namespace kinora
#endif

// Highway includes this file once for each instruction set.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "filters/kernels/surface_blur.cc"
#include "hwy/foreach_target.h"  // keep before highway.h
#include "hwy/highway.h"

HWY_BEFORE_NAMESPACE();
namespace kinora {
namespace HWY_NAMESPACE {
namespace {

namespace hn = hwy::HWY_NAMESPACE;

constexpr hn::FixedTag<uint8_t, 8> kBytes;
constexpr hn::FixedTag<int16_t, 8> kWords;
constexpr hn::FixedTag<int32_t, 4> kSums;
constexpr hn::FixedTag<float, 4> kFloats;
using Words = hn::Vec<decltype(kWords)>;
using Sums = hn::Vec<decltype(kSums)>;

HWY_INLINE Sums Round(hn::Vec<decltype(kFloats)> values) {
  const auto magic = hn::Set(kFloats, 12582912.0f);  // 1.5 * 2^23
  return hn::Sub(hn::BitCast(kSums, hn::Add(values, magic)), hn::BitCast(kSums, magic));
}

// What is gathered for eight values.
struct Gathered {
  HWY_INLINE Gathered()
      : row_weight(hn::Zero(kWords)),
        lower_weight(hn::Zero(kSums)),
        upper_weight(hn::Zero(kSums)),
        lower(hn::Zero(kSums)),
        upper(hn::Zero(kSums)) {}

  HWY_INLINE void Add(Words center, const int16_t* first, const int16_t* second, Words first_limit,
                      Words second_limit) {
    const auto first_by = hn::Sub(hn::LoadU(kWords, first), center);
    const auto second_by = hn::Sub(hn::LoadU(kWords, second), center);
    const auto zero = hn::Zero(kWords);
    const auto first_weight = hn::Max(hn::Sub(first_limit, hn::Abs(first_by)), zero);
    const auto second_weight = hn::Max(hn::Sub(second_limit, hn::Abs(second_by)), zero);
    row_weight = hn::Add(row_weight, hn::Add(first_weight, second_weight));
    lower = hn::Add(lower, hn::WidenMulPairwiseAdd(kSums, hn::InterleaveLower(kWords, first_by, second_by),
                                                   hn::InterleaveLower(kWords, first_weight, second_weight)));
    upper = hn::Add(upper, hn::WidenMulPairwiseAdd(kSums, hn::InterleaveUpper(kWords, first_by, second_by),
                                                   hn::InterleaveUpper(kWords, first_weight, second_weight)));
  }

  HWY_INLINE void EndRow() {
    lower_weight = hn::Add(lower_weight, hn::PromoteLowerTo(kSums, row_weight));
    upper_weight = hn::Add(upper_weight, hn::PromoteUpperTo(kSums, row_weight));
    row_weight = hn::Zero(kWords);
  }

  Words row_weight;
  Sums lower_weight;
  Sums upper_weight;
  Sums lower;  // weights times differences
  Sums upper;
};

// (center + weighted / weight) / 2^shift.
HWY_INLINE Sums Result(Sums center, Sums weighted, Sums weight, float unit) {
  const auto difference = hn::Div(hn::ConvertTo(kFloats, weighted), hn::ConvertTo(kFloats, weight));
  return Round(hn::Mul(hn::Add(hn::ConvertTo(kFloats, center), difference), hn::Set(kFloats, unit)));
}

void SurfaceBlurRow(const uint8_t* const* rows, size_t radius, SurfaceWeights weights, size_t count, uint8_t* target) {
  const auto limit = hn::Set(kWords, weights.limit);
  const float unit = 1.0f / static_cast<float>(1 << weights.shift);
  const auto row = [&](size_t y) HWY_ATTR { return reinterpret_cast<const int16_t*>(rows[y]); };
  for (size_t at = 0; at < count; at += 8) {
    const auto center = hn::LoadU(kWords, row(radius) + at + 4 * radius);
    Gathered gathered;
    for (size_t y = 0; y <= 2 * radius; ++y) {
      const int16_t* from = row(y) + at;
      for (size_t x = 0; x < radius; ++x) gathered.Add(center, from + 8 * x, from + 8 * x + 4, limit, limit);
      // The last one of an odd number: its double weighs nothing.
      const int16_t* last = from + 8 * radius;
      gathered.Add(center, last, last, limit, hn::Zero(kWords));
      gathered.EndRow();
    }
    const auto lower = Result(hn::PromoteLowerTo(kSums, center), gathered.lower, gathered.lower_weight, unit);
    const auto upper = Result(hn::PromoteUpperTo(kSums, center), gathered.upper, gathered.upper_weight, unit);
    hn::StoreU(hn::DemoteTo(kBytes, hn::OrderedDemote2To(kWords, lower, upper)), kBytes, target + at);
  }
}

}  // namespace
}  // namespace HWY_NAMESPACE
}  // namespace kinora
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace kinora {

HWY_EXPORT(SurfaceBlurRow);

namespace {

// Colours times alpha, times 2^shift: a neighbour that is at the limit may count many times at the edges, so that small
// differences matter.
void ConvertToWords(const uint8_t* rgba, size_t pixels, int shift, uint8_t* row) {
  auto* words = reinterpret_cast<int16_t*>(row);
  for (size_t i = 0; i < 4 * pixels; ++i) {
    const unsigned product = rgba[i] * (i % 4 == 3 ? 255u : rgba[i | 3]);
    words[i] = static_cast<int16_t>(((product << shift) * 257 + (1 << 15)) >> 16);
  }
}

// As precise as fits: the weights of a row of the window in 16 bits, products of the whole window in 32.
SurfaceWeights MakeWeights(int radius, double threshold) {
  const double limit = 2.5 * 255 * threshold;
  const double side = 2 * radius + 1;
  const double difference = std::min(limit / 2, 255.0);
  const double product = (limit - difference) * difference;
  int shift = 6;
  while (shift > 0 && (std::ldexp(limit, shift) * side > 32000 || std::ldexp(product, 2 * shift) * side * side > 2e9)) {
    --shift;
  }
  return {.limit = static_cast<int16_t>(std::lround(std::ldexp(limit, shift))), .shift = shift};
}

class SurfaceBlurStage final : public SpatialStage {
 public:
  SurfaceBlurStage(int radius, double threshold) : radius_(radius), weights_(MakeWeights(radius, threshold)) {}

  size_t scratch_bytes(PictureSize source) const override {
    return ResultBytes(source.width) + RowWindow::ScratchBytes(source.width, radius_, kPixelBytes);
  }

  bool in_place() const override { return true; }

  // Colours are multiplied by alpha here.
  AlphaRule alpha() const override { return AlphaRule::kStraight; }

  void Run(const RgbaView& source, const RgbaView& target, std::span<uint8_t> scratch,
           const FrameContext&) const override {
    const auto bytes = 4 * static_cast<size_t>(source.width);
    RowWindow window(source, radius_, Edge::kDuplicate, kPixelBytes, ConvertToWords,
                     scratch.subspan(ResultBytes(source.width)), weights_.shift);
    for (int y = 0; y < source.height; ++y) {
      HWY_DYNAMIC_DISPATCH(SurfaceBlurRow)
      (window.Advance(y), static_cast<size_t>(radius_), weights_, bytes, scratch.data());
      Unpremultiply({.data = scratch.data(), .width = source.width, .height = 1, .stride = 0});
      std::memcpy(target.Row(y), scratch.data(), bytes);
    }
  }

 private:
  static constexpr size_t kPixelBytes = 4 * sizeof(int16_t);
  static size_t ResultBytes(int width) { return 4 * RowWindow::RowPixels(width, 0); }

  int radius_;
  SurfaceWeights weights_;
};

}  // namespace

Status BuildSurfaceBlur(const Arguments& arguments, PlanBuilder& builder) {
  const int radius = static_cast<int>(arguments.Number("radius"));
  if (radius > 0) builder.AddSpatial(std::make_unique<SurfaceBlurStage>(radius, arguments.Number("threshold")));
  return {};
}

}  // namespace kinora
#endif  // HWY_ONCE
