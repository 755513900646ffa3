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

void Planes(const uint8_t* rgba, size_t pixels, float* planes) {
  for (size_t x = 0; x < pixels; x += hn::Lanes(kFloats)) {
    const auto pixel = hn::BitCast(kPixels, hn::LoadU(hn::Repartition<uint8_t, decltype(kPixels)>(), rgba + 4 * x));
    hn::StoreU(Channel(pixel), kFloats, planes + x);
    hn::StoreU(Channel(hn::ShiftRight<8>(pixel)), kFloats, planes + x + pixels);
    hn::StoreU(Channel(hn::ShiftRight<16>(pixel)), kFloats, planes + x + 2 * pixels);
    hn::StoreU(Channel(hn::ShiftRight<24>(pixel)), kFloats, planes + x + 3 * pixels);
  }
}

template <size_t kChannels>
HWY_INLINE void BilateralOf(const uint8_t* const* rows, size_t plane, size_t radius, std::span<const BilateralTap> taps,
                            float per_square, size_t count, uint8_t* target) {
  const auto factor = hn::Set(kFloats, per_square);
  const auto one = hn::Set(kFloats, 1.0f);
  for (size_t at = 0; at < count; at += hn::Lanes(kFloats)) {
    const float* first = reinterpret_cast<const float*>(rows[radius]) + radius + at;
    Floats center[kChannels];
    Floats sums[kChannels];
    auto weights = hn::Zero(kFloats);
    for (size_t channel = 0; channel < kChannels; ++channel) {
      center[channel] = hn::LoadU(kFloats, first + channel * plane);
      sums[channel] = hn::Zero(kFloats);
    }
#pragma clang loop unroll(disable)
    for (const BilateralTap& tap : taps) {
      const float* other = reinterpret_cast<const float*>(rows[tap.row]) + at + tap.column;
      Floats by[kChannels];
      auto square = hn::Zero(kFloats);
      for (size_t channel = 0; channel < kChannels; ++channel) {
        by[channel] = hn::Sub(hn::LoadU(kFloats, other + channel * plane), center[channel]);
        square = hn::Add(square, hn::Mul(by[channel], by[channel]));
      }
      auto weight = hn::Max(hn::Sub(hn::Set(kFloats, tap.start), hn::Mul(square, factor)), hn::Zero(kFloats));
      weight = hn::Add(hn::Mul(weight, weight), one);
      for (int doubling = 0; doubling < kWeightDoublings; ++doubling) weight = hn::Mul(weight, weight);
      weights = hn::Add(weights, weight);
      for (size_t channel = 0; channel < kChannels; ++channel) {
        sums[channel] = hn::Add(sums[channel], hn::Mul(weight, by[channel]));
      }
    }
    const auto part = hn::Div(one, weights);
    auto pixels = hn::Set(kPixels, kChannels == 3 ? 0xFF000000 : 0);
    for (size_t channel = kChannels; channel-- > 0;) {
      const auto value = ToByte(hn::Add(center[channel], hn::Mul(sums[channel], part)));
      pixels = hn::Or(pixels, hn::ShiftLeftSame(value, static_cast<int>(8 * channel)));
    }
    const hn::Repartition<uint8_t, decltype(kPixels)> bytes;
    hn::StoreU(hn::BitCast(bytes, pixels), bytes, target + 4 * at);
  }
}

void Bilateral(const uint8_t* const* rows, size_t plane, size_t radius, std::span<const BilateralTap> taps,
               float per_square, bool opaque, size_t count, uint8_t* target) {
  if (opaque) {
    BilateralOf<3>(rows, plane, radius, taps, per_square, count, target);
  } else {
    BilateralOf<4>(rows, plane, radius, taps, per_square, count, target);
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
                  float per_square, bool opaque, size_t count, uint8_t* target) {
  HWY_DYNAMIC_DISPATCH(Bilateral)(rows, plane, radius, taps, per_square, opaque, count, target);
}

}  // namespace kinora
#endif  // HWY_ONCE
