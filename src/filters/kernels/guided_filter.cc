#include "filters/kernels/guided_filter.h"

#include <algorithm>

#ifndef KINORA_GUIDED_UNITS
#define KINORA_GUIDED_UNITS
namespace kinora {
// What is 1 of the coefficients in 16 bits: a in [0, 1], b in [-128, 127].
inline constexpr int kUnitOfA = 32767;
inline constexpr int kUnitOfB = 256;
}  // namespace kinora
#endif

// Highway includes this file once for each instruction set.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "filters/kernels/guided_filter.cc"
#include "hwy/foreach_target.h"  // keep before highway.h
#include "hwy/highway.h"

HWY_BEFORE_NAMESPACE();
namespace kinora {
namespace HWY_NAMESPACE {
namespace {

namespace hn = hwy::HWY_NAMESPACE;

constexpr hn::FixedTag<int16_t, 4> kWords;
constexpr hn::FixedTag<int32_t, 4> kSums;
constexpr hn::FixedTag<float, 4> kFloats;
using Sums = hn::Vec<decltype(kSums)>;
using Floats = hn::Vec<decltype(kFloats)>;

// Stores four floats, rounded, in 16 bits: adding 1.5 * 2^23 leaves the integer in the lowest bits.
HWY_INLINE void Store(Floats values, int16_t* target) {
  const auto magic = hn::Set(kFloats, 12582912.0f);
  const auto rounded = hn::Sub(hn::BitCast(kSums, hn::Add(values, magic)), hn::BitCast(kSums, magic));
  hn::StoreU(hn::DemoteTo(kWords, rounded), kWords, target);
}

// Slides windows along the sums of columns, and calls `function` with the position and the sum of both.
template <typename Function>
HWY_INLINE void Slide(const int32_t* first, const int32_t* second, size_t window, size_t positions,
                      const Function& function) {
  Sums sum_first = hn::Zero(kSums);
  Sums sum_second = hn::Zero(kSums);
  for (size_t i = 0; i < 4 * (window - 1); i += 4) {
    sum_first = hn::Add(sum_first, hn::LoadU(kSums, first + i));
    sum_second = hn::Add(sum_second, hn::LoadU(kSums, second + i));
  }
  for (size_t i = 0; i < 4 * positions; i += 4) {
    sum_first = hn::Add(sum_first, hn::LoadU(kSums, first + i + 4 * (window - 1)));
    sum_second = hn::Add(sum_second, hn::LoadU(kSums, second + i + 4 * (window - 1)));
    function(i, hn::ConvertTo(kFloats, sum_first), hn::ConvertTo(kFloats, sum_second));
    sum_first = hn::Sub(sum_first, hn::LoadU(kSums, first + i));
    sum_second = hn::Sub(sum_second, hn::LoadU(kSums, second + i));
  }
}

// From sums of values and of their squares.
void Coefficients(const int32_t* values, const int32_t* squares, size_t window, size_t positions, float epsilon,
                  int16_t* a, int16_t* b) {
  const auto part = hn::Set(kFloats, 1.0f / static_cast<float>(window * window));
  Slide(values, squares, window, positions, [&](size_t at, Floats sum, Floats sum_of_squares) HWY_ATTR {
    const auto mean = hn::Mul(sum, part);
    const auto variance = hn::Max(hn::Sub(hn::Mul(sum_of_squares, part), hn::Mul(mean, mean)), hn::Zero(kFloats));
    const auto factor = hn::Div(variance, hn::Add(variance, hn::Set(kFloats, epsilon)));
    Store(hn::Mul(factor, hn::Set(kFloats, kUnitOfA)), a + at);
    Store(hn::Mul(hn::Sub(mean, hn::Mul(factor, mean)), hn::Set(kFloats, kUnitOfB)), b + at);
  });
}

// From sums of a and of b.
void Results(const int32_t* a, const int32_t* b, size_t window, size_t positions, const int16_t* values,
             int16_t* results) {
  const float part = static_cast<float>(1 << GuidedFilter::kResultBits) / static_cast<float>(window * window);
  const auto part_a = hn::Set(kFloats, part / kUnitOfA);
  const auto part_b = hn::Set(kFloats, part / kUnitOfB);
  Slide(a, b, window, positions, [&](size_t at, Floats sum_a, Floats sum_b) HWY_ATTR {
    const auto value = hn::ConvertTo(kFloats, hn::PromoteTo(kSums, hn::LoadU(kWords, values + at)));
    Store(hn::Add(hn::Mul(hn::Mul(sum_a, part_a), value), hn::Mul(sum_b, part_b)), results + at);
  });
}

}  // namespace
}  // namespace HWY_NAMESPACE
}  // namespace kinora
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace kinora {

HWY_EXPORT(Coefficients);
HWY_EXPORT(Results);

namespace {

// Room for a vector at the end of each row.
constexpr size_t kSlack = 16;

// Sums of columns, of two fields: one row comes, another goes.
void SlideDown(const int16_t* coming, const int16_t* going, size_t count, int32_t* sums) {
  for (size_t i = 0; i < count; ++i) sums[i] += coming[i] - going[i];
}

void SlideSquaresDown(const int16_t* coming, const int16_t* going, size_t count, int32_t* sums) {
  for (size_t i = 0; i < count; ++i) sums[i] += coming[i] * coming[i] - going[i] * going[i];
}

}  // namespace

GuidedFilter::GuidedFilter(int width, int height, int radius, double epsilon, Lanes lanes)
    : width_(static_cast<size_t>(width)),
      height_(height),
      radius_(static_cast<size_t>(radius)),
      epsilon_(static_cast<float>(epsilon * 255 * 255)),
      lanes_(lanes),
      positions_(lanes == Lanes::kChannels ? width_ : (width_ + 3) / 4) {}

size_t GuidedFilter::scratch_bytes() const {
  const size_t rows = ValueRows() + 2 * CoefficientRows() + 2;
  return (RowLanes() + kSlack) * (rows * sizeof(int16_t) + 4 * sizeof(int32_t));
}

void GuidedFilter::Pad(int16_t* row) const {
  const auto radius = static_cast<ptrdiff_t>(radius_);
  const auto positions = static_cast<ptrdiff_t>(positions_);
  for (ptrdiff_t lane = 0; lane < 4; ++lane) {
    const ptrdiff_t begin = lanes_ == Lanes::kSegments ? lane * positions : 0;
    const auto fill = [&](ptrdiff_t from, ptrdiff_t to) {
      for (ptrdiff_t at = from; at < to; ++at) {
        const ptrdiff_t column = std::clamp<ptrdiff_t>(begin + at, 0, static_cast<ptrdiff_t>(width_) - 1);
        const ptrdiff_t place = lanes_ == Lanes::kSegments ? column % positions : column;
        const ptrdiff_t from_lane = lanes_ == Lanes::kSegments ? column / positions : lane;
        row[4 * (at + radius) + lane] = row[4 * (place + radius) + from_lane];
      }
    };
    fill(-radius, 0);
    // The last segments may be shorter than the others.
    fill(std::clamp<ptrdiff_t>(static_cast<ptrdiff_t>(width_) - begin, 0, positions), positions + radius);
  }
}

void GuidedFilter::Run(const GuidedRows& rows, std::span<uint8_t> scratch) const {
  const size_t stride = RowLanes() + kSlack;
  const size_t window = 2 * radius_ + 1;
  const int radius = static_cast<int>(radius_);
  auto* sums = reinterpret_cast<int32_t*>(scratch.data());
  int32_t* value_sums = sums;
  int32_t* square_sums = sums + stride;
  int32_t* a_sums = sums + 2 * stride;
  int32_t* b_sums = sums + 3 * stride;
  auto* nothing = reinterpret_cast<int16_t*>(sums + 4 * stride);
  int16_t* results = nothing + stride;
  int16_t* values = results + stride;
  int16_t* coefficients = values + ValueRows() * stride;
  std::fill_n(sums, 4 * stride, 0);
  std::fill_n(nothing, stride, int16_t{0});
  const auto clamped = [&](int y) { return static_cast<size_t>(std::clamp(y, 0, height_ - 1)); };
  const auto value_row = [&](int y) { return values + clamped(y) % ValueRows() * stride; };
  const auto a_row = [&](int y) { return coefficients + 2 * (clamped(y) % CoefficientRows()) * stride; };
  const auto load = [&](int y) {
    if (y >= height_) return;
    rows.Load(y, value_row(y) + 4 * radius_);
    Pad(value_row(y));
  };
  const auto add_values = [&](const int16_t* coming, const int16_t* going) {
    SlideDown(coming, going, RowLanes(), value_sums);
    SlideSquaresDown(coming, going, RowLanes(), square_sums);
  };
  const auto add_coefficients = [&](const int16_t* coming, const int16_t* going, size_t distance) {
    SlideDown(coming, going, RowLanes(), a_sums);
    SlideDown(coming + stride, going + distance, RowLanes(), b_sums);
  };

  for (int y = 0; y < radius; ++y) load(y);
  for (int y = 0; y < height_ + radius; ++y) {
    if (y < height_) {
      load(y + radius);
      if (y == 0) {
        for (int i = -radius; i <= radius; ++i) add_values(value_row(i), nothing);
      } else {
        add_values(value_row(y + radius), value_row(y - radius - 1));
      }
      int16_t* a = a_row(y);
      HWY_DYNAMIC_DISPATCH(Coefficients)
      (value_sums, square_sums, window, positions_, epsilon_, a + 4 * radius_, a + stride + 4 * radius_);
      Pad(a);
      Pad(a + stride);
    }
    const int result = y - radius;
    if (result < 0) continue;
    if (result == 0) {
      for (int i = -radius; i <= radius; ++i) add_coefficients(a_row(i), nothing, 0);
    } else {
      add_coefficients(a_row(y), a_row(result - radius - 1), stride);
    }
    const int16_t* at = value_row(result) + 4 * radius_;
    HWY_DYNAMIC_DISPATCH(Results)(a_sums, b_sums, window, positions_, at, results);
    rows.Store(result, at, results);
  }
}

}  // namespace kinora
#endif  // HWY_ONCE
