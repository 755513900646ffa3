#include "filters/kernels/resample.h"

#include <algorithm>
#include <cstring>

// Highway includes this file once for each instruction set.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "filters/kernels/resample.cc"
#include "hwy/foreach_target.h"  // keep before highway.h
#include "hwy/highway.h"

HWY_BEFORE_NAMESPACE();
namespace kinora {
namespace HWY_NAMESPACE {
namespace {

namespace hn = hwy::HWY_NAMESPACE;

// Two pixels with their neighbours, or eight numbers of a row.
using Words = hn::CappedTag<int16_t, 8>;
using Sums = hn::Repartition<int32_t, Words>;
using Bytes = hn::Repartition<uint8_t, Words>;
using Pixels = hn::Repartition<uint32_t, Words>;
static_assert(hn::MaxLanes(Words()) == 8);

HWY_INLINE hn::Vec<Words> Pair(const int16_t* weights) {
  int32_t pair;
  std::memcpy(&pair, weights, sizeof(pair));
  return hn::BitCast(Words(), hn::Set(Sums(), pair));
}

void Pairs(const uint8_t* pixels, size_t count, int16_t* pairs) {
  const Bytes bytes;
  const Words words;
  for (size_t i = 0; i < 4 * count; i += 4 * kResampleStep) {
    const auto here = hn::LoadU(bytes, pixels + i);
    const auto right = hn::LoadU(bytes, pixels + i + 4);
    const auto lower = hn::InterleaveLower(bytes, here, right);
    const auto upper = hn::InterleaveUpper(bytes, here, right);
    int16_t* to = pairs + 2 * i;
    hn::Store(hn::PromoteLowerTo(words, lower), words, to);
    hn::Store(hn::PromoteUpperTo(words, lower), words, to + 8);
    hn::Store(hn::PromoteLowerTo(words, upper), words, to + 16);
    hn::Store(hn::PromoteUpperTo(words, upper), words, to + 24);
  }
}

// One result of a row.
HWY_INLINE hn::Vec<Sums> Weigh(const int16_t* pairs, const int16_t* weights, size_t count) {
  constexpr int kShift = kResampleBits - kBetweenBits;
  auto sum = hn::Set(Sums(), 1 << (kShift - 1));
  for (size_t tap = 0; tap < count; tap += 2) {
    sum = hn::Add(sum, hn::WidenMulPairwiseAdd(Sums(), hn::Load(Words(), pairs + 8 * tap), Pair(weights + tap)));
  }
  return hn::ShiftRight<kShift>(sum);
}

void Row(const int16_t* pairs, int padding, const ResampleWeights& weights, int16_t* target) {
  const auto count = static_cast<size_t>(weights.count);
  const size_t size = weights.first.size();
  const auto weigh = [&](size_t x) HWY_ATTR {
    return Weigh(pairs + 8 * (weights.first[x] + padding), &weights.weights[x * count], count);
  };
  for (size_t x = 0; x < size; x += 2) {
    const auto two = hn::OrderedDemote2To(Words(), weigh(x), weigh(std::min(x + 1, size - 1)));
    hn::Store(two, Words(), target + 4 * x);
  }
}

HWY_INLINE hn::Vec<Words> Finish(hn::Vec<Sums> lower, hn::Vec<Sums> upper) {
  constexpr int kShift = kResampleBits + kBetweenBits;
  return hn::OrderedDemote2To(Words(), hn::ShiftRight<kShift>(lower), hn::ShiftRight<kShift>(upper));
}

// No colour is more than its alpha.
HWY_INLINE hn::Vec<Bytes> ClampToAlpha(hn::Vec<Bytes> pixels) {
  auto alpha = hn::ShiftRight<24>(hn::BitCast(Pixels(), pixels));
  alpha = hn::Or(alpha, hn::ShiftLeft<8>(alpha));
  alpha = hn::Or(alpha, hn::ShiftLeft<16>(alpha));
  return hn::Min(pixels, hn::BitCast(Bytes(), alpha));
}

void Blend(const int16_t* const* rows, const int16_t* weights, int count, int width, uint8_t* target) {
  const Words words;
  const Sums sums;
  const size_t end = 4 * static_cast<size_t>(width);
  for (size_t at = 0; at < end; at += 16) {
    auto sum0 = hn::Set(sums, 1 << (kResampleBits + kBetweenBits - 1));
    auto sum1 = sum0;
    auto sum2 = sum0;
    auto sum3 = sum0;
    for (int tap = 0; tap < count; tap += 2) {
      const auto pair = Pair(weights + tap);
      const int16_t* above = rows[tap] + at;
      const int16_t* below = rows[tap + 1] + at;
      const auto above0 = hn::Load(words, above);
      const auto above1 = hn::Load(words, above + 8);
      const auto below0 = hn::Load(words, below);
      const auto below1 = hn::Load(words, below + 8);
      const auto weigh = [&](hn::Vec<Words> both) HWY_ATTR { return hn::WidenMulPairwiseAdd(sums, both, pair); };
      sum0 = hn::Add(sum0, weigh(hn::InterleaveLower(words, above0, below0)));
      sum1 = hn::Add(sum1, weigh(hn::InterleaveUpper(words, above0, below0)));
      sum2 = hn::Add(sum2, weigh(hn::InterleaveLower(words, above1, below1)));
      sum3 = hn::Add(sum3, weigh(hn::InterleaveUpper(words, above1, below1)));
    }
    const auto pixels = ClampToAlpha(hn::OrderedDemote2To(Bytes(), Finish(sum0, sum1), Finish(sum2, sum3)));
    if (at + 16 <= end) {
      hn::StoreU(pixels, Bytes(), target + at);
    } else {
      uint8_t rest[16];
      hn::StoreU(pixels, Bytes(), rest);
      std::memcpy(target + at, rest, end - at);
    }
  }
}

// Four means, of eight pixels of each row.
HWY_INLINE void HalveFour(const uint8_t* above, const uint8_t* below, uint8_t* target) {
  const hn::RebindToUnsigned<Words> words;
  auto low = hn::Set(words, 2);  // of bytes at even places
  auto high = low;
  for (const uint8_t* row : {above, below}) {
    const auto first = hn::BitCast(Pixels(), hn::LoadU(Bytes(), row));
    const auto second = hn::BitCast(Pixels(), hn::LoadU(Bytes(), row + 16));
    for (const auto pixels : {hn::ConcatEven(Pixels(), second, first), hn::ConcatOdd(Pixels(), second, first)}) {
      low = hn::Add(low, hn::And(hn::BitCast(words, pixels), hn::Set(words, 0xFF)));
      high = hn::Add(high, hn::ShiftRight<8>(hn::BitCast(words, pixels)));
    }
  }
  const auto means = hn::Or(hn::ShiftRight<2>(low), hn::ShiftLeft<8>(hn::ShiftRight<2>(high)));
  hn::StoreU(hn::BitCast(Bytes(), means), Bytes(), target);
}

void Halve(const uint8_t* above, const uint8_t* below, size_t width, uint8_t* target) {
  size_t x = 0;
  for (; x + 4 <= width; x += 4) HalveFour(above + 8 * x, below + 8 * x, target + 4 * x);
  if (x == width) return;
  uint8_t rest[2][32] = {};
  uint8_t means[16];
  std::memcpy(rest[0], above + 8 * x, 8 * (width - x));
  std::memcpy(rest[1], below + 8 * x, 8 * (width - x));
  HalveFour(rest[0], rest[1], means);
  std::memcpy(target + 4 * x, means, 4 * (width - x));
}

}  // namespace
}  // namespace HWY_NAMESPACE
}  // namespace kinora
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace kinora {

HWY_EXPORT(Pairs);
HWY_EXPORT(Row);
HWY_EXPORT(Blend);
HWY_EXPORT(Halve);

void MakePairs(const uint8_t* pixels, size_t count, int16_t* pairs) {
  HWY_DYNAMIC_DISPATCH(Pairs)(pixels, count, pairs);
}

void ResampleRow(const int16_t* pairs, int padding, const ResampleWeights& weights, int16_t* target) {
  HWY_DYNAMIC_DISPATCH(Row)(pairs, padding, weights, target);
}

void BlendRows(const int16_t* const* rows, const int16_t* weights, int count, int width, uint8_t* target) {
  HWY_DYNAMIC_DISPATCH(Blend)(rows, weights, count, width, target);
}

void HalveRows(const uint8_t* above, const uint8_t* below, size_t width, uint8_t* target) {
  HWY_DYNAMIC_DISPATCH(Halve)(above, below, width, target);
}

}  // namespace kinora
#endif  // HWY_ONCE
