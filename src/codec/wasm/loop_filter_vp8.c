// VP8's normal loop filter: vp8/common/loopfilter_filters.c, RFC 6386 section 15.3.
//
// An edge of sixteen pixels is filtered at once. Eight vectors hold the pixels on both sides of it, outermost first:
// p3 p2 p1 p0 | q0 q1 q2 q3. Across a vertical edge they come from a transpose. The U and V planes, eight pixels each,
// share one call.
#include "codec/wasm/simd.h"
#include "vp8/common/loopfilter.h"

enum { kP3, kP2, kP1, kP0, kQ0, kQ1, kQ2, kQ3, kTaps };

// An edge between macroblocks is filtered more strongly than one inside.
typedef enum { kMacroblockEdge, kBlockEdge } Edge;

typedef struct {
  v128_t edge;      // blim or mblim: the most that the step over the edge may be
  v128_t interior;  // lim: the most that neighbours on one side may differ by
  v128_t high;      // hev_thr: above it, an edge has high variance
} Limits;

KERNEL_INLINE Limits LoadLimits(const loop_filter_info *info, Edge kind) {
  return (Limits){wasm_v128_load8_splat(kind == kMacroblockEdge ? info->mblim : info->blim),
                  wasm_v128_load8_splat(info->lim), wasm_v128_load8_splat(info->hev_thr)};
}

// The lanes to filter, and among them those of high variance.
KERNEL_INLINE v128_t FilterMask(const v128_t x[kTaps], Limits limits, v128_t *high_variance) {
  const v128_t p1p0 = AbsoluteDifference(x[kP1], x[kP0]);
  const v128_t q1q0 = AbsoluteDifference(x[kQ1], x[kQ0]);
  const v128_t inner = wasm_u8x16_max(p1p0, q1q0);
  const v128_t outer =
      wasm_u8x16_max(wasm_u8x16_max(AbsoluteDifference(x[kP3], x[kP2]), AbsoluteDifference(x[kP2], x[kP1])),
                     wasm_u8x16_max(AbsoluteDifference(x[kQ3], x[kQ2]), AbsoluteDifference(x[kQ2], x[kQ1])));
  const v128_t p0q0 = AbsoluteDifference(x[kP0], x[kQ0]);
  const v128_t step =
      wasm_u8x16_add_sat(wasm_u8x16_add_sat(p0q0, p0q0), wasm_u8x16_shr(AbsoluteDifference(x[kP1], x[kQ1]), 1));
  *high_variance = wasm_u8x16_gt(inner, limits.high);
  return wasm_v128_and(wasm_u8x16_le(wasm_u8x16_max(outer, inner), limits.interior), wasm_u8x16_le(step, limits.edge));
}

// Pixels as signed numbers around 128, and back.
KERNEL_INLINE v128_t FlipSign(v128_t pixels) { return wasm_v128_xor(pixels, wasm_i8x16_splat(-128)); }

// base + 3 * (q0 - p0), saturating at each step as C does.
KERNEL_INLINE v128_t AddStep(v128_t base, v128_t p0, v128_t q0) {
  const v128_t step = wasm_i8x16_sub_sat(q0, p0);
  return wasm_i8x16_add_sat(wasm_i8x16_add_sat(wasm_i8x16_add_sat(base, step), step), step);
}

// (value + rounding) >> 3 in signed bytes.
KERNEL_INLINE v128_t Eighth(v128_t value, int rounding) {
  return wasm_i8x16_shr(wasm_i8x16_add_sat(value, wasm_i8x16_splat((int8_t)rounding)), 3);
}

