#include "filters/kernels/taps.h"

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
using Bytes = hn::Vec<decltype(kBytes)>;
using Words = hn::Vec<decltype(kWords)>;
using Sums = hn::Vec<decltype(kSums)>;
using Floats = hn::Vec<decltype(kFloats)>;

enum class Factor : uint8_t { kAlpha, kOne };

// What each byte of four pixels is multiplied by.
template <Factor kFactor>
HWY_INLINE Bytes FactorsOf(Bytes pixels) {
  if constexpr (kFactor == Factor::kOne) return hn::Set(kBytes, 255);
  const auto alpha = hn::ShiftRight<24>(hn::BitCast(kPixels, pixels));
  const auto two = hn::Or(alpha, hn::ShiftLeft<8>(alpha));
  return hn::BitCast(kBytes, hn::Or(hn::Or(two, hn::ShiftLeft<16>(alpha)), hn::Set(kPixels, 0xFF000000)));
}

// The products of `pixels` pixels; `change` may replace each two pixels of them.
template <Factor kFactor, typename Change>
HWY_INLINE void Convert(const uint8_t* rgba, size_t pixels, uint8_t* row, const Change& change) {
  auto* target = reinterpret_cast<int16_t*>(row);
  const auto middle = hn::Set(kUnsignedWords, static_cast<uint16_t>(kProductMiddle));
  for (size_t i = 0; i < 4 * pixels; i += 16) {
    const auto values = hn::LoadU(kBytes, rgba + i);
    const auto factors = FactorsOf<kFactor>(values);
    const auto lower = hn::Mul(hn::PromoteLowerTo(kUnsignedWords, values), hn::PromoteLowerTo(kUnsignedWords, factors));
    const auto upper = hn::Mul(hn::PromoteUpperTo(kUnsignedWords, values), hn::PromoteUpperTo(kUnsignedWords, factors));
    hn::StoreU(change(hn::BitCast(kWords, hn::Sub(lower, middle))), kWords, target + i);
    hn::StoreU(change(hn::BitCast(kWords, hn::Sub(upper, middle))), kWords, target + i + 8);
  }
}

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

void Products(const uint8_t* rgba, size_t pixels, uint8_t* row) {
  Convert<Factor::kAlpha>(rgba, pixels, row, [](Words words) HWY_ATTR { return words; });
}

void Straight(const uint8_t* rgba, size_t pixels, uint8_t* row) {
  Convert<Factor::kOne>(rgba, pixels, row, [](Words words) HWY_ATTR { return words; });
}

void Luma(const uint8_t* rgba, size_t pixels, uint8_t* row) {
  Convert<Factor::kAlpha>(rgba, pixels, row, [](Words words) HWY_ATTR { return LumaOf(words); });
}

// Sixteen sums.
struct Block {
  HWY_INLINE explicit Block(const TapSum& sum, size_t at) {
    for (Sums& part : parts) part = hn::Zero(kSums);
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

// Stores what `value(part)` gives for each part of a block.
template <typename Value>
HWY_INLINE void StoreBlock(const Value& value, uint8_t* target) {
  const auto lower = hn::OrderedDemote2To(kWords, Round(value(0)), Round(value(1)));
  const auto upper = hn::OrderedDemote2To(kWords, Round(value(2)), Round(value(3)));
  hn::StoreU(hn::OrderedDemote2To(kBytes, lower, upper), kBytes, target);
}

void StoreSums(const TapSum& sum, float scale, float offset, size_t count, uint8_t* target) {
  const auto factor = hn::Set(kFloats, scale);
  const auto summand = hn::Set(kFloats, offset);
  for (size_t at = 0; at < count; at += 16) {
    const Block block(sum, at);
    StoreBlock([&](size_t part)
                   HWY_ATTR { return hn::Add(hn::Mul(hn::ConvertTo(kFloats, block.parts[part]), factor), summand); },
               target + at);
  }
}

void StoreMagnitudes(const TapSum& across, const TapSum& down, float scale, size_t count, uint8_t* target) {
  const auto factor = hn::Set(kFloats, scale);
  for (size_t at = 0; at < count; at += 16) {
    const Block x(across, at);
    const Block y(down, at);
    StoreBlock(
        [&](size_t part) HWY_ATTR {
          const auto horizontal = hn::ConvertTo(kFloats, x.parts[part]);
          const auto vertical = hn::ConvertTo(kFloats, y.parts[part]);
          const auto square = hn::Add(hn::Mul(horizontal, horizontal), hn::Mul(vertical, vertical));
          return hn::Mul(hn::Sqrt(square), factor);
        },
        target + at);
  }
}

}  // namespace
}  // namespace HWY_NAMESPACE
}  // namespace kinora
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace kinora {

HWY_EXPORT(Products);
HWY_EXPORT(Straight);
HWY_EXPORT(Luma);
HWY_EXPORT(StoreSums);
HWY_EXPORT(StoreMagnitudes);

void ConvertToProducts(const uint8_t* rgba, size_t pixels, int, uint8_t* row) {
  HWY_DYNAMIC_DISPATCH(Products)(rgba, pixels, row);
}

void ConvertToStraight(const uint8_t* rgba, size_t pixels, int, uint8_t* row) {
  HWY_DYNAMIC_DISPATCH(Straight)(rgba, pixels, row);
}

void ConvertToLuma(const uint8_t* rgba, size_t pixels, int, uint8_t* row) {
  HWY_DYNAMIC_DISPATCH(Luma)(rgba, pixels, row);
}

void StoreSum(const TapSum& sum, float scale, float offset, size_t count, uint8_t* target) {
  HWY_DYNAMIC_DISPATCH(StoreSums)(sum, scale, offset, count, target);
}

void StoreMagnitude(const TapSum& across, const TapSum& down, float scale, size_t count, uint8_t* target) {
  HWY_DYNAMIC_DISPATCH(StoreMagnitudes)(across, down, scale, count, target);
}

}  // namespace kinora
#endif  // HWY_ONCE
