// VP8's normal loop filter: vp8/common/loopfilter_filters.c, RFC 6386 section 15.3.
//
// The U and V planes, eight pixels each, share one call.
#include "codec/wasm/loop_filter.h"
#include "vp8/common/loopfilter.h"

// An edge between macroblocks is filtered more strongly than one inside.
typedef enum { kMacroblockEdge, kBlockEdge } Edge;

KERNEL_INLINE Limits LoadLimits(const loop_filter_info *info, Edge kind) {
  return (Limits){wasm_v128_load8_splat(kind == kMacroblockEdge ? info->mblim : info->blim),
                  wasm_v128_load8_splat(info->lim), wasm_v128_load8_splat(info->hev_thr)};
}

KERNEL_INLINE void FilterMacroblockEdge(v128_t x[kTaps], v128_t mask, v128_t low_variance) {
  const v128_t p2 = FlipSign(x[kP2]);
  const v128_t p1 = FlipSign(x[kP1]);
  const v128_t q1 = FlipSign(x[kQ1]);
  const v128_t q2 = FlipSign(x[kQ2]);
  v128_t p0 = FlipSign(x[kP0]);
  v128_t q0 = FlipSign(x[kQ0]);
  const v128_t value = wasm_v128_and(AddStep(wasm_i8x16_sub_sat(p1, q1), p0, q0), mask);

  // High variance: the two inner pixels alone.
  const v128_t sharp = FlipSign(wasm_v128_andnot(value, low_variance));
  q0 = wasm_i8x16_sub_sat(q0, Eighth(sharp, 4));
  p0 = wasm_i8x16_add_sat(p0, Eighth(sharp, 3));

  // Low variance: three pixels a side, by (63 + 27 w) >> 7, (63 + 18 w) >> 7 and (63 + 9 w) >> 7.
  const v128_t smooth = wasm_v128_and(value, low_variance);
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
  v128_t low_variance;
  const v128_t mask = FilterMask(x, limits, &low_variance);
  const v128_t differs = wasm_v128_or(wasm_v128_xor(x[kP0], x[kQ0]), wasm_v128_xor(x[kP1], x[kQ1]));
  if (!wasm_v128_any_true(wasm_v128_and(mask, differs))) return 0;
  if (kind == kMacroblockEdge) {
    FilterMacroblockEdge(x, mask, low_variance);
  } else {
    FilterInnerPixels(x, mask, low_variance);
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

// A vertical edge left of column 0, of eight rows at `first` and eight at `second`.
KERNEL_INLINE void VerticalEdge(uint8_t *first, uint8_t *second, int stride, Limits limits, Edge kind) {
  v128_t x[kTaps];
  LoadColumns(first, second, stride, x);
  if (!FilterEdge(x, limits, kind)) return;
  if (kind == kMacroblockEdge) {
    StoreColumns(first, second, stride, x);
  } else {
    StoreInnerColumns(first, second, stride, x);
  }
}

// Stores eight rows of a macroblock's columns, of which the pairs are interleaved.
KERNEL_INLINE void StorePairs(uint8_t *s, int stride, const v128_t pairs[8]) {
  v128_t left[4], right[4];
  TransposeRows(pairs[0], pairs[1], pairs[2], pairs[3], left);
  TransposeRows(pairs[4], pairs[5], pairs[6], pairs[7], right);
  for (int i = 0; i < 4; ++i) {
    Store16(s + 2 * i * stride, LowHalves(left[i], right[i]));
    Store16(s + (2 * i + 1) * stride, HighHalves(left[i], right[i]));
  }
}

// The three vertical edges inside a macroblock: its columns are transposed once, and whole rows stored. A load of eight
// bytes of which four have just been stored would wait for them.
KERNEL_INLINE void BlockEdges(uint8_t *s, int stride, Limits limits) {
  v128_t columns[16];
  LoadColumns(s + 4, s + 4 + 8 * stride, stride, columns);
  int changed = FilterEdge(columns, limits, kBlockEdge);
  LoadColumns(s + 12, s + 12 + 8 * stride, stride, columns + 8);
  changed |= FilterEdge(columns + 4, limits, kBlockEdge);
  changed |= FilterEdge(columns + 8, limits, kBlockEdge);
  if (!changed) return;
  v128_t pairs[8];
  for (int i = 0; i < 8; ++i) pairs[i] = InterleaveLow8(columns[2 * i], columns[2 * i + 1]);
  StorePairs(s, stride, pairs);
  for (int i = 0; i < 8; ++i) pairs[i] = InterleaveHigh8(columns[2 * i], columns[2 * i + 1]);
  StorePairs(s + 8 * stride, stride, pairs);
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
  BlockEdges(y, y_stride, limits);
  if (u) VerticalEdge(u + 4, v + 4, uv_stride, limits, kBlockEdge);
}
