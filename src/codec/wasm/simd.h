// The loads, interleaves and sums that all our libvpx kernels are written with.
//
// Each kernel here replaces a libvpx C function of the same name (`_wasm` for `_c`) and gives exactly what that gives.
// Reads may pass a narrow block's right edge by at most 8 bytes, as libvpx's own x86 code does: the planes have borders
// of 32 pixels and more. Writes never leave the block.
#pragma once

#include <stddef.h>
#include <stdint.h>
#include <wasm_simd128.h>

#include "base/wasm_splats.h"

#define KERNEL_INLINE static inline __attribute__((always_inline))

KERNEL_INLINE v128_t Load16(const void *p) { return wasm_v128_load(p); }
KERNEL_INLINE v128_t Load8(const void *p) { return wasm_v128_load64_zero(p); }
KERNEL_INLINE v128_t Load4(const void *p) { return wasm_v128_load32_zero(p); }

// Eight bytes each of two rows, `stride` apart.
KERNEL_INLINE v128_t Load8x2(const uint8_t *p, ptrdiff_t stride) {
  return wasm_v128_load64_lane(p + stride, Load8(p), 1);
}

// Four bytes each of two rows in the low half.
KERNEL_INLINE v128_t Load4x2(const uint8_t *p, ptrdiff_t stride) {
  return wasm_v128_load32_lane(p + stride, Load4(p), 1);
}

KERNEL_INLINE void Store16(void *p, v128_t v) { wasm_v128_store(p, v); }
KERNEL_INLINE void Store8(void *p, v128_t v) { wasm_v128_store64_lane(p, v, 0); }

// Four rows of four bytes, from the four 32-bit lanes.
KERNEL_INLINE void Store4x4(uint8_t *p, ptrdiff_t stride, v128_t v) {
  wasm_v128_store32_lane(p, v, 0);
  wasm_v128_store32_lane(p + stride, v, 1);
  wasm_v128_store32_lane(p + 2 * stride, v, 2);
  wasm_v128_store32_lane(p + 3 * stride, v, 3);
}

// Interleave the low or the high halves of two vectors, in lanes of the given width.
KERNEL_INLINE v128_t InterleaveLow8(v128_t a, v128_t b) {
  return wasm_i8x16_shuffle(a, b, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23);
}
KERNEL_INLINE v128_t InterleaveHigh8(v128_t a, v128_t b) {
  return wasm_i8x16_shuffle(a, b, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31);
}
KERNEL_INLINE v128_t InterleaveLow16(v128_t a, v128_t b) { return wasm_i16x8_shuffle(a, b, 0, 8, 1, 9, 2, 10, 3, 11); }
KERNEL_INLINE v128_t InterleaveHigh16(v128_t a, v128_t b) {
  return wasm_i16x8_shuffle(a, b, 4, 12, 5, 13, 6, 14, 7, 15);
}
KERNEL_INLINE v128_t InterleaveLow32(v128_t a, v128_t b) { return wasm_i32x4_shuffle(a, b, 0, 4, 1, 5); }
KERNEL_INLINE v128_t InterleaveHigh32(v128_t a, v128_t b) { return wasm_i32x4_shuffle(a, b, 2, 6, 3, 7); }
KERNEL_INLINE v128_t LowHalves(v128_t a, v128_t b) { return wasm_i64x2_shuffle(a, b, 0, 2); }
KERNEL_INLINE v128_t HighHalves(v128_t a, v128_t b) { return wasm_i64x2_shuffle(a, b, 1, 3); }

// Bytes widened to 16 bits.
KERNEL_INLINE v128_t WidenLow(v128_t bytes) { return wasm_u16x8_extend_low_u8x16(bytes); }
KERNEL_INLINE v128_t WidenHigh(v128_t bytes) { return wasm_u16x8_extend_high_u8x16(bytes); }

// Transposes the 4x4 blocks in both halves of four rows.
KERNEL_INLINE void TransposeBoth(v128_t rows[4]) {
  const v128_t low01 = InterleaveLow16(rows[0], rows[1]);
  const v128_t low23 = InterleaveLow16(rows[2], rows[3]);
  const v128_t high01 = InterleaveHigh16(rows[0], rows[1]);
  const v128_t high23 = InterleaveHigh16(rows[2], rows[3]);
  const v128_t left01 = InterleaveLow32(low01, low23);
  const v128_t left23 = InterleaveHigh32(low01, low23);
  const v128_t right01 = InterleaveLow32(high01, high23);
  const v128_t right23 = InterleaveHigh32(high01, high23);
  rows[0] = LowHalves(left01, right01);
  rows[1] = HighHalves(left01, right01);
  rows[2] = LowHalves(left23, right23);
  rows[3] = HighHalves(left23, right23);
}

// |a - b| of unsigned bytes: one of the saturated differences is zero.
KERNEL_INLINE v128_t AbsoluteDifference(v128_t a, v128_t b) {
  return wasm_v128_or(wasm_u8x16_sub_sat(a, b), wasm_u8x16_sub_sat(b, a));
}

// (a * b) >> 16 in eight signed 16-bit lanes.
KERNEL_INLINE v128_t MultiplyHigh(v128_t a, v128_t b) {
  return wasm_i16x8_shuffle(wasm_i32x4_extmul_low_i16x8(a, b), wasm_i32x4_extmul_high_i16x8(a, b), 1, 3, 5, 7, 9, 11,
                            13, 15);
}

// The sum of four 32-bit lanes, modulo 2^32.
KERNEL_INLINE uint32_t Sum32(v128_t v) {
  v = wasm_i32x4_add(v, wasm_i32x4_shuffle(v, v, 2, 3, 0, 1));
  v = wasm_i32x4_add(v, wasm_i32x4_shuffle(v, v, 1, 0, 3, 2));
  return (uint32_t)wasm_i32x4_extract_lane(v, 0);
}

// The sums of four vectors of four 32-bit lanes: a transpose and additions.
KERNEL_INLINE v128_t FourSums(v128_t a, v128_t b, v128_t c, v128_t d) {
  const v128_t ab = wasm_i32x4_add(InterleaveLow32(a, b), InterleaveHigh32(a, b));
  const v128_t cd = wasm_i32x4_add(InterleaveLow32(c, d), InterleaveHigh32(c, d));
  return wasm_i32x4_add(LowHalves(ab, cd), HighHalves(ab, cd));
}