KERNEL_INLINE void FilterBlockEdge(v128_t x[kTaps], v128_t mask, v128_t high_variance) {
  const v128_t p1 = FlipSign(x[kP1]);
  const v128_t p0 = FlipSign(x[kP0]);
  const v128_t q0 = FlipSign(x[kQ0]);
  const v128_t q1 = FlipSign(x[kQ1]);
  const v128_t value = wasm_v128_and(AddStep(wasm_v128_and(wasm_i8x16_sub_sat(p1, q1), high_variance), p0, q0), mask);
  const v128_t down = Eighth(value, 4);
  x[kQ0] = FlipSign(wasm_i8x16_sub_sat(q0, down));
  x[kP0] = FlipSign(wasm_i8x16_add_sat(p0, Eighth(value, 3)));
  // The outer pixels move by half as much, where the variance is low.
  const v128_t half = wasm_v128_andnot(wasm_i8x16_shr(wasm_i8x16_add(down, wasm_i8x16_splat(1)), 1), high_variance);
  x[kQ1] = FlipSign(wasm_i8x16_sub_sat(q1, half));
  x[kP1] = FlipSign(wasm_i8x16_add_sat(p1, half));
}

KERNEL_INLINE void FilterMacroblockEdge(v128_t x[kTaps], v128_t mask, v128_t high_variance) {
  const v128_t p2 = FlipSign(x[kP2]);
  const v128_t p1 = FlipSign(x[kP1]);
  const v128_t q1 = FlipSign(x[kQ1]);
  const v128_t q2 = FlipSign(x[kQ2]);
  v128_t p0 = FlipSign(x[kP0]);
  v128_t q0 = FlipSign(x[kQ0]);
  const v128_t value = wasm_v128_and(AddStep(wasm_i8x16_sub_sat(p1, q1), p0, q0), mask);

  // High variance: the two inner pixels alone.
  const v128_t sharp = wasm_v128_and(value, high_variance);
  q0 = wasm_i8x16_sub_sat(q0, Eighth(sharp, 4));
  p0 = wasm_i8x16_add_sat(p0, Eighth(sharp, 3));

  // Low variance: three pixels a side, by (63 + 27 w) >> 7, (63 + 18 w) >> 7 and (63 + 9 w) >> 7.
  const v128_t smooth = wasm_v128_andnot(value, high_variance);
  const v128_t nine = wasm_i16x8_splat(9);
  const v128_t low = wasm_i16x8_mul(wasm_i16x8_extend_low_i8x16(smooth), nine);
  const v128_t high = wasm_i16x8_mul(wasm_i16x8_extend_high_i8x16(smooth), nine);
  v128_t sum_low = wasm_i16x8_splat(63);
  v128_t sum_high = sum_low;
#define NEXT_STEP()                                                                   \
  (sum_low = wasm_i16x8_add(sum_low, low), sum_high = wasm_i16x8_add(sum_high, high), \
   wasm_i8x16_narrow_i16x8(wasm_i16x8_shr(sum_low, 7), wasm_i16x8_shr(sum_high, 7)))
  const v128_t by9 = NEXT_STEP();
  const v128_t by18 = NEXT_STEP();
  const v128_t by27 = NEXT_STEP();
#undef NEXT_STEP
  x[kQ0] = FlipSign(wasm_i8x16_sub_sat(q0, by27));
  x[kP0] = FlipSign(wasm_i8x16_add_sat(p0, by27));
  x[kQ1] = FlipSign(wasm_i8x16_sub_sat(q1, by18));
  x[kP1] = FlipSign(wasm_i8x16_add_sat(p1, by18));
  x[kQ2] = FlipSign(wasm_i8x16_sub_sat(q2, by9));
  x[kP2] = FlipSign(wasm_i8x16_add_sat(p2, by9));
}

// Returns whether anything changes: in pictures that are drawn, most edges are flat.
KERNEL_INLINE int FilterEdge(v128_t x[kTaps], Limits limits, Edge kind) {
  v128_t high_variance;
  const v128_t mask = FilterMask(x, limits, &high_variance);
  const v128_t differs = wasm_v128_or(wasm_v128_xor(x[kP0], x[kQ0]), wasm_v128_xor(x[kP1], x[kQ1]));
  if (!wasm_v128_any_true(wasm_v128_and(mask, differs))) return 0;
  if (kind == kMacroblockEdge) {
    FilterMacroblockEdge(x, mask, high_variance);
  } else {
    FilterBlockEdge(x, mask, high_variance);
  }
  return 1;
}

