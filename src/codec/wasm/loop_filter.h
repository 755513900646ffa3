// What the loop filters of VP8 and VP9 share: RFC 6386 section 15.3.
//
// An edge of sixteen pixels is filtered at once. Eight vectors hold the pixels on both sides of it, outermost first:
// p3 p2 p1 p0 | q0 q1 q2 q3. Across a vertical edge they come from a transpose.
#pragma once

#include "codec/wasm/simd.h"

enum { kP3, kP2, kP1, kP0, kQ0, kQ1, kQ2, kQ3, kTaps };

typedef struct {
  v128_t edge;      // the most that the step over the edge may be
  v128_t interior;  // the most that neighbours on one side may differ by
  v128_t high;      // above it, an edge has high variance
} Limits;

// Half of unsigned bytes, rounded down. Engines have no shift of bytes: they make one of several operations.
KERNEL_INLINE v128_t Half(v128_t bytes) { return wasm_v128_and(wasm_u16x8_shr(bytes, 1), wasm_i8x16_splat(0x7f)); }

// The lanes to filter, and those of low variance.
KERNEL_INLINE v128_t FilterMask(const v128_t x[kTaps], Limits limits, v128_t *low_variance) {
  const v128_t p1p0 = AbsoluteDifference(x[kP1], x[kP0]);
  const v128_t q1q0 = AbsoluteDifference(x[kQ1], x[kQ0]);
  const v128_t inner = wasm_u8x16_max(p1p0, q1q0);
  const v128_t outer =
      wasm_u8x16_max(wasm_u8x16_max(AbsoluteDifference(x[kP3], x[kP2]), AbsoluteDifference(x[kP2], x[kP1])),
                     wasm_u8x16_max(AbsoluteDifference(x[kQ3], x[kQ2]), AbsoluteDifference(x[kQ2], x[kQ1])));
  const v128_t p0q0 = AbsoluteDifference(x[kP0], x[kQ0]);
  const v128_t step = wasm_u8x16_add_sat(wasm_u8x16_add_sat(p0q0, p0q0), Half(AbsoluteDifference(x[kP1], x[kQ1])));
  *low_variance = wasm_u8x16_le(inner, limits.high);
  return wasm_v128_and(wasm_u8x16_le(wasm_u8x16_max(outer, inner), limits.interior), wasm_u8x16_le(step, limits.edge));
}

// Pixels as signed numbers around 128, and back.
KERNEL_INLINE v128_t FlipSign(v128_t pixels) { return wasm_v128_xor(pixels, wasm_i8x16_splat(-128)); }

// base + 3 * (q0 - p0), saturating at each step as C does.
KERNEL_INLINE v128_t AddStep(v128_t base, v128_t p0, v128_t q0) {
  const v128_t step = wasm_i8x16_sub_sat(q0, p0);
  return wasm_i8x16_add_sat(wasm_i8x16_add_sat(wasm_i8x16_add_sat(base, step), step), step);
}

// (value + rounding) >> 3 in signed bytes, plus 16; `value` is its unsigned form, around 128.
KERNEL_INLINE v128_t EighthAround16(v128_t value, int rounding) {
  const v128_t sum = wasm_u8x16_add_sat(value, wasm_i8x16_splat((int8_t)rounding));
  return wasm_v128_and(wasm_u16x8_shr(sum, 3), wasm_i8x16_splat(0x1f));
}

KERNEL_INLINE v128_t Eighth(v128_t value, int rounding) {
  return wasm_i8x16_sub(EighthAround16(value, rounding), wasm_i8x16_splat(16));
}

// The weakest filter: the two pixels next to the edge on each side, as far as `mask` says so.
KERNEL_INLINE void FilterInnerPixels(v128_t x[kTaps], v128_t mask, v128_t low_variance) {
  const v128_t p1 = FlipSign(x[kP1]);
  const v128_t p0 = FlipSign(x[kP0]);
  const v128_t q0 = FlipSign(x[kQ0]);
  const v128_t q1 = FlipSign(x[kQ1]);
  const v128_t value =
      FlipSign(wasm_v128_and(AddStep(wasm_v128_andnot(wasm_i8x16_sub_sat(p1, q1), low_variance), p0, q0), mask));
  const v128_t down = EighthAround16(value, 4);
  x[kQ0] = FlipSign(wasm_i8x16_sub_sat(q0, wasm_i8x16_sub(down, wasm_i8x16_splat(16))));
  x[kP0] = FlipSign(wasm_i8x16_add_sat(p0, Eighth(value, 3)));
  // The outer pixels move by half as much, rounded up, where the variance is low.
  const v128_t half = wasm_i8x16_sub(wasm_u8x16_avgr(down, wasm_i8x16_splat(0)), wasm_i8x16_splat(8));
  const v128_t outer = wasm_v128_and(half, low_variance);
  x[kQ1] = FlipSign(wasm_i8x16_sub_sat(q1, outer));
  x[kP1] = FlipSign(wasm_i8x16_add_sat(p1, outer));
}

