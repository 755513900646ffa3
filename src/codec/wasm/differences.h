// Sum and sum of squares of differences, for variance.c, sub_pixel_variance.c and around_place.h.
#pragma once

#include "codec/wasm/simd.h"

typedef struct {
  v128_t sum;      // eight 16-bit lanes: at most 64 rows of two differences, within 15 bits and sign
  v128_t squares;  // four 32-bit lanes
} Differences;

KERNEL_INLINE Differences NoDifferences(void) { return (Differences){wasm_i32x4_splat(0), wasm_i32x4_splat(0)}; }

// Adds a - b of eight 16-bit lanes.
KERNEL_INLINE void AccumulateWords(v128_t a, v128_t b, Differences *to) {
  const v128_t difference = wasm_i16x8_sub(a, b);
  to->sum = wasm_i16x8_add(to->sum, difference);
  to->squares = wasm_i32x4_add(to->squares, wasm_i32x4_dot_i16x8(difference, difference));
}

// Adds a - b of sixteen bytes, of which b's are widened already.
KERNEL_INLINE void AccumulateWidened(v128_t a, v128_t b_low, v128_t b_high, Differences *to) {
  const v128_t low = wasm_i16x8_sub(WidenLow(a), b_low);
  const v128_t high = wasm_i16x8_sub(WidenHigh(a), b_high);
  to->sum = wasm_i16x8_add(to->sum, wasm_i16x8_add(low, high));
  to->squares =
      wasm_i32x4_add(to->squares, wasm_i32x4_add(wasm_i32x4_dot_i16x8(low, low), wasm_i32x4_dot_i16x8(high, high)));
}

KERNEL_INLINE void AccumulateBytes(v128_t a, v128_t b, Differences *to) {
  AccumulateWidened(a, WidenLow(b), WidenHigh(b), to);
}

// Stores the sum of squares and returns the variance times the block's size, as libvpx defines both.
KERNEL_INLINE uint32_t Variance(v128_t sum32, v128_t squares, uint32_t *sse, int width, int height) {
  const int32_t sum = (int32_t)Sum32(sum32);
  *sse = Sum32(squares);
  return *sse - (uint32_t)(((int64_t)sum * sum) / (width * height));
}
