#include "filters/kernels/taps.h"

#include <cstring>

// Highway includes this file once for each instruction set.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "filters/kernels/taps.cc"
#include "hwy/foreach_target.h"  // keep before highway.h
#include "hwy/highway.h"

HWY_BEFORE_NAMESPACE();
namespace kinora {
namespace HWY_NAMESPACE {
namespace {

namespace hn = hwy::HWY_NAMESPACE;

constexpr hn::FixedTag<uint8_t, 16> kBytes;
constexpr hn::FixedTag<uint16_t, 8> kUnsignedWords;
constexpr hn::FixedTag<int16_t, 8> kWords;
constexpr hn::FixedTag<uint32_t, 4> kPixels;
constexpr hn::FixedTag<int32_t, 4> kSums;
constexpr hn::FixedTag<float, 4> kFloats;
using Words = hn::Vec<decltype(kWords)>;
using UnsignedWords = hn::Vec<decltype(kUnsignedWords)>;
using Sums = hn::Vec<decltype(kSums)>;
using Floats = hn::Vec<decltype(kFloats)>;

// Each byte of four pixels times its pixel's alpha, alpha and what `straight` has bits for times 255: the lower two
// pixels and the upper ones.
struct ProductPair {
  HWY_INLINE ProductPair(const uint8_t* rgba, hn::Vec<decltype(kPixels)> straight) {
    const auto values = hn::LoadU(kBytes, rgba);
    const auto alpha = hn::ShiftRight<24>(hn::BitCast(kPixels, values));
    const auto two = hn::Or(alpha, hn::ShiftLeft<8>(alpha));
    const auto factors = hn::BitCast(kBytes, hn::Or(hn::Or(two, hn::ShiftLeft<16>(alpha)), straight));
    lower = hn::Mul(hn::PromoteLowerTo(kUnsignedWords, values), hn::PromoteLowerTo(kUnsignedWords, factors));
    upper = hn::Mul(hn::PromoteUpperTo(kUnsignedWords, values), hn::PromoteUpperTo(kUnsignedWords, factors));
  }

  UnsignedWords lower;
  UnsignedWords upper;
};

// Weights are multiples of 2^-15.
HWY_INLINE Words LumaOf(Words colors) {
  alignas(16) static constexpr int16_t kWeights[8] = {6966, 23436, 2366, 0, 6966, 23436, 2366, 0};
  const auto halves = hn::WidenMulPairwiseAdd(kSums, colors, hn::Load(kWords, kWeights));
  const auto sum = hn::Add(hn::Add(halves, hn::Shuffle2301(halves)), hn::Set(kSums, 1 << 14));
  const auto luma = hn::BitCast(kPixels, hn::ShiftRight<15>(sum));
  const auto two = hn::Or(hn::And(luma, hn::Set(kPixels, 0xFFFF)), hn::ShiftLeft<16>(luma));
  alignas(16) static constexpr uint16_t kIsAlpha[8] = {0, 0, 0, 0xFFFF, 0, 0, 0, 0xFFFF};
  return hn::BitwiseIfThenElse(hn::BitCast(kWords, hn::Load(kUnsignedWords, kIsAlpha)), colors,
                               hn::BitCast(kWords, two));
}

void Products(const uint8_t* rgba, size_t pixels, TapColors colors, int16_t* row) {
  const auto straight = hn::Set(kPixels, colors == TapColors::kStraight ? 0xFFFFFFFF : 0xFF000000);
  const auto middle = hn::Set(kUnsignedWords, static_cast<uint16_t>(kProductMiddle));
  for (size_t i = 0; i < 4 * pixels; i += 16) {
    const ProductPair products(rgba + i, straight);
    hn::StoreU(hn::BitCast(kWords, hn::Sub(products.lower, middle)), kWords, row + i);
    hn::StoreU(hn::BitCast(kWords, hn::Sub(products.upper, middle)), kWords, row + i + 8);
  }
  if (colors != TapColors::kLuma) return;
  for (size_t i = 0; i < 4 * pixels; i += 8) hn::StoreU(LumaOf(hn::LoadU(kWords, row + i)), kWords, row + i);
}

void ShiftedProducts(const uint8_t* rgba, size_t pixels, int shift, uint16_t* row) {
  const auto straight = hn::Set(kPixels, 0xFF000000);
  const auto half = hn::Set(kUnsignedWords, static_cast<uint16_t>(1 << (shift - 1)));
  for (size_t i = 0; i < 4 * pixels; i += 16) {
    const ProductPair products(rgba + i, straight);
    hn::StoreU(hn::ShiftRightSame(hn::Add(products.lower, half), shift), kUnsignedWords, row + i);
    hn::StoreU(hn::ShiftRightSame(hn::Add(products.upper, half), shift), kUnsignedWords, row + i + 8);
  }
}

// Sixteen sums.
struct Block {
  HWY_INLINE explicit Block(const TapSum& sum, size_t at) {
    for (Sums& part : parts) part = hn::Zero(kSums);
#pragma clang loop unroll(disable)
    for (size_t tap = 0; tap < sum.count; tap += 2) {
      const uint32_t bits = static_cast<uint16_t>(sum.weights[tap]) |
                            static_cast<uint32_t>(static_cast<uint16_t>(sum.weights[tap + 1])) << 16;
      const auto weights = hn::BitCast(kWords, hn::Set(kPixels, bits));
      for (size_t half = 0; half < 2; ++half) {
        const auto first = hn::LoadU(kWords, sum.at[tap] + at + 8 * half);
        const auto second = hn::LoadU(kWords, sum.at[tap + 1] + at + 8 * half);
        Sums* part = parts + 2 * half;
        part[0] = hn::Add(part[0], hn::WidenMulPairwiseAdd(kSums, hn::InterleaveLower(kWords, first, second), weights));
        part[1] = hn::Add(part[1], hn::WidenMulPairwiseAdd(kSums, hn::InterleaveUpper(kWords, first, second), weights));
      }
    }
  }