// Eight rows of eight bytes, interleaved in pairs, become columns in pairs: columns[i] holds columns 2i and 2i + 1.
KERNEL_INLINE void TransposePairs(const v128_t rows[4], v128_t columns[4]) {
  const v128_t left0123 = InterleaveLow16(rows[0], rows[1]);
  const v128_t right0123 = InterleaveHigh16(rows[0], rows[1]);
  const v128_t left4567 = InterleaveLow16(rows[2], rows[3]);
  const v128_t right4567 = InterleaveHigh16(rows[2], rows[3]);
  columns[0] = InterleaveLow32(left0123, left4567);
  columns[1] = InterleaveHigh32(left0123, left4567);
  columns[2] = InterleaveLow32(right0123, right4567);
  columns[3] = InterleaveHigh32(right0123, right4567);
}

KERNEL_INLINE void TransposeIn(const uint8_t *s, int stride, v128_t columns[4]) {
  v128_t rows[4];
  for (int i = 0; i < 4; ++i) {
    rows[i] = InterleaveLow8(Load8(s + 2 * i * stride), Load8(s + (2 * i + 1) * stride));
  }
  TransposePairs(rows, columns);
}

// The other way round, from columns in pairs to rows in pairs; the columns of a pair are interleaved.
KERNEL_INLINE void TransposeRows(v128_t columns01, v128_t columns23, v128_t columns45, v128_t columns67,
                                 v128_t rows[4]) {
  const v128_t left03 = InterleaveLow16(columns01, columns23);
  const v128_t left47 = InterleaveHigh16(columns01, columns23);
  const v128_t right03 = InterleaveLow16(columns45, columns67);
  const v128_t right47 = InterleaveHigh16(columns45, columns67);
  rows[0] = InterleaveLow32(left03, right03);
  rows[1] = InterleaveHigh32(left03, right03);
  rows[2] = InterleaveLow32(left47, right47);
  rows[3] = InterleaveHigh32(left47, right47);
}

// Stores eight rows of eight bytes; each argument holds two columns of those rows, interleaved.
KERNEL_INLINE void TransposeOut(uint8_t *s, int stride, v128_t columns01, v128_t columns23, v128_t columns45,
                                v128_t columns67) {
  v128_t rows[4];
  TransposeRows(columns01, columns23, columns45, columns67, rows);
  for (int i = 0; i < 4; ++i) {
    wasm_v128_store64_lane(s + 2 * i * stride, rows[i], 0);
    wasm_v128_store64_lane(s + (2 * i + 1) * stride, rows[i], 1);
  }
}

// The columns on both sides of a vertical edge left of column 0, of eight rows at `first` and eight at `second`.
KERNEL_INLINE void LoadColumns(const uint8_t *first, const uint8_t *second, int stride, v128_t x[kTaps]) {
  v128_t columns[2][4];
  TransposeIn(first - 4, stride, columns[0]);
  TransposeIn(second - 4, stride, columns[1]);
  for (int i = 0; i < 4; ++i) {
    x[2 * i] = LowHalves(columns[0][i], columns[1][i]);
    x[2 * i + 1] = HighHalves(columns[0][i], columns[1][i]);
  }
}

// The two columns on each side of an edge, of eight rows at `first` and eight at `second`.
KERNEL_INLINE void StoreInnerColumns(uint8_t *first, uint8_t *second, int stride, const v128_t x[kTaps]) {
  // p1 p0 q0 q1, one 32-bit lane a row.
  const v128_t p_low = InterleaveLow8(x[kP1], x[kP0]);
  const v128_t q_low = InterleaveLow8(x[kQ0], x[kQ1]);
  const v128_t p_high = InterleaveHigh8(x[kP1], x[kP0]);
  const v128_t q_high = InterleaveHigh8(x[kQ0], x[kQ1]);
  Store4x4(first - 2, stride, InterleaveLow16(p_low, q_low));
  Store4x4(first - 2 + 4 * stride, stride, InterleaveHigh16(p_low, q_low));
  Store4x4(second - 2, stride, InterleaveLow16(p_high, q_high));
  Store4x4(second - 2 + 4 * stride, stride, InterleaveHigh16(p_high, q_high));
}

// The four columns on each side of it.
KERNEL_INLINE void StoreColumns(uint8_t *first, uint8_t *second, int stride, const v128_t x[kTaps]) {
  TransposeOut(first - 4, stride, InterleaveLow8(x[kP3], x[kP2]), InterleaveLow8(x[kP1], x[kP0]),
               InterleaveLow8(x[kQ0], x[kQ1]), InterleaveLow8(x[kQ2], x[kQ3]));
  TransposeOut(second - 4, stride, InterleaveHigh8(x[kP3], x[kP2]), InterleaveHigh8(x[kP1], x[kP0]),
               InterleaveHigh8(x[kQ0], x[kQ1]), InterleaveHigh8(x[kQ2], x[kQ3]));
}
