#include "filters/kernels/blur_mix.h"

#include <algorithm>
#include <cmath>
#include <cstring>

// Highway includes this file once for each instruction set.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "filters/kernels/blur_mix.cc"
#include "hwy/foreach_target.h"  // keep before highway.h
#include "hwy/highway.h"

HWY_BEFORE_NAMESPACE();
namespace kinora {
namespace HWY_NAMESPACE {
namespace {

namespace hn = hwy::HWY_NAMESPACE;

using Words = hn::Full128<int16_t>;
using Sums = hn::Full128<int32_t>;
using Bytes = hn::Full64<uint8_t>;
constexpr size_t kStep = 8;

HWY_INLINE hn::Vec<Words> Pair(int first, int second) {
  return hn::BitCast(Words(), hn::Set(Sums(), (first & 0xFFFF) | second * 65536));
}

// (first * pair's first + second * pair's second + 2^(shift - 1)) / 2^shift
HWY_INLINE hn::Vec<Words> Weigh(hn::Vec<Words> first, hn::Vec<Words> second, hn::Vec<Words> pair, int shift) {
  const Words words;
  const Sums sums;
  const auto half = hn::Set(sums, 1 << (shift - 1));
  const auto lower = hn::WidenMulPairwiseAdd(sums, hn::InterleaveLower(words, first, second), pair);
  const auto upper = hn::WidenMulPairwiseAdd(sums, hn::InterleaveUpper(words, first, second), pair);
  return hn::OrderedDemote2To(words, hn::ShiftRightSame(hn::Add(lower, half), shift),
                              hn::ShiftRightSame(hn::Add(upper, half), shift));
}

// `function` makes bytes, as words, of eight source words and eight blurred values.
template <typename Function>
HWY_INLINE void ForEachEight(const uint8_t* source, const int16_t* blurred, size_t count, uint8_t* target,
                             Function function) {
  const auto step = [&](const uint8_t* from, const int16_t* values, uint8_t* to) {
    const auto bytes = hn::PromoteTo(Words(), hn::LoadU(Bytes(), from));
    hn::StoreU(hn::DemoteTo(Bytes(), function(bytes, hn::LoadU(Words(), values))), Bytes(), to);
  };
  size_t i = 0;
  for (; i + kStep <= count; i += kStep) step(source + i, blurred + i, target + i);
  if (i == count) return;
  uint8_t rest[kStep] = {};
  int16_t values[kStep] = {};
  std::memcpy(rest, source + i, count - i);
  std::memcpy(values, blurred + i, (count - i) * sizeof(int16_t));
  step(rest, values, rest);
  std::memcpy(target + i, rest, count - i);
}

void Mix(const uint8_t* source, const int16_t* blurred, int bits, int weight, int threshold, size_t count,
         uint8_t* target) {
  const Words words;
  const auto middle = hn::Set(words, 128);
  const auto most = hn::Set(words, static_cast<int16_t>(threshold));
  const auto least = hn::Neg(most);
  const auto pair = Pair(1 << kMixBits, weight);
  ForEachEight(source, blurred, count, target, [&](hn::Vec<Words> bytes, hn::Vec<Words> values) HWY_ATTR {
    const auto value = hn::ShiftLeftSame(hn::Sub(bytes, middle), bits);
    const auto difference = hn::Sub(value, values);
    const auto beyond = hn::Sub(difference, hn::Min(hn::Max(difference, least), most));
    return hn::SaturatedAdd(Weigh(value, beyond, pair, kMixBits + bits), middle);
  });
}

void Screen(const uint8_t* source, const int16_t* blurred, int bits, int intensity, size_t count, uint8_t* target) {
  const Words words;
  const auto middle = hn::Set(words, static_cast<int16_t>(128 << 6));
  const auto white = hn::Set(words, 255);
  const auto half = hn::Set(words, 64);
  const auto pair = Pair(intensity, 0);
  ForEachEight(source, blurred, count, target, [&](hn::Vec<Words> bytes, hn::Vec<Words> values) HWY_ATTR {
    const auto light = hn::Add(hn::ShiftLeftSame(values, 6 - bits), middle);
    const auto glow = Weigh(light, light, pair, kMixBits);  // of 2^15, and not more
    const auto added = hn::MulFixedPoint15(hn::ShiftLeft<7>(hn::Sub(white, bytes)), glow);
    return hn::Add(bytes, hn::ShiftRight<7>(hn::Add(added, half)));
  });
}

}  // namespace
}  // namespace HWY_NAMESPACE
}  // namespace kinora
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace kinora {

HWY_EXPORT(Mix);
HWY_EXPORT(Screen);

void MixBlurred(const uint8_t* source, const int16_t* blurred, int bits, int weight, int threshold, size_t count,
                uint8_t* target) {
  HWY_DYNAMIC_DISPATCH(Mix)(source, blurred, bits, weight, threshold, count, target);
}

void ScreenBlurred(const uint8_t* source, const int16_t* blurred, int bits, double intensity, size_t count,
                   uint8_t* target) {
  // From values with six bits behind the point to a multiple of 2^-15.
  const double factor = intensity * 32767 / (255 << 6);
  HWY_DYNAMIC_DISPATCH(Screen)
  (source, blurred, bits, static_cast<int>(std::lround(factor * (1 << kMixBits))), count, target);
}

}  // namespace kinora
#endif  // HWY_ONCE