  Sums parts[4];
};

// Rounds four floats into [0, 255]: adding 1.5 * 2^23 leaves the integer in the lowest bits.
HWY_INLINE Sums Round(Floats values) {
  const auto magic = hn::Set(kFloats, 12582912.0f);
  const auto clamped = hn::Min(hn::Max(values, hn::Zero(kFloats)), hn::Set(kFloats, 255.0f));
  return hn::Sub(hn::BitCast(kSums, hn::Add(clamped, magic)), hn::BitCast(kSums, magic));
}

void Sums16(std::span<const TapSum> sums, float scale, float offset, size_t count, uint8_t* target) {
  const bool magnitude = sums.size() > 1;
  const auto factor = hn::Set(kFloats, scale);
  const auto summand = hn::Set(kFloats, offset);
  for (size_t at = 0; at < count; at += 16) {
    Floats values[4];
    for (Floats& value : values) value = hn::Zero(kFloats);
    // Not twice in the module.
#pragma clang loop unroll(disable)
    for (const TapSum& sum : sums) {
      const Block block(sum, at);
      for (size_t part = 0; part < 4; ++part) {
        const auto value = hn::ConvertTo(kFloats, block.parts[part]);
        values[part] = magnitude ? hn::Add(values[part], hn::Mul(value, value)) : value;
      }
    }
    if (magnitude) {
      for (Floats& value : values) value = hn::Sqrt(value);
    }
    Sums rounded[4];
    for (size_t part = 0; part < 4; ++part) rounded[part] = Round(hn::Add(hn::Mul(values[part], factor), summand));
    const auto lower = hn::OrderedDemote2To(kWords, rounded[0], rounded[1]);
    const auto upper = hn::OrderedDemote2To(kWords, rounded[2], rounded[3]);
    hn::StoreU(hn::OrderedDemote2To(kBytes, lower, upper), kBytes, target + at);
  }
}

}  // namespace
}  // namespace HWY_NAMESPACE
}  // namespace kinora
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace kinora {

HWY_EXPORT(Products);
HWY_EXPORT(ShiftedProducts);
HWY_EXPORT(Sums16);

void ConvertToProducts(const uint8_t* rgba, size_t pixels, int mode, uint8_t* row) {
  HWY_DYNAMIC_DISPATCH(Products)(rgba, pixels, static_cast<TapColors>(mode), reinterpret_cast<int16_t*>(row));
}

void ConvertToShiftedProducts(const uint8_t* rgba, size_t pixels, int shift, uint8_t* row) {
  HWY_DYNAMIC_DISPATCH(ShiftedProducts)(rgba, pixels, shift, reinterpret_cast<uint16_t*>(row));
}

void StoreSums(std::span<const TapSum> sums, float scale, float offset, size_t count, uint8_t* target) {
  HWY_DYNAMIC_DISPATCH(Sums16)(sums, scale, offset, count, target);
}

void SpreadAlpha(const int16_t* products, size_t pixels, int16_t* target) {
#pragma clang loop vectorize(disable) unroll(disable)
  for (size_t x = 0; x < pixels; ++x) {
    uint64_t values;
    std::memcpy(&values, products + 4 * x, sizeof(values));
    values = (values >> 48) * 0x0001000100010001;
    std::memcpy(target + 4 * x, &values, sizeof(values));
  }
}

void CopyAlpha(const uint8_t* source, size_t pixels, uint8_t* target) {
#pragma clang loop vectorize(disable) unroll(disable)
  for (size_t x = 0; x < pixels; ++x) target[4 * x + 3] = source[4 * x + 3];
}

}  // namespace kinora
#endif  // HWY_ONCE
