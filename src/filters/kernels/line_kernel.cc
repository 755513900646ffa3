#include "filters/kernels/line_kernel.h"

#include <algorithm>
#include <cstring>

// Highway includes this file once for each instruction set.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "filters/kernels/line_kernel.cc"
#include "hwy/foreach_target.h"  // keep before highway.h
#include "hwy/highway.h"

HWY_BEFORE_NAMESPACE();
namespace kinora {
namespace HWY_NAMESPACE {
namespace {

namespace hn = hwy::HWY_NAMESPACE;

using Words = hn::CappedTag<int16_t, kLineLanes>;
using Sums = hn::Repartition<int32_t, Words>;
constexpr size_t kWords = hn::MaxLanes(Words());
constexpr size_t kVectors = kLineLanes / kWords;

// Four pixels.
using Bytes = hn::Full128<uint8_t>;
using Pixels = hn::Repartition<uint32_t, Bytes>;
using PixelPairs = hn::Repartition<uint64_t, Bytes>;

HWY_INLINE void Widen(hn::Vec<Bytes> bytes, int bits, int16_t* lanes) {
  const hn::Full128<int16_t> words;
  const auto middle = hn::Set(words, 128);
  hn::Store(hn::ShiftLeftSame(hn::Sub(hn::PromoteLowerTo(words, bytes), middle), bits), words, lanes);
  hn::Store(hn::ShiftLeftSame(hn::Sub(hn::PromoteUpperTo(words, bytes), middle), bits), words, lanes + 8);
}

void LoadRows(const uint8_t* const (&rows)[4], size_t pixels, int bits, int16_t* lanes) {
  const PixelPairs pairs;
  for (size_t x = 0; x < pixels; x += 4) {
    uint8_t rest[4][16];
    const uint8_t* sources[4];
    const size_t count = std::min<size_t>(4, pixels - x);
    for (size_t i = 0; i < 4; ++i) {
      sources[i] = rows[i] + 4 * x;
      if (count == 4) continue;
      std::memcpy(rest[i], sources[i], 4 * count);
      sources[i] = rest[i];
    }
    const auto load = [&](size_t i) { return hn::BitCast(Pixels(), hn::LoadU(Bytes(), sources[i])); };
    const auto a = load(0);
    const auto b = load(1);
    const auto c = load(2);
    const auto d = load(3);
    const auto ab0 = hn::BitCast(pairs, hn::InterleaveLower(Pixels(), a, b));
    const auto ab1 = hn::BitCast(pairs, hn::InterleaveUpper(Pixels(), a, b));
    const auto cd0 = hn::BitCast(pairs, hn::InterleaveLower(Pixels(), c, d));
    const auto cd1 = hn::BitCast(pairs, hn::InterleaveUpper(Pixels(), c, d));
    int16_t* at = lanes + kLineLanes * x;
    Widen(hn::BitCast(Bytes(), hn::InterleaveLower(pairs, ab0, cd0)), bits, at);
    if (count > 1) Widen(hn::BitCast(Bytes(), hn::InterleaveUpper(pairs, ab0, cd0)), bits, at + kLineLanes);
    if (count > 2) Widen(hn::BitCast(Bytes(), hn::InterleaveLower(pairs, ab1, cd1)), bits, at + 2 * kLineLanes);
    if (count > 3) Widen(hn::BitCast(Bytes(), hn::InterleaveUpper(pairs, ab1, cd1)), bits, at + 3 * kLineLanes);
  }
}

HWY_INLINE hn::Vec<Words> Pair(int16_t first, int16_t second) {
  const uint32_t bits = static_cast<uint16_t>(first) | static_cast<uint32_t>(static_cast<uint16_t>(second)) << 16;
  return hn::BitCast(Words(), hn::Set(Sums(), static_cast<int32_t>(bits)));
}

// (first * weights' first + second * weights' second + 2^15) / 2^16, of sums that begin with a half.
HWY_INLINE void Weigh(hn::Vec<Words> first, hn::Vec<Words> second, hn::Vec<Words> weights, hn::Vec<Sums>& lower,
                      hn::Vec<Sums>& upper) {
  const Words words;
  lower = hn::Add(lower, hn::WidenMulPairwiseAdd(Sums(), hn::InterleaveLower(words, first, second), weights));
  upper = hn::Add(upper, hn::WidenMulPairwiseAdd(Sums(), hn::InterleaveUpper(words, first, second), weights));
}

HWY_INLINE hn::Vec<Words> Round(hn::Vec<Sums> lower, hn::Vec<Sums> upper) {
  return hn::ReorderDemote2To(Words(), hn::ShiftRight<16>(lower), hn::ShiftRight<16>(upper));
}

// Results take the places from the first on, as those become free.
void RunBox(const Box& box, size_t results, int16_t* lanes) {
  const Words words;
  const auto half = hn::Set(Sums(), 1 << 15);
  const auto weights = Pair(box.weight, box.end_weight);
  const size_t ahead = static_cast<size_t>(box.count + 1) * kLineLanes;
  hn::Vec<Words> sum[kVectors];
  hn::Vec<Words> before[kVectors];
  for (size_t v = 0; v < kVectors; ++v) {
    before[v] = hn::Load(words, lanes + v * kWords);
    sum[v] = hn::Zero(words);
    for (size_t i = kLineLanes; i < ahead; i += kLineLanes) {
      sum[v] = hn::Add(sum[v], hn::Load(words, lanes + i + v * kWords));
    }
  }
  for (int16_t* const end = lanes + results * kLineLanes; lanes != end; lanes += kLineLanes) {
    for (size_t v = 0; v < kVectors; ++v) {
      int16_t* at = lanes + v * kWords;
      const auto behind = hn::Load(words, at + ahead);
      auto lower = half;
      auto upper = half;
      Weigh(sum[v], hn::Add(before[v], behind), weights, lower, upper);
      before[v] = hn::Load(words, at + kLineLanes);
      hn::Store(Round(lower, upper), words, at);
      sum[v] = hn::Add(sum[v], hn::Sub(behind, before[v]));
    }
  }
}

void RunTaps(const LineBlur& line, size_t results, int16_t* lanes) {
  const Words words;
  hn::Vec<Words> weights[4];
  for (size_t i = 0; i < 4; ++i) weights[i] = Pair(line.taps[2 * i], line.taps[2 * i + 1]);
  const auto pairs = static_cast<size_t>(line.tap_pairs);
  const size_t reach = (2 * pairs - 1) * kLineLanes;
  int16_t* const end = lanes + results * kLineLanes;
  for (; lanes != end; lanes += kWords) {
    auto lower = hn::Set(Sums(), 1 << 15);
    auto upper = lower;
    const int16_t* before = lanes + reach;
    const int16_t* behind = before;
    for (size_t i = 0; i < pairs; ++i) {
      const auto first = hn::Add(hn::Load(words, before), hn::Load(words, behind));
      const auto second = hn::Add(hn::Load(words, before - kLineLanes), hn::Load(words, behind + kLineLanes));
      Weigh(first, second, weights[i], lower, upper);
      before -= 2 * kLineLanes;
      behind += 2 * kLineLanes;
    }
    hn::Store(Round(lower, upper), words, lanes);
  }
}

// Blocks of two: 1 3 3 1 eighths of the pixel before, the two, and the one behind. What lies beyond the ends is as they
// are.
void Halve(const int16_t* pixels, size_t blocks, int16_t* target) {
  const Words words;
  const auto one = hn::Set(words, 1);
  const auto two = hn::Set(words, 2);
  hn::Vec<Words> last[kVectors];
  for (size_t v = 0; v < kVectors; ++v) last[v] = hn::Load(words, pixels + v * kWords);
  for (size_t i = 0; i < blocks; ++i, target += kLineLanes) {
    const int16_t* at = pixels;
    pixels += 2 * kLineLanes;
    const int16_t* next = i + 1 < blocks ? pixels : at + kLineLanes;
    for (size_t v = 0; v < kVectors; ++v) {
      const auto right = hn::Load(words, at + kLineLanes + v * kWords);
      const auto inner = hn::Add(hn::Load(words, at + v * kWords), right);
      const auto outer = hn::Add(last[v], hn::Load(words, next + v * kWords));
      last[v] = right;
      // (3 * inner + outer) / 8, of which no part is wider than 16 bits.
      const auto quarter = hn::ShiftRight<2>(hn::Add(hn::Sub(outer, inner), two));
      hn::Store(hn::ShiftRight<1>(hn::Add(hn::Add(inner, quarter), one)), words, target + v * kWords);
    }
  }
}

void Convolve(const LineBlur& line, int16_t* lanes) {
  auto count = static_cast<size_t>(line.positions());
  if (line.tap_pairs > 0) RunTaps(line, static_cast<size_t>(line.results()), lanes);
  for (size_t i = 0; i < static_cast<size_t>(line.box_count); ++i) {
    count -= static_cast<size_t>(line.boxes[i].count + 1);
    RunBox(line.boxes[i], count, lanes);
  }
}

void Narrow(const int16_t* lanes, size_t positions, int bits, size_t bytes, ptrdiff_t stride, uint8_t* target) {
  const hn::Full128<int16_t> words;
  const hn::Full64<int8_t> narrow;
  const hn::Full128<int8_t> both;
  const auto half = hn::Set(words, static_cast<int16_t>(bits > 0 ? 1 << (bits - 1) : 0));
  for (size_t i = 0; i < positions; ++i, lanes += kLineLanes, target += stride) {
    const auto round = [&](const int16_t* at) {
      return hn::DemoteTo(narrow, hn::ShiftRightSame(hn::SaturatedAdd(hn::Load(words, at), half), bits));
    };
    const auto result =
        hn::Xor(hn::BitCast(Bytes(), hn::Combine(both, round(lanes + 8), round(lanes))), hn::Set(Bytes(), 0x80));
    if (bytes == kLineLanes) {
      hn::StoreU(result, Bytes(), target);
    } else {
      uint8_t rest[16];
      hn::StoreU(result, Bytes(), rest);
      std::memcpy(target, rest, bytes);
    }
  }
}

HWY_INLINE hn::Vec<hn::Full128<int16_t>> Quarter(hn::Vec<hn::Full128<int16_t>> near,
                                                 hn::Vec<hn::Full128<int16_t>> far) {
  const hn::Full128<int16_t> words;
  return hn::Add(near, hn::ShiftRight<2>(hn::Add(hn::Sub(far, near), hn::Set(words, 2))));
}

void Mix(const int16_t* near, const int16_t* far, size_t count, int16_t* target) {
  const hn::Full128<int16_t> words;
  for (size_t i = 0; i < count; i += 8) {
    hn::Store(Quarter(hn::Load(words, near + i), hn::Load(words, far + i)), words, target + i);
  }
}

// Of blocks of two: each pixel is a quarter of the way from its block to the one beside it.
void Double(const int16_t* blocks, size_t pixels, int16_t* target) {
  const hn::Full128<int16_t> words;
  const hn::Full128<uint64_t> colors;
  for (size_t x = 0; x < pixels; x += 4, blocks += 8, target += 16) {
    const auto own = hn::LoadU(words, blocks + 4);
    const auto left = hn::BitCast(colors, Quarter(own, hn::LoadU(words, blocks)));
    const auto right = hn::BitCast(colors, Quarter(own, hn::LoadU(words, blocks + 8)));
    hn::Store(hn::BitCast(words, hn::InterleaveLower(colors, left, right)), words, target);
    hn::Store(hn::BitCast(words, hn::InterleaveUpper(colors, left, right)), words, target + 8);
  }
}

void Interpolate(const int16_t* blocks, int block_shift, size_t pixels, int16_t* target) {
  if (block_shift == 1) return Double(blocks, pixels, target);
  const hn::Full128<int32_t> sums;
  const hn::Full64<int16_t> words;
  const size_t block = size_t{1} << block_shift;
  // A pixel's place between two centres is an odd number of steps, of which there are twice as many as pixels.
  const int shift = block_shift + 1;
  const auto half = hn::Set(sums, 1 << block_shift);
  for (size_t x = 0, place = block / 2; x < pixels; place = 0, blocks += 4) {
    const auto left = hn::PromoteTo(sums, hn::LoadU(words, blocks));
    const auto step = hn::Sub(hn::PromoteTo(sums, hn::LoadU(words, blocks + 4)), left);
    auto value = hn::Add(hn::ShiftLeftSame(left, shift), half);
    value = hn::Add(value, hn::Mul(step, hn::Set(sums, static_cast<int32_t>(2 * place + 1))));
    const auto twice = hn::Add(step, step);
    for (const size_t end = std::min(pixels, x + block - place); x < end; ++x) {
      hn::StoreU(hn::DemoteTo(words, hn::ShiftRightSame(value, shift)), words, target + 4 * x);
      value = hn::Add(value, twice);
    }
  }
}

}  // namespace
}  // namespace HWY_NAMESPACE
}  // namespace kinora
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace kinora {
namespace {

void Copy(const int16_t* source, int16_t* target) { std::memcpy(target, source, kLineLanes * sizeof(int16_t)); }

void Fill(int value, int16_t* target) { std::fill_n(target, kLineLanes, static_cast<int16_t>(value)); }

HWY_EXPORT(LoadRows);
HWY_EXPORT(Halve);
HWY_EXPORT(Convolve);
HWY_EXPORT(Narrow);
HWY_EXPORT(Mix);
HWY_EXPORT(Interpolate);

int16_t* Pixels(const LineBlur& line, int16_t* lanes) {
  return line.block_shift > 0 ? lanes + kLineLanes * static_cast<size_t>(line.positions()) : lanes;
}

void Reduce(const int16_t* pixels, size_t blocks, int shift, int16_t* target) {
  if (shift == 1) return HWY_DYNAMIC_DISPATCH(Halve)(pixels, blocks, target);
  for (size_t i = 0; i < blocks; ++i, target += kLineLanes) {
    int32_t sums[kLineLanes];
    std::fill_n(sums, kLineLanes, 1 << (shift - 1));
    for (int j = 0; j < 1 << shift; ++j, pixels += kLineLanes) {
      for (size_t lane = 0; lane < kLineLanes; ++lane) sums[lane] += pixels[lane];
    }
    for (size_t lane = 0; lane < kLineLanes; ++lane) target[lane] = static_cast<int16_t>(sums[lane] >> shift);
  }
}

// Everything outside of the line's pixels, and blocks of them.
void Extend(const LineBlur& line, int16_t* lanes) {
  int16_t* pixels = FirstPixel(line, lanes);
  const int before = line.pixels_before();
  const int transparent = -128 * (1 << line.bits);
  const auto extend = [&](int at) {
    int16_t* target = pixels + static_cast<ptrdiff_t>(kLineLanes) * at;
    if (line.edge == Edge::kTransparent) return Fill(transparent, target);
    Copy(pixels + kLineLanes * static_cast<size_t>(EdgePlace(at, line.length, line.edge)), target);
  };
  for (int at = -before; at < line.first_pixel(); ++at) extend(at);
  for (int at = line.end_pixel(); at < line.pixels_end(); ++at) extend(at);
  if (line.block_shift == 0) return;

  if (line.extends_pixels()) {
    return Reduce(pixels - static_cast<ptrdiff_t>(kLineLanes) * before, static_cast<size_t>(line.positions()),
                  line.block_shift, lanes);
  }
  const auto outside = static_cast<size_t>(line.pad + line.margin());
  const auto blocks = static_cast<size_t>(line.blocks());
  Reduce(pixels, blocks, line.block_shift, lanes + kLineLanes * outside);
  const int16_t* last = pixels + kLineLanes * static_cast<size_t>(line.length - 1);
  for (size_t i = 0; i < outside; ++i) {
    int16_t* const ends[] = {lanes + kLineLanes * i, lanes + kLineLanes * (outside + blocks + i)};
    for (size_t side = 0; side < 2; ++side) {
      if (line.edge == Edge::kTransparent) {
        Fill(transparent, ends[side]);
      } else {
        Copy(side == 0 ? pixels : last, ends[side]);
      }
    }
  }
}

}  // namespace

int EdgePlace(int at, int length, Edge edge) {
  if (edge == Edge::kDuplicate) return at < 0 ? 0 : length - 1;
  const int period = edge == Edge::kMirror ? 2 * length : length;
  const int place = (at % period + period) % period;
  return place < length ? place : period - 1 - place;
}

void LoadFourRows(const uint8_t* const (&rows)[4], size_t pixels, int bits, int16_t* lanes) {
  HWY_DYNAMIC_DISPATCH(LoadRows)(rows, pixels, bits, lanes);
}

int16_t* FirstPixel(const LineBlur& line, int16_t* lanes) {
  return Pixels(line, lanes) + kLineLanes * static_cast<size_t>(line.pixels_before());
}

void FilterLine(const LineBlur& line, int16_t* lanes) {
  if (line.is_identity()) return;
  Extend(line, lanes);
  HWY_DYNAMIC_DISPATCH(Convolve)(line, lanes);
}

void NarrowLanes(const int16_t* lanes, size_t positions, int bits, size_t bytes, ptrdiff_t stride, uint8_t* target) {
  HWY_DYNAMIC_DISPATCH(Narrow)(lanes, positions, bits, bytes, stride, target);
}

void NarrowRow(const int16_t* row, int width, int bits, uint8_t* target) {
  const size_t bytes = 4 * static_cast<size_t>(width);
  const size_t whole = bytes / kLineLanes;
  NarrowLanes(row, whole, bits, kLineLanes, kLineLanes, target);
  const size_t done = whole * kLineLanes;
  if (done < bytes) NarrowLanes(row + done, 1, bits, bytes - done, kLineLanes, target + done);
}

void MixRows(const int16_t* near, const int16_t* far, size_t count, int16_t* target) {
  HWY_DYNAMIC_DISPATCH(Mix)(near, far, count, target);
}

void InterpolateRow(const int16_t* blocks, int block_shift, size_t pixels, int16_t* target) {
  HWY_DYNAMIC_DISPATCH(Interpolate)(blocks, block_shift, pixels, target);
}

}  // namespace kinora
#endif  // HWY_ONCE
