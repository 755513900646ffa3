// Differences from a picture at the four places around one, for sub_pixel_search_vp8.c and sub_pixel_search_vp9.c.
// Sixteen columns at a time.
//
// Those left and right share what they load and widen, and so do those above and below. The sums of all four in one
// pass would not fit into registers beside the rest.
#pragma once

#include "codec/wasm/between_pixels.h"
#include "codec/wasm/differences.h"

enum { kLeft, kRight, kUp, kDown, kAround };

// Half a pixel around a whole one.
KERNEL_INLINE void HalvesAround(const uint8_t *at, ptrdiff_t stride, const uint8_t *source, ptrdiff_t source_stride,
                                int height, Differences d[kAround]) {
  for (int i = 0; i < kAround; ++i) d[i] = NoDifferences();
  const uint8_t *p = at;
  const uint8_t *q = source;
#pragma clang loop unroll(disable)
  for (int y = 0; y < height; ++y) {
    const v128_t s = Load16(q);
    const v128_t low = WidenLow(s);
    const v128_t high = WidenHigh(s);
    const v128_t here = Load16(p);
    AccumulateWidened(wasm_u8x16_avgr(Load16(p - 1), here), low, high, &d[kLeft]);
    AccumulateWidened(wasm_u8x16_avgr(here, Load16(p + 1)), low, high, &d[kRight]);
    p += stride;
    q += source_stride;
  }
  v128_t here = Load16(at);
  v128_t up = wasm_u8x16_avgr(Load16(at - stride), here);
#pragma clang loop unroll(disable)
  for (int y = 0; y < height; ++y) {
    const v128_t s = Load16(source);
    const v128_t low = WidenLow(s);
    const v128_t high = WidenHigh(s);
    at += stride;
    const v128_t below = Load16(at);
    AccumulateWidened(up, low, high, &d[kUp]);
    up = wasm_u8x16_avgr(here, below);
    AccumulateWidened(up, low, high, &d[kDown]);
    here = below;
    source += source_stride;
  }
}

// A row, half a pixel right of `p` (`half`, a constant) or on it.
KERNEL_INLINE v128_t ReadHalfRow(const uint8_t *p, int half) {
  return half ? wasm_u8x16_avgr(Load16(p), Load16(p + 1)) : Load16(p);
}

// What is a quarter left and right of that.
typedef struct {
  v128_t left, right;
} QuarterRow;

KERNEL_INLINE QuarterRow ReadQuarterRow(const uint8_t *p, int half) {
  const v128_t pixels = Load16(p);
  const v128_t next = Load16(p + 1);
  const v128_t mean = FloorMean(pixels, next);
  const QuarterRow row = {
      half ? wasm_u8x16_avgr(pixels, mean) : Quarter(pixels, Load16(p - 1)),
      wasm_u8x16_avgr(half ? next : pixels, mean),
  };
  return row;
}

// A quarter of a pixel around a place that is half a pixel right of `at` or on it, and half one below or not:
// constants.
KERNEL_INLINE void QuartersAround(const uint8_t *at, ptrdiff_t stride, const uint8_t *source, ptrdiff_t source_stride,
                                  int half_x, int half_y, int height, Differences d[kAround]) {
  for (int i = 0; i < kAround; ++i) d[i] = NoDifferences();
  const uint8_t *p = at;
  const uint8_t *q = source;
  QuarterRow row = ReadQuarterRow(p, half_x);
#pragma clang loop unroll(disable)
  for (int y = 0; y < height; ++y) {
    const v128_t s = Load16(q);
    const v128_t low = WidenLow(s);
    const v128_t high = WidenHigh(s);
    p += stride;
    const QuarterRow below = ReadQuarterRow(p, half_x);
    AccumulateWidened(half_y ? wasm_u8x16_avgr(row.left, below.left) : row.left, low, high, &d[kLeft]);
    AccumulateWidened(half_y ? wasm_u8x16_avgr(row.right, below.right) : row.right, low, high, &d[kRight]);
    row = below;
    q += source_stride;
  }
  v128_t above = ReadHalfRow(at - stride, half_x);
  v128_t here = ReadHalfRow(at, half_x);
#pragma clang loop unroll(disable)
  for (int y = 0; y < height; ++y) {
    const v128_t s = Load16(source);
    const v128_t low = WidenLow(s);
    const v128_t high = WidenHigh(s);
    at += stride;
    const v128_t below = ReadHalfRow(at, half_x);
    const v128_t mean = FloorMean(here, below);
    AccumulateWidened(half_y ? wasm_u8x16_avgr(here, mean) : Quarter(here, above), low, high, &d[kUp]);
    AccumulateWidened(wasm_u8x16_avgr(half_y ? below : here, mean), low, high, &d[kDown]);
    above = here;
    here = below;
    source += source_stride;
  }
}
