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
constexpr hn::FixedTag<int16_t, 8> kWords;
constexpr hn::FixedTag<uint32_t, 4> kPixels;
constexpr hn::FixedTag<int32_t, 4> kSums;
constexpr hn::FixedTag<float, 4> kFloats;
using Words = hn::Vec<decltype(kWords)>;
using Sums = hn::Vec<decltype(kSums)>;
using Floats = hn::Vec<decltype(kFloats)>;

// Calls `function` with eight values after the other and where they go.
template <typename Function>
HWY_INLINE void Widen(const uint8_t* rgba, size_t pixels, int16_t* row, const Function& function) {
  for (size_t i = 0; i < 4 * pixels; i += 8) {
    function(hn::PromoteTo(kWords, hn::LoadU(hn::FixedTag<uint8_t, 8>(), rgba + i)), row + i);
  }
}

void Bytes(const uint8_t* rgba, size_t pixels, int shift, int16_t* row) {
  Widen(rgba, pixels, row,
        [&](Words values, int16_t* target) HWY_ATTR { hn::StoreU(hn::ShiftLeftSame(values, shift), kWords, target); });
}

// Weights are multiples of 2^-15.
void Luma(const uint8_t* rgba, size_t pixels, int16_t* row) {
  alignas(16) static constexpr int16_t kWeights[8] = {6966, 23436, 2366, 0, 6966, 23436, 2366, 0};
  alignas(16) static constexpr int16_t kIsAlpha[8] = {0, 0, 0, -1, 0, 0, 0, -1};
  Widen(rgba, pixels, row, [&](Words values, int16_t* target) HWY_ATTR {
    const auto halves = hn::WidenMulPairwiseAdd(kSums, values, hn::Load(kWords, kWeights));
    const auto sum = hn::Add(halves, hn::Shuffle2301(halves));
    const auto luma = hn::ShiftRight<15 - kLumaShift>(hn::Add(sum, hn::Set(kSums, 1 << (14 - kLumaShift))));
    const auto both = hn::BitCast(kWords, hn::Or(luma, hn::ShiftLeft<16>(luma)));
    hn::StoreU(hn::BitwiseIfThenElse(hn::Load(kWords, kIsAlpha), hn::ShiftLeft<kLumaShift>(values), both), kWords,
               target);
  });
}

// Sixteen sums.
struct Block {
  HWY_INLINE explicit Block(const TapSum& sum, size_t at) {
    for (Sums& part : parts) part = hn::Zero(kSums);
#pragma clang loop unroll(disable)
    for (const TapSum::Pair& pair : sum.pairs()) {
      const auto weights = hn::BitCast(kWords, hn::Set(kPixels, pair.weights));
      for (size_t half = 0; half < 2; ++half) {
        const auto first = hn::LoadU(kWords, pair.at[0] + at + 8 * half);
        const auto second = hn::LoadU(kWords, pair.at[1] + at + 8 * half);
        Sums* part = parts + 2 * half;
        part[0] = hn::Add(part[0], hn::WidenMulPairwiseAdd(kSums, hn::InterleaveLower(kWords, first, second), weights));
        part[1] = hn::Add(part[1], hn::WidenMulPairwiseAdd(kSums, hn::InterleaveUpper(kWords, first, second), weights));
      }
    }
  }

  Sums parts[4];
};

// The same where sums fit in 16 bits.
struct ShortBlock {
  HWY_INLINE explicit ShortBlock(const TapSum& sum, size_t at) {
    for (Words& part : parts) part = hn::Zero(kWords);
#pragma clang loop unroll(disable)
    for (const TapSum::Pair& pair : sum.pairs()) {
      const auto weights = hn::BitCast(kWords, hn::Set(kPixels, pair.weights));
      const auto first = hn::DupEven(weights);
      const auto second = hn::DupOdd(weights);
      for (size_t half = 0; half < 2; ++half) {
        const auto one = hn::Mul(hn::LoadU(kWords, pair.at[0] + at + 8 * half), first);
        const auto other = hn::Mul(hn::LoadU(kWords, pair.at[1] + at + 8 * half), second);
        parts[half] = hn::Add(parts[half], hn::Add(one, other));
      }
    }
  }

  Words parts[2];
};

// Rounds four floats within 2^22 of 0: adding 1.5 * 2^23 leaves the integer in the lowest bits.
HWY_INLINE Sums Round(Floats values) {
  const auto magic = hn::Set(kFloats, 12582912.0f);
  return hn::Sub(hn::BitCast(kSums, hn::Add(values, magic)), hn::BitCast(kSums, magic));
}

