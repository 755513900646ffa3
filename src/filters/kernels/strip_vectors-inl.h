// Vectors over strips, for the kernels that Highway compiles for each instruction set: include behind
// hwy/foreach_target.h.
#if defined(KINORA_FILTERS_KERNELS_STRIP_VECTORS_INL_H_) == defined(HWY_TARGET_TOGGLE)
#ifdef KINORA_FILTERS_KERNELS_STRIP_VECTORS_INL_H_
#undef KINORA_FILTERS_KERNELS_STRIP_VECTORS_INL_H_
#else
#define KINORA_FILTERS_KERNELS_STRIP_VECTORS_INL_H_
#endif

#include <cstddef>
#include <cstdint>

#include "filters/kernels/pixel_groups-inl.h"
#include "filters/kernels/strip.h"
#include "hwy/highway.h"

HWY_BEFORE_NAMESPACE();
namespace kinora {
namespace HWY_NAMESPACE {
namespace {

namespace hn = hwy::HWY_NAMESPACE;

// A vector of words has red and blue in turn, or green and alpha; of the wider ones each lane is a pixel.
using Words = hn::CappedTag<int16_t, 2 * kStripStep>;
using Pixels = hn::Repartition<int32_t, Words>;
using Floats = hn::Repartition<float, Words>;
using WordVector = hn::Vec<Words>;
using PixelVector = hn::Vec<Pixels>;
using FloatVector = hn::Vec<Floats>;

// `low` in the lanes of red or green, `high` in those of blue or alpha.
template <typename D = Words>
HWY_INLINE hn::Vec<D> Pair(int low, int high, D words = D()) {
  const uint32_t bits = (static_cast<uint32_t>(low) & 0xFFFF) | static_cast<uint32_t>(high) << 16;
  return hn::BitCast(words, hn::Set(hn::Repartition<int32_t, D>(), static_cast<int32_t>(bits)));
}

// The low half of each pixel in both of its words.
HWY_INLINE WordVector Twice(PixelVector values) {
  return hn::BitCast(Words(), hn::Or(values, hn::ShiftLeft<16>(values)));
}

// `mixed` with the alpha of `green_alpha`.
HWY_INLINE WordVector KeepAlpha(WordVector green_alpha, WordVector mixed) { return hn::OddEven(green_alpha, mixed); }

// from + (to - from) * share, all of them in [0, kStripOne].
HWY_INLINE WordVector Mix(WordVector from, WordVector to, WordVector share) {
  return hn::Add(from, hn::MulFixedPoint15(hn::Sub(to, from), share));
}

// red * weights.red + ..., as multiples of 2^-15 times the strip's.
template <typename V>
HWY_INLINE auto Weigh(V red_blue, V green_alpha, int red, int green, int blue) {
  const hn::DFromV<V> words;
  const hn::Repartition<int32_t, hn::DFromV<V>> pixels;
  return hn::Add(hn::WidenMulPairwiseAdd(pixels, red_blue, Pair(red, blue, words)),
                 hn::WidenMulPairwiseAdd(pixels, green_alpha, Pair(green, 0, words)));
}

// 0.2126, 0.7152, 0.0722: they sum up to 1, so that a grey is its own luma.
inline constexpr int kLumaWeights[] = {6966, 23436, 2366};

template <typename V>
HWY_INLINE auto Luma(V red_blue, V green_alpha) {
  const auto sum = Weigh(red_blue, green_alpha, kLumaWeights[0], kLumaWeights[1], kLumaWeights[2]);
  return hn::ShiftRight<15>(hn::Add(sum, hn::Set(hn::DFromV<decltype(sum)>(), 1 << 14)));
}

// 3 t^2 - 2 t^3 for t = (value - begin) * slope, clamped to [0, 1].
HWY_INLINE FloatVector SmoothStep(FloatVector value, float begin, float slope) {
  const Floats floats;
  const auto place = hn::Mul(hn::Sub(value, hn::Set(floats, begin)), hn::Set(floats, slope));
  const auto t = hn::Min(hn::Max(place, hn::Zero(floats)), hn::Set(floats, 1));
  return hn::Mul(hn::Mul(t, t), hn::Sub(hn::Set(floats, 3), hn::Add(t, t)));
}

// Added to a float of a lesser size, it pushes the bits behind the binary point out, rounding halves to even; the whole
// number then stands in the lowest bits. Conversions to integers cost much more in WebAssembly.
inline constexpr float kRounder = 3 << 22;

// `value` rounded, at least 0 and less than 2^16.
HWY_INLINE PixelVector RoundToWord(FloatVector value) {
  const auto rounded = hn::Add(value, hn::Set(Floats(), kRounder));
  return hn::And(hn::BitCast(Pixels(), rounded), hn::Set(Pixels(), 0xFFFF));
}

// A value in [0, 1] times `scale`, rounded, in both words of each pixel.
HWY_INLINE WordVector ToWords(FloatVector value, float scale) {
  return Twice(RoundToWord(hn::Mul(value, hn::Set(Floats(), scale))));
}

// Eight bits become 128.5 times as many, rounded down: 255 becomes kStripOne. Red and blue as they stand in the bytes.
HWY_INLINE void Widen(WordVector bytes, WordVector& red_blue, WordVector& green_alpha) {
  const hn::RebindToUnsigned<Words> words;
  const auto widen = [&](auto values) HWY_ATTR {
    return hn::BitCast(Words(), hn::ShiftRight<1>(hn::Mul(values, hn::Set(words, 257))));
  };
  const auto pixels = hn::BitCast(words, bytes);
  red_blue = widen(hn::And(pixels, hn::Set(words, 0xFF)));
  green_alpha = widen(hn::ShiftRight<8>(pixels));
}

// ForEachGroup of as many pixels as a vector has.
template <typename Byte, typename Function>
HWY_INLINE void ForEachVectorOf(Byte* pixels, size_t count, Function vector) {
  ForEachGroup<hn::MaxLanes(Pixels())>(pixels, count, vector);
}

// Replaces the strip's words by those of `function(red_blue, green_alpha, index)`, which changes its arguments; `index`
// is that of the vector's first pixel in the strip.
template <typename Function>
HWY_INLINE void ForEachVector(Strip& strip, Function function) {
  const Words words;
  const size_t step = hn::Lanes(words);
  for (size_t at = 0; at < 2 * strip.count; at += step) {
    auto red_blue = hn::Load(words, strip.red_blue + at);
    auto green_alpha = hn::Load(words, strip.green_alpha + at);
    function(red_blue, green_alpha, at / 2);
    hn::Store(red_blue, words, strip.red_blue + at);
    hn::Store(green_alpha, words, strip.green_alpha + at);
  }
}

}  // namespace
}  // namespace HWY_NAMESPACE
}  // namespace kinora
HWY_AFTER_NAMESPACE();

#endif
