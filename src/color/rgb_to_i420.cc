#include "color/rgb_to_i420.h"

#include <cstddef>
#include <cstdint>
#include <cstring>

#include "color/ycbcr_weights.h"

// Highway includes this file once for each instruction set.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "color/rgb_to_i420.cc"
#include "hwy/foreach_target.h"  // keep before highway.h
#include "hwy/highway.h"

HWY_BEFORE_NAMESPACE();
namespace kinora {
namespace HWY_NAMESPACE {
namespace {

namespace hn = hwy::HWY_NAMESPACE;

// A block of pixels: one vector of luma bytes. Capped, so that the buffers for the last columns stay small.
constexpr size_t kMaxBlock = 32;
using Bytes = hn::CappedTag<uint8_t, kMaxBlock>;
using Words = hn::Repartition<int16_t, Bytes>;
using Sums = hn::Repartition<int32_t, Bytes>;

// One row of the matrix, laid out for the two halves of a pixel (see Pixels).
struct Weights {
  hn::Vec<Words> even;  // of bytes 0 and 2
  hn::Vec<Words> odd;   // of bytes 1 and 3; alpha's is 0
};

HWY_INLINE Weights Load(const YcbcrWeights::Row& row, PixelFormat format) {
  const auto pair = [](int16_t first, int16_t second) {
    const uint32_t bits = static_cast<uint16_t>(first) | static_cast<uint32_t>(static_cast<uint16_t>(second)) << 16;
    return hn::BitCast(Words(), hn::Set(Sums(), static_cast<int32_t>(bits)));
  };
  const bool red_first = format == PixelFormat::kRgba;
  return {.even = pair(red_first ? row.red : row.blue, red_first ? row.blue : row.red), .odd = pair(row.green, 0)};
}

// Pixels as 16-bit words, without a shuffle: a pixel's bytes 0 and 2 (red and blue) in one vector, its bytes 1 and 3
// (green and alpha) in another, so that a dot product of each gives a pixel's sum in one 32-bit lane.
struct Pixels {
  hn::Vec<Words> even;
  hn::Vec<Words> odd;
};

HWY_INLINE Pixels Load(const uint8_t* source) {
  const hn::Repartition<uint16_t, Bytes> unsigned_words;
  const auto raw = hn::BitCast(unsigned_words, hn::LoadU(Bytes(), source));
  return {.even = hn::BitCast(Words(), hn::And(raw, hn::Set(unsigned_words, 0xFF))),
          .odd = hn::BitCast(Words(), hn::ShiftRight<8>(raw))};
}

HWY_INLINE Pixels Add(Pixels a, Pixels b) { return {.even = hn::Add(a.even, b.even), .odd = hn::Add(a.odd, b.odd)}; }

// Sums of horizontal neighbours over the pixels of `left` and then of `right`.
HWY_INLINE hn::Vec<Words> AddNeighbours(hn::Vec<Words> left, hn::Vec<Words> right) {
  const Sums lanes;
  const auto l = hn::BitCast(lanes, left);
  const auto r = hn::BitCast(lanes, right);
  return hn::Add(hn::BitCast(Words(), hn::ConcatEven(lanes, r, l)), hn::BitCast(Words(), hn::ConcatOdd(lanes, r, l)));
}

// (dot product + bias) / 2^kShift, one 32-bit lane a pixel; the bias holds the offset and a half for rounding.
template <int kShift>
HWY_INLINE hn::Vec<Sums> Weigh(Pixels pixels, const Weights& weights, int32_t offset) {
  const Sums sums;
  const auto bias = hn::Set(sums, (offset << kShift) + (1 << (kShift - 1)));
  const auto even = hn::WidenMulPairwiseAdd(sums, pixels.even, weights.even);
  const auto odd = hn::WidenMulPairwiseAdd(sums, pixels.odd, weights.odd);
  return hn::ShiftRight<kShift>(hn::Add(hn::Add(even, odd), bias));
}

constexpr int kLumaShift = YcbcrWeights::kFractionBits;
constexpr int kChromaShift = YcbcrWeights::kFractionBits + 2;  // the mean of four, rounded once

// Two rows of the picture and what they become.
struct RowPair {
  const uint8_t* source[2];
  uint8_t* y[2];
  uint8_t* u;
  uint8_t* v;
};

struct Matrix {
  Weights y;
  Weights u;
  Weights v;
};

HWY_INLINE void ConvertBlock(const RowPair& rows, const Matrix& matrix) {
  const Bytes bytes;
  const Words words;
  const size_t vector = hn::Lanes(bytes);  // in bytes, and so a quarter of as many pixels

  hn::Vec<Words> luma[2][2];  // [row][half]
  hn::Vec<Sums> u[2];
  hn::Vec<Sums> v[2];
  for (size_t half = 0; half < 2; ++half) {
    Pixels left[2];
    Pixels right[2];
    for (size_t row = 0; row < 2; ++row) {
      const uint8_t* source = rows.source[row] + half * 2 * vector;
      left[row] = Load(source);
      right[row] = Load(source + vector);
      luma[row][half] = hn::OrderedDemote2To(words, Weigh<kLumaShift>(left[row], matrix.y, 16),
                                             Weigh<kLumaShift>(right[row], matrix.y, 16));
    }
    const Pixels left_sum = Add(left[0], left[1]);
    const Pixels right_sum = Add(right[0], right[1]);
    const Pixels four = {.even = AddNeighbours(left_sum.even, right_sum.even),
                         .odd = AddNeighbours(left_sum.odd, right_sum.odd)};
    u[half] = Weigh<kChromaShift>(four, matrix.u, 128);
    v[half] = Weigh<kChromaShift>(four, matrix.v, 128);
  }

  for (size_t row = 0; row < 2; ++row) {
    hn::StoreU(hn::OrderedDemote2To(bytes, luma[row][0], luma[row][1]), bytes, rows.y[row]);
  }
  const auto chroma =
      hn::OrderedDemote2To(bytes, hn::OrderedDemote2To(words, u[0], u[1]), hn::OrderedDemote2To(words, v[0], v[1]));
  const hn::Half<Bytes> half_bytes;
  hn::StoreU(hn::LowerHalf(half_bytes, chroma), half_bytes, rows.u);
  hn::StoreU(hn::UpperHalf(half_bytes, chroma), half_bytes, rows.v);
}

void ConvertRowPair(RowPair rows, size_t width, const Matrix& matrix) {
  const size_t block = hn::Lanes(Bytes());
  for (; width >= block; width -= block) {
    ConvertBlock(rows, matrix);
    for (size_t row = 0; row < 2; ++row) {
      rows.source[row] += 4 * block;
      rows.y[row] += block;
    }
    rows.u += block / 2;
    rows.v += block / 2;
  }
  if (width == 0) return;

  // The last columns go through buffers, so that nothing outside the rows is touched.
  uint8_t source[2][4 * kMaxBlock] = {};
  uint8_t y[2][kMaxBlock];
  uint8_t u[kMaxBlock / 2];
  uint8_t v[kMaxBlock / 2];
  for (size_t row = 0; row < 2; ++row) {
    std::memcpy(source[row], rows.source[row], 4 * width);
    std::memcpy(source[row] + 4 * width, rows.source[row] + 4 * (width - 1), 4);  // the missing column
  }
  ConvertBlock({.source = {source[0], source[1]}, .y = {y[0], y[1]}, .u = u, .v = v}, matrix);
  std::memcpy(rows.y[0], y[0], width);
  std::memcpy(rows.y[1], y[1], width);
  std::memcpy(rows.u, u, (width + 1) / 2);
  std::memcpy(rows.v, v, (width + 1) / 2);
}

void ConvertFrame(const FrameView& source, const YcbcrWeights& weights, const I420View& target) {
  const Matrix matrix = {
      .y = Load(weights.y, source.format), .u = Load(weights.u, source.format), .v = Load(weights.v, source.format)};
  for (int row = 0; row < source.height; row += 2) {
    // At the last row of an odd height, both rows are the same one, written twice.
    const int next = row + 1 < source.height ? row + 1 : row;
    ConvertRowPair({.source = {source.data + row * source.stride, source.data + next * source.stride},
                    .y = {target.y + row * target.stride_y, target.y + next * target.stride_y},
                    .u = target.u + row / 2 * target.stride_u,
                    .v = target.v + row / 2 * target.stride_v},
                   static_cast<size_t>(source.width), matrix);
  }
}

}  // namespace
}  // namespace HWY_NAMESPACE
}  // namespace kinora
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace kinora {

HWY_EXPORT(ConvertFrame);

void ConvertToI420(const FrameView& source, ColorSpace color_space, const I420View& target) {
  HWY_DYNAMIC_DISPATCH(ConvertFrame)(source, WeightsOf(color_space), target);
}

}  // namespace kinora
#endif  // HWY_ONCE
