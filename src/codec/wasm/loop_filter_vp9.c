// VP9's loop filters for edges of sixteen pixels: vpx_dsp/loopfilter.c.
//
// Of three filters each pixel gets the widest that its surroundings are flat enough for. Most edges need only one of
// them, and where nothing changes, as in an area of one colour, nothing is stored.
#include "codec/wasm/loop_filter.h"

// The pixels next to an edge, all of which the widest filter needs, and those that the others need.
enum { kWideTaps = 16, kFirstInner = 4 };

// Limits of both halves; VP9 stores each sixteen times.
KERNEL_INLINE v128_t LoadHalves(const uint8_t *low, const uint8_t *high) {
  return wasm_v128_load64_lane(high, Load8(low), 1);
}

// The most by which pixels differ from the innermost on their side: those at `from` to `to`, counted from it.
KERNEL_INLINE v128_t Unevenness(const v128_t *p0, int from, int to) {
  v128_t most = wasm_i8x16_splat(0);
  for (int i = from; i <= to; ++i) {
    most = wasm_u8x16_max(most, AbsoluteDifference(p0[-i], p0[0]));
    most = wasm_u8x16_max(most, AbsoluteDifference(p0[1 + i], p0[1]));
  }
  return most;
}

KERNEL_INLINE v128_t IsFlat(v128_t unevenness) { return wasm_u8x16_le(unevenness, wasm_i8x16_splat(1)); }

KERNEL_INLINE v128_t WidenHalf(v128_t bytes, int high) { return high ? WidenHigh(bytes) : WidenLow(bytes); }

// Means over windows of `taps` - 1 pixels around each of x[1] to x[taps - 2], the middle one counted twice; outside of
// x[0] to x[taps - 1] its ends repeat. `taps` is 8 or 16, and 1 << shift.
KERNEL_INLINE void Means(const v128_t *x, v128_t *means, int taps, int shift) {
  const int reach = taps / 2 - 1;
  v128_t sums[kWideTaps];
#pragma clang loop unroll(full)
  for (int high = 0; high < 2; ++high) {
    v128_t wide[kWideTaps];
    for (int i = 0; i < taps; ++i) wide[i] = WidenHalf(x[i], high);
    v128_t window = wasm_i16x8_add(wasm_i16x8_mul(wide[0], wasm_i16x8_splat((int16_t)reach)),
                                   wasm_i16x8_splat((int16_t)(taps / 2)));  // around x[1], with the rounding
    for (int i = 1; i <= 1 + reach; ++i) window = wasm_i16x8_add(window, wide[i]);
#pragma clang loop unroll(full)
    for (int i = 1; i <= taps - 2; ++i) {
      const v128_t sum = wasm_u16x8_shr(wasm_i16x8_add(window, wide[i]), (uint32_t)shift);
      if (high) {
        means[i] = wasm_u8x16_narrow_i16x8(sums[i], sum);
      } else {
        sums[i] = sum;
      }
      const int next = i + reach + 1 < taps ? i + reach + 1 : taps - 1;
      const int last = i - reach > 0 ? i - reach : 0;
      window = wasm_i16x8_add(window, wasm_i16x8_sub(wide[next], wide[last]));
    }
  }
}

KERNEL_INLINE void Select(v128_t *x, const v128_t *means, int taps, v128_t where) {
  for (int i = 1; i <= taps - 2; ++i) x[i] = wasm_v128_bitselect(means[i], x[i], where);
}

// Eight pixels, of which `mask` are to be filtered, and `flat` of those more widely. How many a side may have changed.
KERNEL_INLINE int FilterEight(v128_t x[kTaps], v128_t mask, v128_t low_variance, v128_t flat) {
  if (!wasm_v128_any_true(flat)) {
    FilterInnerPixels(x, mask, low_variance);
    return 2;
  }
  v128_t means[kTaps];
  Means(x, means, kTaps, 3);
  if (wasm_v128_any_true(wasm_v128_andnot(mask, flat))) FilterInnerPixels(x, mask, low_variance);
  Select(x, means, kTaps, flat);
  return 3;
}