void Sums16(const TapSum& sum, float scale, size_t count, uint8_t* target) {
  const auto factor = hn::Set(kFloats, scale);
  for (size_t at = 0; at < count; at += 16) {
    const Block block(sum, at);
    Sums rounded[4];
    for (size_t part = 0; part < 4; ++part) {
      const auto value = hn::Mul(hn::ConvertTo(kFloats, block.parts[part]), factor);
      rounded[part] = Round(hn::Min(hn::Max(value, hn::Zero(kFloats)), hn::Set(kFloats, 255.0f)));
    }
    const auto lower = hn::OrderedDemote2To(kWords, rounded[0], rounded[1]);
    const auto upper = hn::OrderedDemote2To(kWords, rounded[2], rounded[3]);
    hn::StoreU(hn::OrderedDemote2To(kBytes, lower, upper), kBytes, target + at);
  }
}

void Magnitudes16(const TapSum& across, const TapSum& down, float scale, size_t count, uint8_t* target) {
  const auto factor = hn::Set(kFloats, scale);
  for (size_t at = 0; at < count; at += 16) {
    const ShortBlock x(across, at);
    const ShortBlock y(down, at);
    Words words[2];
    for (size_t half = 0; half < 2; ++half) {
      const auto round = [&](Words pairs) HWY_ATTR {
        const auto square = hn::ConvertTo(kFloats, hn::WidenMulPairwiseAdd(kSums, pairs, pairs));
        return Round(hn::Mul(hn::Sqrt(square), factor));  // clamped where it becomes bytes
      };
      const auto lower = hn::InterleaveLower(kWords, x.parts[half], y.parts[half]);
      const auto upper = hn::InterleaveUpper(kWords, x.parts[half], y.parts[half]);
      words[half] = hn::OrderedDemote2To(kWords, round(lower), round(upper));
    }
    hn::StoreU(hn::OrderedDemote2To(kBytes, words[0], words[1]), kBytes, target + at);
  }
}

void Alpha(const int16_t* row, int shift, size_t count, uint8_t* target) {
  const auto is_alpha = hn::BitCast(kBytes, hn::Set(kPixels, 0xFF000000));
  for (size_t at = 0; at < count; at += 16) {
    const auto lower = hn::ShiftRightSame(hn::LoadU(kWords, row + at), shift);
    const auto upper = hn::ShiftRightSame(hn::LoadU(kWords, row + at + 8), shift);
    const auto bytes = hn::OrderedDemote2To(kBytes, lower, upper);
    hn::StoreU(hn::BitwiseIfThenElse(is_alpha, bytes, hn::LoadU(kBytes, target + at)), kBytes, target + at);
  }
}

}  // namespace
}  // namespace HWY_NAMESPACE
}  // namespace kinora
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace kinora {

HWY_EXPORT(Bytes);
HWY_EXPORT(Luma);
HWY_EXPORT(Sums16);
HWY_EXPORT(Magnitudes16);
HWY_EXPORT(Alpha);

void WidenBytes(const uint8_t* rgba, size_t pixels, int shift, uint8_t* row) {
  HWY_DYNAMIC_DISPATCH(Bytes)(rgba, pixels, shift, reinterpret_cast<int16_t*>(row));
}

void ConvertToLuma(const uint8_t* rgba, size_t pixels, int, uint8_t* row) {
  HWY_DYNAMIC_DISPATCH(Luma)(rgba, pixels, reinterpret_cast<int16_t*>(row));
}

void StoreSum(const TapSum& sum, float scale, size_t count, uint8_t* target) {
  HWY_DYNAMIC_DISPATCH(Sums16)(sum, scale, count, target);
}

void StoreMagnitudes(const TapSum& across, const TapSum& down, float scale, size_t count, uint8_t* target) {
  HWY_DYNAMIC_DISPATCH(Magnitudes16)(across, down, scale, count, target);
}

void SpreadAlpha(const int16_t* row, size_t pixels, int16_t* target) {
#pragma clang loop vectorize(disable) unroll(disable)
  for (size_t x = 0; x < pixels; ++x) {
    uint64_t values;
    std::memcpy(&values, row + 4 * x, sizeof(values));
    values = (values >> 48) * 0x0001000100010001;
    std::memcpy(target + 4 * x, &values, sizeof(values));
  }
}

void CopyAlpha(const int16_t* row, int shift, size_t count, uint8_t* target) {
  HWY_DYNAMIC_DISPATCH(Alpha)(row, shift, count, target);
}

}  // namespace kinora
#endif  // HWY_ONCE
