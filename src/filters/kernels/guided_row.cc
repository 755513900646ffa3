#include "filters/kernels/guided_row.h"

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
#define HWY_TARGET_INCLUDE "filters/kernels/guided_row.cc"
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
HWY_INLINE void Slide(const int32_t* first, size_t stride, size_t window, size_t positions, const Function& function) {
  const int32_t* second = first + stride;
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

void Coefficients(const int32_t* sums, size_t stride, size_t window, size_t positions, float epsilon, int16_t* a) {
  int16_t* b = a + stride;
  const auto part = hn::Set(kFloats, 1.0f / static_cast<float>(window * window));
  Slide(sums, stride, window, positions, [&](size_t at, Floats sum, Floats sum_of_squares) HWY_ATTR {
    const auto mean = hn::Mul(sum, part);
    const auto variance = hn::Max(hn::Sub(hn::Mul(sum_of_squares, part), hn::Mul(mean, mean)), hn::Zero(kFloats));
    const auto factor = hn::Div(variance, hn::Add(variance, hn::Set(kFloats, epsilon)));
    Store(hn::Mul(factor, hn::Set(kFloats, kUnitOfA)), a + at);
    Store(hn::Mul(hn::Sub(mean, hn::Mul(factor, mean)), hn::Set(kFloats, kUnitOfB)), b + at);
  });
}

void Results(const int32_t* sums, size_t stride, size_t window, size_t positions, const int16_t* values,
             int16_t* results) {
  const float part = static_cast<float>(1 << kGuidedResultBits) / static_cast<float>(window * window);
  const auto part_a = hn::Set(kFloats, part / kUnitOfA);
  const auto part_b = hn::Set(kFloats, part / kUnitOfB);
  Slide(sums, stride, window, positions, [&](size_t at, Floats sum_a, Floats sum_b) HWY_ATTR {
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

void GuidedCoefficients(const int32_t* sums, size_t stride, size_t window, size_t positions, float epsilon,
                        int16_t* a) {
  HWY_DYNAMIC_DISPATCH(Coefficients)(sums, stride, window, positions, epsilon, a);
}

void GuidedResults(const int32_t* sums, size_t stride, size_t window, size_t positions, const int16_t* values,
                   int16_t* results) {
  HWY_DYNAMIC_DISPATCH(Results)(sums, stride, window, positions, values, results);
}

void SquareRow(const int16_t* values, size_t count, int16_t* squares) {
#pragma clang loop unroll(disable)
  for (size_t i = 0; i < count; ++i) squares[i] = static_cast<int16_t>(values[i] * values[i]);
}

void SlideSums(const int16_t* coming, const int16_t* going, size_t count, int32_t* sums) {
#pragma clang loop unroll(disable)
  for (size_t i = 0; i < count; ++i) sums[i] += coming[i] - going[i];
}

void CenterBytes(const uint8_t* source, size_t count, int16_t* target) {
#pragma clang loop unroll(disable)
  for (size_t i = 0; i < count; ++i) target[i] = static_cast<int16_t>(source[i] - 128);
}

void NarrowResults(const int16_t* results, const uint8_t* source, size_t pixels, uint8_t* target) {
  constexpr int kMiddle = (128 << kGuidedResultBits) + (1 << (kGuidedResultBits - 1));
#pragma clang loop unroll(disable)
  for (size_t i = 0; i < 4 * pixels; ++i) {
    const int value = (results[i] + kMiddle) >> kGuidedResultBits;
    target[i] = i % 4 == 3 ? source[i] : static_cast<uint8_t>(std::clamp(value, 0, 255));
  }
}

}  // namespace kinora
#endif  // HWY_ONCE