// The same for an edge that at most the filter of eight is for, or of four: `taps`, a constant.
KERNEL_INLINE int FilterEdge(v128_t x[kTaps], Limits limits, int taps) {
  v128_t low_variance;
  const v128_t mask = FilterMask(x, limits, &low_variance);
  if (!wasm_v128_any_true(mask)) return 0;
  if (taps == 4) {
    FilterInnerPixels(x, mask, low_variance);
    return 2;
  }
  const v128_t unevenness = Unevenness(x + kP0, 1, 3);
  if (!wasm_v128_any_true(wasm_v128_or(unevenness, wasm_v128_xor(x[kP0], x[kQ0])))) return 0;
  return FilterEight(x, mask, low_variance, wasm_v128_and(IsFlat(unevenness), mask));
}

// For the widest filter. `x` begins with p7, and what is beyond p3 and q3 is only there if FilterWide asks for it by
// `LoadOuter(from, x)`.
typedef void LoadOuterFunction(const uint8_t *s, int stride, v128_t x[kWideTaps]);

KERNEL_INLINE int FilterWide(v128_t x[kWideTaps], Limits limits, const uint8_t *s, int stride,
                             LoadOuterFunction *LoadOuter) {
  v128_t *const inner = x + kFirstInner;
  v128_t low_variance;
  const v128_t mask = FilterMask(inner, limits, &low_variance);
  if (!wasm_v128_any_true(mask)) return 0;
  const v128_t unevenness = Unevenness(inner + kP0, 1, 3);
  const v128_t flat = wasm_v128_and(IsFlat(unevenness), mask);
  if (!wasm_v128_any_true(flat)) return FilterEight(inner, mask, low_variance, flat);

  LoadOuter(s, stride, x);
  const v128_t outer = Unevenness(inner + kP0, 4, 7);
  const v128_t wide = wasm_v128_and(IsFlat(outer), flat);
  if (!wasm_v128_any_true(wide)) return FilterEight(inner, mask, low_variance, flat);
  const v128_t step = wasm_v128_xor(inner[kP0], inner[kQ0]);
  if (!wasm_v128_any_true(wasm_v128_or(step, wasm_v128_or(outer, unevenness)))) return 0;

  v128_t means[kWideTaps];
  Means(x, means, kWideTaps, 4);
  if (wasm_v128_any_true(wasm_v128_andnot(mask, wide))) FilterEight(inner, mask, low_variance, flat);
  Select(x, means, kWideTaps, wide);
  return 7;
}

// --- Horizontal edges, above row `s`
// ----------------------------------------------------------------------------------

KERNEL_INLINE void LoadRows(const uint8_t *s, int stride, v128_t x[kTaps]) {
  for (int i = 0; i < kTaps; ++i) x[i] = Load16(s + (i - kQ0) * stride);
}

KERNEL_INLINE void LoadOuterRows(const uint8_t *s, int stride, v128_t x[kWideTaps]) {
  for (int i = 4; i < 8; ++i) {
    x[7 - i] = Load16(s - (i + 1) * stride);
    x[8 + i] = Load16(s + i * stride);
  }
}

// The `changed` rows on each side, of those from `p0` on.
KERNEL_INLINE void StoreRows(uint8_t *s, int stride, const v128_t *p0, int changed) {
  for (int i = 0; i < changed; ++i) {
    Store16(s - (i + 1) * stride, p0[-i]);
    Store16(s + i * stride, p0[1 + i]);
  }
}

KERNEL_INLINE void HorizontalEdge(uint8_t *s, int stride, Limits limits, int taps) {
  v128_t x[kTaps];
  LoadRows(s, stride, x);
  const int changed = FilterEdge(x, limits, taps);
  if (changed == 2) StoreRows(s, stride, x + kP0, 2);
  if (changed == 3) StoreRows(s, stride, x + kP0, 3);
}

// --- Vertical edges, left of column `s`
// -------------------------------------------------------------------------------

// Eight rows of the outer columns, four on each side.
KERNEL_INLINE void LoadOuterColumns8(const uint8_t *s, int stride, v128_t columns[4]) {
  v128_t pairs[4];
  for (int i = 0; i < 4; ++i) {
    const uint8_t *row = s + 2 * i * stride;
    pairs[i] = InterleaveLow8(wasm_v128_load32_lane(row + 4, Load4(row - 8), 1),
                              wasm_v128_load32_lane(row + stride + 4, Load4(row + stride - 8), 1));
  }
  TransposePairs(pairs, columns);
}

