// Pixels between pixels, as bytes, for sub_pixel_variance.c and around_place.h.
//
// libvpx interpolates bilinearly in steps of 1/8 pixel, first across, then down, each step rounded to a whole number:
// a + ((b - a) * offset * 16 + 64 >> 7). Offset 4 is the rounded mean, 2 and 6 are a quarter and three quarters of the
// way: these need no multiplication, and sixteen bytes at a time do.
#pragma once

#include "codec/wasm/simd.h"

// The mean, rounded down.
KERNEL_INLINE v128_t FloorMean(v128_t a, v128_t b) {
  return wasm_i8x16_sub(wasm_u8x16_avgr(a, b), wasm_v128_and(wasm_v128_xor(a, b), wasm_i8x16_splat(1)));
}

// A quarter of the way from `near` to `far`: (3 near + far + 2) >> 2.
KERNEL_INLINE v128_t Quarter(v128_t near, v128_t far) { return wasm_u8x16_avgr(near, FloorMean(near, far)); }