// The rows that a filter changes.
KERNEL_INLINE int FirstChanged(Edge kind) { return kind == kMacroblockEdge ? kP2 : kP1; }
KERNEL_INLINE int LastChanged(Edge kind) { return kind == kMacroblockEdge ? kQ2 : kQ1; }

// A horizontal edge above row `s`, sixteen pixels.
KERNEL_INLINE void HorizontalEdge(uint8_t *s, int stride, Limits limits, Edge kind) {
  v128_t x[kTaps];
  for (int i = 0; i < kTaps; ++i) x[i] = Load16(s + (i - kQ0) * stride);
  if (!FilterEdge(x, limits, kind)) return;
  for (int i = FirstChanged(kind); i <= LastChanged(kind); ++i) Store16(s + (i - kQ0) * stride, x[i]);
}

// The same edge in two planes, eight pixels each.
KERNEL_INLINE void HorizontalEdges8(uint8_t *u, uint8_t *v, int stride, Limits limits, Edge kind) {
  v128_t x[kTaps];
  for (int i = 0; i < kTaps; ++i) {
    const ptrdiff_t row = (i - kQ0) * stride;
    x[i] = wasm_v128_load64_lane(v + row, Load8(u + row), 1);
  }
  if (!FilterEdge(x, limits, kind)) return;
  for (int i = FirstChanged(kind); i <= LastChanged(kind); ++i) {
    const ptrdiff_t row = (i - kQ0) * stride;
    wasm_v128_store64_lane(u + row, x[i], 0);
    wasm_v128_store64_lane(v + row, x[i], 1);
  }
}

// Eight rows of eight bytes become columns in pairs: columns[i] holds columns 2i and 2i + 1.
KERNEL_INLINE void TransposeIn(const uint8_t *s, int stride, v128_t columns[4]) {
  const v128_t rows01 = InterleaveLow8(Load8(s), Load8(s + stride));
  const v128_t rows23 = InterleaveLow8(Load8(s + 2 * stride), Load8(s + 3 * stride));
  const v128_t rows45 = InterleaveLow8(Load8(s + 4 * stride), Load8(s + 5 * stride));
  const v128_t rows67 = InterleaveLow8(Load8(s + 6 * stride), Load8(s + 7 * stride));
  const v128_t left0123 = InterleaveLow16(rows01, rows23);
  const v128_t right0123 = InterleaveHigh16(rows01, rows23);
  const v128_t left4567 = InterleaveLow16(rows45, rows67);
  const v128_t right4567 = InterleaveHigh16(rows45, rows67);
  columns[0] = InterleaveLow32(left0123, left4567);
  columns[1] = InterleaveHigh32(left0123, left4567);
  columns[2] = InterleaveLow32(right0123, right4567);
  columns[3] = InterleaveHigh32(right0123, right4567);
}

// Stores eight rows of eight bytes; each argument holds two columns of those rows, interleaved.
KERNEL_INLINE void TransposeOut(uint8_t *s, int stride, v128_t columns01, v128_t columns23, v128_t columns45,
                                v128_t columns67) {
  const v128_t left03 = InterleaveLow16(columns01, columns23);
  const v128_t left47 = InterleaveHigh16(columns01, columns23);
  const v128_t right03 = InterleaveLow16(columns45, columns67);
  const v128_t right47 = InterleaveHigh16(columns45, columns67);
  const v128_t rows[4] = {InterleaveLow32(left03, right03), InterleaveHigh32(left03, right03),
                          InterleaveLow32(left47, right47), InterleaveHigh32(left47, right47)};
  for (int i = 0; i < 4; ++i) {
    wasm_v128_store64_lane(s + 2 * i * stride, rows[i], 0);
    wasm_v128_store64_lane(s + (2 * i + 1) * stride, rows[i], 1);
  }
}