KERNEL_INLINE void LoadOuterColumns(const uint8_t *s, int stride, v128_t x[kWideTaps]) {
  v128_t first[4], second[4];
  LoadOuterColumns8(s, stride, first);
  LoadOuterColumns8(s + 8 * stride, stride, second);
  for (int i = 0; i < 4; ++i) {
    const int to = i < 2 ? 2 * i : 8 + 2 * i;  // p7 to p4, q4 to q7
    x[to] = LowHalves(first[i], second[i]);
    x[to + 1] = HighHalves(first[i], second[i]);
  }
}

KERNEL_INLINE void StoreWideColumns(uint8_t *s, int stride, const v128_t x[kWideTaps]) {
  for (int side = 0; side < kWideTaps; side += 8) {
    const v128_t *c = x + side;
    TransposeOut(s + side - 8, stride, InterleaveLow8(c[0], c[1]), InterleaveLow8(c[2], c[3]),
                 InterleaveLow8(c[4], c[5]), InterleaveLow8(c[6], c[7]));
    TransposeOut(s + side - 8 + 8 * stride, stride, InterleaveHigh8(c[0], c[1]), InterleaveHigh8(c[2], c[3]),
                 InterleaveHigh8(c[4], c[5]), InterleaveHigh8(c[6], c[7]));
  }
}

KERNEL_INLINE void StoreChangedColumns(uint8_t *s, int stride, const v128_t x[kTaps], int changed) {
  if (changed == 2) StoreInnerColumns(s, s + 8 * stride, stride, x);
  if (changed == 3) StoreColumns(s, s + 8 * stride, stride, x);
}

KERNEL_INLINE void VerticalEdge(uint8_t *s, int stride, Limits limits, int taps) {
  v128_t x[kTaps];
  LoadColumns(s, s + 8 * stride, stride, x);
  StoreChangedColumns(s, stride, x, FilterEdge(x, limits, taps));
}

// --- The entry points
// -------------------------------------------------------------------------------------------------

void vpx_lpf_horizontal_16_dual_wasm(uint8_t *s, int pitch, const uint8_t *blimit, const uint8_t *limit,
                                     const uint8_t *thresh) {
  v128_t x[kWideTaps];
  LoadRows(s, pitch, x + kFirstInner);
  const Limits limits = {Load16(blimit), Load16(limit), Load16(thresh)};
  const int changed = FilterWide(x, limits, s, pitch, LoadOuterRows);
  const v128_t *const p0 = x + kFirstInner + kP0;
  if (changed == 2) StoreRows(s, pitch, p0, 2);
  if (changed == 3) StoreRows(s, pitch, p0, 3);
  if (changed == 7) StoreRows(s, pitch, p0, 7);
}

void vpx_lpf_vertical_16_dual_wasm(uint8_t *s, int pitch, const uint8_t *blimit, const uint8_t *limit,
                                   const uint8_t *thresh) {
  v128_t x[kWideTaps];
  LoadColumns(s, s + 8 * pitch, pitch, x + kFirstInner);
  const Limits limits = {Load16(blimit), Load16(limit), Load16(thresh)};
  const int changed = FilterWide(x, limits, s, pitch, LoadOuterColumns);
  StoreChangedColumns(s, pitch, x + kFirstInner, changed);
  if (changed == 7) StoreWideColumns(s, pitch, x);
}

#define DUAL_FUNCTION(name, Function, taps)                                                                         \
  void vpx_lpf_##name##_wasm(uint8_t *s, int pitch, const uint8_t *blimit0, const uint8_t *limit0,                  \
                             const uint8_t *thresh0, const uint8_t *blimit1, const uint8_t *limit1,                 \
                             const uint8_t *thresh1) {                                                              \
    const Limits limits = {LoadHalves(blimit0, blimit1), LoadHalves(limit0, limit1), LoadHalves(thresh0, thresh1)}; \
    Function(s, pitch, limits, taps);                                                                               \
  }

DUAL_FUNCTION(horizontal_4_dual, HorizontalEdge, 4)
DUAL_FUNCTION(horizontal_8_dual, HorizontalEdge, 8)
DUAL_FUNCTION(vertical_4_dual, VerticalEdge, 4)
DUAL_FUNCTION(vertical_8_dual, VerticalEdge, 8)
