#include "filters/kernels/bilateral_row.h"

#include "filters/kernels/row_window.h"

// Highway includes this file once for each instruction set.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "filters/kernels/bilateral_row.cc"
#include "hwy/foreach_target.h"  // keep before highway.h
#include "hwy/highway.h"

HWY_BEFORE_NAMESPACE();
namespace kinora {
namespace HWY_NAMESPACE {
namespace {

namespace hn = hwy::HWY_NAMESPACE;

constexpr hn::CappedTag<float, kWindowStep> kFloats;
constexpr hn::RebindToUnsigned<hn::CappedTag<float, kWindowStep>> kPixels;
constexpr hn::RebindToSigned<hn::CappedTag<float, kWindowStep>> kIntegers;
using Floats = hn::Vec<decltype(kFloats)>;
using Pixels = hn::Vec<decltype(kPixels)>;

// A channel of pixels.
HWY_INLINE Floats Channel(Pixels shifted) {
  return hn::ConvertTo(kFloats, hn::BitCast(kIntegers, hn::And(shifted, hn::Set(kPixels, 255))));
}

// Rounds to 8 bits.
HWY_INLINE Pixels ToByte(Floats values) {
  return hn::BitCast(kPixels, hn::ConvertTo(kIntegers, hn::Add(values, hn::Set(kFloats, 0.5f))));
}

// Into four planes: colours times alpha, unrounded, and alpha.
void Planes(const uint8_t* rgba, size_t pixels, float* planes) {
  for (size_t x = 0; x < pixels; x += hn::Lanes(kFloats)) {
    const auto pixel = hn::BitCast(kPixels, hn::LoadU(hn::Repartition<uint8_t, decltype(kPixels)>(), rgba + 4 * x));
    const auto alpha = Channel(hn::ShiftRight<24>(pixel));
    const auto part = hn::Mul(alpha, hn::Set(kFloats, 1.0f / 255));
    hn::StoreU(hn::Mul(Channel(pixel), part), kFloats, planes + x);
    hn::StoreU(hn::Mul(Channel(hn::ShiftRight<8>(pixel)), part), kFloats, planes + x + pixels);
    hn::StoreU(hn::Mul(Channel(hn::ShiftRight<16>(pixel)), part), kFloats, planes + x + 2 * pixels);
    hn::StoreU(alpha, kFloats, planes + x + 3 * pixels);
  }
}

void Bilateral(const uint8_t* const* rows, size_t plane, size_t radius, std::span<const BilateralTap> taps,
               float per_square, size_t count, uint8_t* target) {
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
#pragma clang loop unroll(disable)
    for (const BilateralTap& tap : taps) {
      const float* other = reinterpret_cast<const float*>(rows[tap.row]) + at + tap.column;
      const auto by_red = hn::Sub(hn::LoadU(kFloats, other), red);
      const auto by_green = hn::Sub(hn::LoadU(kFloats, other + plane), green);
      const auto by_blue = hn::Sub(hn::LoadU(kFloats, other + 2 * plane), blue);
      const auto by_alpha = hn::Sub(hn::LoadU(kFloats, other + 3 * plane), alpha);
      const auto square = hn::Add(hn::Add(hn::Mul(by_red, by_red), hn::Mul(by_green, by_green)),
                                  hn::Add(hn::Mul(by_blue, by_blue), hn::Mul(by_alpha, by_alpha)));
      auto weight = hn::Max(hn::Sub(hn::Set(kFloats, tap.start), hn::Mul(square, factor)), least);
      weight = hn::Add(hn::Mul(weight, weight), one);
      for (int doubling = 0; doubling < kWeightDoublings; ++doubling) weight = hn::Mul(weight, weight);
      sum = hn::Add(sum, weight);
      sum_red = hn::Add(sum_red, hn::Mul(weight, by_red));
      sum_green = hn::Add(sum_green, hn::Mul(weight, by_green));
      sum_blue = hn::Add(sum_blue, hn::Mul(weight, by_blue));
      sum_alpha = hn::Add(sum_alpha, hn::Mul(weight, by_alpha));
    }
    const auto part = hn::Div(one, sum);
    const auto red_green = hn::Or(ToByte(hn::Add(red, hn::Mul(sum_red, part))),
                                  hn::ShiftLeft<8>(ToByte(hn::Add(green, hn::Mul(sum_green, part)))));
    const auto blue_alpha = hn::Or(ToByte(hn::Add(blue, hn::Mul(sum_blue, part))),
                                   hn::ShiftLeft<8>(ToByte(hn::Add(alpha, hn::Mul(sum_alpha, part)))));
    const auto pixels = hn::Or(red_green, hn::ShiftLeft<16>(blue_alpha));
    const hn::Repartition<uint8_t, decltype(kPixels)> bytes;
    hn::StoreU(hn::BitCast(bytes, pixels), bytes, target + 4 * at);
  }
}

}  // namespace
}  // namespace HWY_NAMESPACE
}  // namespace kinora
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace kinora {

HWY_EXPORT(Planes);
HWY_EXPORT(Bilateral);

void ConvertToPlanes(const uint8_t* rgba, size_t pixels, int, uint8_t* row) {
  HWY_DYNAMIC_DISPATCH(Planes)(rgba, pixels, reinterpret_cast<float*>(row));
}

void BilateralRow(const uint8_t* const* rows, size_t plane, size_t radius, std::span<const BilateralTap> taps,
                  float per_square, size_t count, uint8_t* target) {
  HWY_DYNAMIC_DISPATCH(Bilateral)(rows, plane, radius, taps, per_square, count, target);
}

}  // namespace kinora
#endif  // HWY_ONCE