// A vertical edge left of column 0, of eight rows at `first` and eight at `second`.
KERNEL_INLINE void VerticalEdge(uint8_t *first, uint8_t *second, int stride, Limits limits, Edge kind) {
  v128_t columns[2][4], x[kTaps];
  TransposeIn(first - 4, stride, columns[0]);
  TransposeIn(second - 4, stride, columns[1]);
  for (int i = 0; i < 4; ++i) {
    x[2 * i] = LowHalves(columns[0][i], columns[1][i]);
    x[2 * i + 1] = HighHalves(columns[0][i], columns[1][i]);
  }
  if (!FilterEdge(x, limits, kind)) return;
  if (kind == kMacroblockEdge) {
    TransposeOut(first - 4, stride, InterleaveLow8(x[kP3], x[kP2]), InterleaveLow8(x[kP1], x[kP0]),
                 InterleaveLow8(x[kQ0], x[kQ1]), InterleaveLow8(x[kQ2], x[kQ3]));
    TransposeOut(second - 4, stride, InterleaveHigh8(x[kP3], x[kP2]), InterleaveHigh8(x[kP1], x[kP0]),
                 InterleaveHigh8(x[kQ0], x[kQ1]), InterleaveHigh8(x[kQ2], x[kQ3]));
  } else {
    // Four columns change: p1 p0 q0 q1, one 32-bit lane a row.
    const v128_t p_low = InterleaveLow8(x[kP1], x[kP0]);
    const v128_t q_low = InterleaveLow8(x[kQ0], x[kQ1]);
    const v128_t p_high = InterleaveHigh8(x[kP1], x[kP0]);
    const v128_t q_high = InterleaveHigh8(x[kQ0], x[kQ1]);
    Store4x4(first - 2, stride, InterleaveLow16(p_low, q_low));
    Store4x4(first - 2 + 4 * stride, stride, InterleaveHigh16(p_low, q_low));
    Store4x4(second - 2, stride, InterleaveLow16(p_high, q_high));
    Store4x4(second - 2 + 4 * stride, stride, InterleaveHigh16(p_high, q_high));
  }
}

// The four entry points: the edges of one macroblock at `y`, `u`, `v`; the chroma planes may be null.
void vp8_loop_filter_mbh_wasm(unsigned char *y, unsigned char *u, unsigned char *v, int y_stride, int uv_stride,
                              loop_filter_info *info) {
  const Limits limits = LoadLimits(info, kMacroblockEdge);
  HorizontalEdge(y, y_stride, limits, kMacroblockEdge);
  if (u) HorizontalEdges8(u, v, uv_stride, limits, kMacroblockEdge);
}

void vp8_loop_filter_mbv_wasm(unsigned char *y, unsigned char *u, unsigned char *v, int y_stride, int uv_stride,
                              loop_filter_info *info) {
  const Limits limits = LoadLimits(info, kMacroblockEdge);
  VerticalEdge(y, y + 8 * y_stride, y_stride, limits, kMacroblockEdge);
  if (u) VerticalEdge(u, v, uv_stride, limits, kMacroblockEdge);
}

void vp8_loop_filter_bh_wasm(unsigned char *y, unsigned char *u, unsigned char *v, int y_stride, int uv_stride,
                             loop_filter_info *info) {
  const Limits limits = LoadLimits(info, kBlockEdge);
  for (int row = 4; row < 16; row += 4) HorizontalEdge(y + row * y_stride, y_stride, limits, kBlockEdge);
  if (u) HorizontalEdges8(u + 4 * uv_stride, v + 4 * uv_stride, uv_stride, limits, kBlockEdge);
}

void vp8_loop_filter_bv_wasm(unsigned char *y, unsigned char *u, unsigned char *v, int y_stride, int uv_stride,
                             loop_filter_info *info) {
  const Limits limits = LoadLimits(info, kBlockEdge);
  for (int column = 4; column < 16; column += 4) {
    VerticalEdge(y + column, y + column + 8 * y_stride, y_stride, limits, kBlockEdge);
  }
  if (u) VerticalEdge(u + 4, v + 4, uv_stride, limits, kBlockEdge);
}
