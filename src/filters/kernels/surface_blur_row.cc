#include "filters/kernels/surface_blur_row.h"

// Highway includes this file once for each instruction set.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "filters/kernels/surface_blur_row.cc"
#include "hwy/foreach_target.h"  // keep before highway.h
#include "hwy/highway.h"

HWY_BEFORE_NAMESPACE();
namespace kinora {
namespace HWY_NAMESPACE {
namespace {

namespace hn = hwy::HWY_NAMESPACE;

constexpr hn::FixedTag<uint8_t, 8> kBytes;
constexpr hn::FixedTag<int16_t, 8> kWords;
constexpr hn::FixedTag<uint16_t, 8> kUnsignedWords;
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
    // Without a sign it has room for a row of 41.
    const auto weight = hn::BitCast(kUnsignedWords, row_weight);
    lower_weight = hn::Add(lower_weight, hn::PromoteLowerTo(kSums, weight));
    upper_weight = hn::Add(upper_weight, hn::PromoteUpperTo(kSums, weight));
    row_weight = hn::Zero(kWords);
  }

  Words row_weight;
  Sums lower_weight;
  Sums upper_weight;
  Sums lower;  // weights times differences
  Sums upper;
};

// (center + weighted / weight) * unit.
HWY_INLINE Sums Result(Sums center, Sums weighted, Sums weight, float unit) {
  const auto difference = hn::Div(hn::ConvertTo(kFloats, weighted), hn::ConvertTo(kFloats, weight));
  return Round(hn::Mul(hn::Add(hn::ConvertTo(kFloats, center), difference), hn::Set(kFloats, unit)));
}

void SurfaceBlur(const uint8_t* const* rows, size_t radius, int limit_of_weights, float unit, size_t count,
                 uint8_t* target) {
  const auto limit = hn::Set(kWords, static_cast<int16_t>(limit_of_weights));
  const auto row = [&](size_t y) HWY_ATTR { return reinterpret_cast<const int16_t*>(rows[y]); };
  for (size_t at = 0; at < count; at += 8) {
    const auto center = hn::LoadU(kWords, row(radius) + at + 4 * radius);
    Gathered gathered;
    for (size_t y = 0; y <= 2 * radius; ++y) {
      const int16_t* from = row(y) + at;
#pragma clang loop unroll(disable)
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

HWY_EXPORT(SurfaceBlur);

void SurfaceBlurRow(const uint8_t* const* rows, size_t radius, int limit, float unit, size_t count, uint8_t* target) {
  HWY_DYNAMIC_DISPATCH(SurfaceBlur)(rows, radius, limit, unit, count, target);
}

}  // namespace kinora
#endif  // HWY_ONCE
