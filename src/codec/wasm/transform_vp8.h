// VP8's forward transform: vp8/encoder/dct.c, for transform_vp8.c and residual_vp8.c. Two 4x4 blocks are transformed
// side by side, one in each half.
#pragma once

#include "codec/wasm/simd.h"

// (c * k0 + d * k1 + rounding) >> shift, where `low` and `high` hold c and d interleaved and `k` holds k0 and k1.
KERNEL_INLINE v128_t Rotate(v128_t low, v128_t high, v128_t k, int rounding, int shift) {
  const v128_t r = wasm_i32x4_splat(rounding);
  return wasm_i16x8_narrow_i32x4(wasm_i32x4_shr(wasm_i32x4_add(wasm_i32x4_dot_i16x8(low, k), r), (uint32_t)shift),
                                 wasm_i32x4_shr(wasm_i32x4_add(wasm_i32x4_dot_i16x8(high, k), r), (uint32_t)shift));
}

KERNEL_INLINE void ForwardDct(v128_t rows[4]) {
  const v128_t odd = wasm_i32x4_splat((int32_t)((5352u << 16) | 2217u));             // 2217 c + 5352 d
  const v128_t even = wasm_i32x4_splat((int32_t)((2217u << 16) | (uint16_t)-5352));  // 2217 d - 5352 c

  TransposeBoth(rows);
  v128_t a = wasm_i16x8_shl(wasm_i16x8_add(rows[0], rows[3]), 3);
  v128_t b = wasm_i16x8_shl(wasm_i16x8_add(rows[1], rows[2]), 3);
  v128_t c = wasm_i16x8_shl(wasm_i16x8_sub(rows[1], rows[2]), 3);
  v128_t d = wasm_i16x8_shl(wasm_i16x8_sub(rows[0], rows[3]), 3);
  rows[0] = wasm_i16x8_add(a, b);
  rows[1] = Rotate(InterleaveLow16(c, d), InterleaveHigh16(c, d), odd, 14500, 12);
  rows[2] = wasm_i16x8_sub(a, b);
  rows[3] = Rotate(InterleaveLow16(c, d), InterleaveHigh16(c, d), even, 7500, 12);

  TransposeBoth(rows);
  a = wasm_i16x8_add(rows[0], rows[3]);
  b = wasm_i16x8_add(rows[1], rows[2]);
  c = wasm_i16x8_sub(rows[1], rows[2]);
  d = wasm_i16x8_sub(rows[0], rows[3]);
  const v128_t seven = wasm_i16x8_splat(7);
  rows[0] = wasm_i16x8_shr(wasm_i16x8_add(wasm_i16x8_add(a, b), seven), 4);
  rows[2] = wasm_i16x8_shr(wasm_i16x8_add(wasm_i16x8_sub(a, b), seven), 4);
  // C adds one where d is not zero; the comparison is -1 there.
  rows[1] = wasm_i16x8_sub(Rotate(InterleaveLow16(c, d), InterleaveHigh16(c, d), odd, 12000, 16),
                           wasm_i16x8_ne(d, wasm_i16x8_splat(0)));
  rows[3] = Rotate(InterleaveLow16(c, d), InterleaveHigh16(c, d), even, 51000, 16);
}
