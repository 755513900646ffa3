#include <algorithm>
#include <cmath>
#include <cstring>
#include <memory>
#include <numbers>
#include <vector>

#include "filters/builders.h"
#include "filters/kernels/line_kernel.h"
#include "filters/kernels/picture_blur.h"

// Highway includes this file once for each instruction set.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "filters/kernels/motion_blur.cc"
#include "hwy/foreach_target.h"  // keep before highway.h
#include "hwy/highway.h"

#ifndef KINORA_MOTION_TAPS
#define KINORA_MOTION_TAPS
namespace kinora {
// Two pixels, where they are from the one that is made, and their weights in multiples of 2^-15.
struct MotionTaps {
  ptrdiff_t first;  // bytes
  ptrdiff_t second;
  int32_t weights;  // of the second in the upper half
};
}  // namespace kinora
#endif

HWY_BEFORE_NAMESPACE();
namespace kinora {
namespace HWY_NAMESPACE {
namespace {

namespace hn = hwy::HWY_NAMESPACE;

using Bytes = hn::Full128<uint8_t>;
using Words = hn::Full128<int16_t>;
using Sums = hn::Full128<int32_t>;

// One row; reads up to three pixels too many.
void MotionRow(const uint8_t* source, const MotionTaps* taps, size_t count, size_t bytes, uint8_t* target) {
  const Words words;
  const Sums sums;
  for (size_t x = 0; x < bytes; x += 16, source += 16) {
    auto sum0 = hn::Set(sums, 1 << 14);
    auto sum1 = sum0;
    auto sum2 = sum0;
    auto sum3 = sum0;
    for (size_t i = 0; i < count; ++i) {
      const auto first = hn::LoadU(Bytes(), source + taps[i].first);
      const auto second = hn::LoadU(Bytes(), source + taps[i].second);
      const auto weights = hn::BitCast(words, hn::Set(sums, taps[i].weights));
      const auto lower = hn::InterleaveLower(Bytes(), first, second);
      const auto upper = hn::InterleaveUpper(Bytes(), first, second);
      sum0 = hn::Add(sum0, hn::WidenMulPairwiseAdd(sums, hn::PromoteLowerTo(words, lower), weights));
      sum1 = hn::Add(sum1, hn::WidenMulPairwiseAdd(sums, hn::PromoteUpperTo(words, lower), weights));
      sum2 = hn::Add(sum2, hn::WidenMulPairwiseAdd(sums, hn::PromoteLowerTo(words, upper), weights));
      sum3 = hn::Add(sum3, hn::WidenMulPairwiseAdd(sums, hn::PromoteUpperTo(words, upper), weights));
    }
    const auto lower = hn::OrderedDemote2To(words, hn::ShiftRight<15>(sum0), hn::ShiftRight<15>(sum1));
    const auto upper = hn::OrderedDemote2To(words, hn::ShiftRight<15>(sum2), hn::ShiftRight<15>(sum3));
    const auto result = hn::OrderedDemote2To(Bytes(), lower, upper);
    if (x + 16 <= bytes) {
      hn::StoreU(result, Bytes(), target + x);
    } else {
      uint8_t rest[16];
      hn::StoreU(result, Bytes(), rest);
      std::memcpy(target + x, rest, bytes - x);
    }
  }
}

}  // namespace
}  // namespace HWY_NAMESPACE
}  // namespace kinora
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace kinora {

HWY_EXPORT(MotionRow);

namespace {

// Along a line that is neither a row nor a column.
class MotionStage final : public SpatialStage {
 public:
  // `length` pixels of the axis nearest to the line, along which it moves by (1, slope) or (slope, 1).
  MotionStage(PictureSize size, double length, double slope, bool steep, Edge edge) : size_(size), edge_(edge) {
    const int whole = static_cast<int>((length - 1) / 2);
    const double end = (length - 1) / 2 - whole;
    reach_x_ = steep ? static_cast<int>(std::ceil(std::abs(slope) * (whole + 1))) + 1 : whole + 1;
    reach_y_ = steep ? whole + 1 : static_cast<int>(std::ceil(std::abs(slope) * (whole + 1))) + 1;
    // What weights should sum up to so far and what they do: errors of rounding are carried on, so that all are 1.
    double wanted = 0;
    int given = 0;
    const auto next_weight = [&](double weight) {
      wanted += weight * (1 << 15) / length;
      const int rounded = std::min(static_cast<int>(std::lround(wanted)) - given, 32767);
      given += rounded;
      return rounded;
    };
    for (int i = -whole - 1; i <= whole + 1; ++i) {
      const double across = i * slope;
      const int near = static_cast<int>(std::floor(across));
      const double weight = std::abs(i) > whole ? end : 1;
      const double share = across - near;
      const int first = next_weight(weight * (1 - share));
      const int second = next_weight(weight * share);
      taps_.push_back({.first = Offset(steep ? near : i, steep ? i : near),
                       .second = Offset(steep ? near + 1 : i, steep ? i : near + 1),
                       .weights = first | second << 16});
    }
  }

  size_t scratch_bytes(PictureSize) const override {
    return static_cast<size_t>(Stride()) * static_cast<size_t>(size_.height + 2 * reach_y_) + kSlack;
  }
  bool in_place() const override { return true; }

  void Run(const RgbaView& source, const RgbaView& target, std::span<uint8_t> scratch,
           const FrameContext&) const override {
    const ptrdiff_t stride = Stride();
    for (int y = -reach_y_; y < size_.height + reach_y_; ++y) {
      CopyRow(source, y, scratch.data() + stride * (y + reach_y_));
    }
    for (int y = 0; y < size_.height; ++y) {
      HWY_DYNAMIC_DISPATCH(MotionRow)
      (scratch.data() + stride * (y + reach_y_) + 4 * reach_x_, taps_.data(), taps_.size(),
       4 * static_cast<size_t>(size_.width), target.Row(y));
    }
  }

 private:
  static constexpr size_t kSlack = 16;

  ptrdiff_t Stride() const { return 4 * (size_.width + 2 * reach_x_); }
  ptrdiff_t Offset(int x, int y) const { return y * Stride() + 4 * x; }

  // A row with what lies beside it.
  void CopyRow(const RgbaView& source, int y, uint8_t* target) const {
    const int width = size_.width;
    const bool inside = y >= 0 && y < size_.height;
    if (edge_ == Edge::kTransparent) {
      std::memset(target, 0, static_cast<size_t>(Stride()));
      if (inside) std::memcpy(target + 4 * reach_x_, source.Row(y), 4 * static_cast<size_t>(width));
      return;
    }
    const uint8_t* row = source.Row(inside ? y : EdgePlace(y, size_.height, edge_));
    std::memcpy(target + 4 * reach_x_, row, 4 * static_cast<size_t>(width));
    for (int i = 0; i < reach_x_; ++i) {
      std::memcpy(target + 4 * i, row + 4 * EdgePlace(i - reach_x_, width, edge_), 4);
      std::memcpy(target + 4 * (reach_x_ + width + i), row + 4 * EdgePlace(width + i, width, edge_), 4);
    }
  }

  PictureSize size_;
  Edge edge_;
  int reach_x_ = 0;
  int reach_y_ = 0;
  std::vector<MotionTaps> taps_;
};

}  // namespace

Status BuildMotionBlur(const Arguments& arguments, PlanBuilder& builder) {
  const PictureSize size = builder.size();
  const auto edge = static_cast<Edge>(arguments.Keyword("edge"));
  const double angle = std::fmod(arguments.Number("angle"), 180) * (std::numbers::pi / 180);
  const double along_x = std::abs(std::cos(angle));
  const double along_y = std::abs(std::sin(angle));
  const bool steep = along_y > along_x;
  const double length = arguments.Number("length") * std::max(along_x, along_y);
  if (length <= 1) return {};
  if (std::min(along_x, along_y) * length < 1e-6) {
    builder.AddSpatial(std::make_unique<BlurStage>(PictureBlur(MakeLineMean(size.width, steep ? 0 : length, edge),
                                                               MakeLineMean(size.height, steep ? length : 0, edge))));
    return {};
  }
  const double slope = steep ? std::cos(angle) / std::sin(angle) : std::sin(angle) / std::cos(angle);
  builder.AddSpatial(std::make_unique<MotionStage>(size, length, slope, steep, edge));
  return {};
}

}  // namespace kinora
#endif  // HWY_ONCE
