// The transforms of the sixteen luma means of a VP8 macroblock: vp8/encoder/dct.c (vp8_short_walsh4x4),
// vp8/common/idctllm.c (vp8_short_inv_walsh4x4); RFC 6386 section 14.3.
#include "codec/wasm/simd.h"

// Swaps the halves.
KERNEL_INLINE v128_t Swap(v128_t v) { return wasm_i64x2_shuffle(v, v, 1, 0); }

// `pitch` is in bytes, as in C. Means of 8-bit video stay within 2040, so the first pass fits 16 bits; the second needs
// 32.
void vp8_short_walsh4x4_wasm(short *input, short *output, int pitch) {
  const int stride = pitch / 2;
  const v128_t rows01 = wasm_v128_load64_lane(input + stride, Load8(input), 1);
  const v128_t rows23 = wasm_v128_load64_lane(input + 3 * stride, Load8(input + 2 * stride), 1);

  // Across: lanes are rows here, two columns a vector.
  const v128_t columns01 = wasm_i16x8_shuffle(rows01, rows23, 0, 4, 8, 12, 1, 5, 9, 13);
  const v128_t columns23 = wasm_i16x8_shuffle(rows01, rows23, 2, 6, 10, 14, 3, 7, 11, 15);
  const v128_t ad = wasm_i16x8_shl(wasm_i16x8_add(columns01, columns23), 2);
  const v128_t bc = wasm_i16x8_shl(wasm_i16x8_sub(columns01, columns23), 2);
  // C adds one to the first column where a is not zero; the comparison is -1 there.
  const v128_t first = wasm_i16x8_sub(wasm_i16x8_add(ad, Swap(ad)), wasm_i16x8_ne(ad, wasm_i16x8_splat(0)));
  const v128_t left = LowHalves(first, wasm_i16x8_add(bc, Swap(bc)));
  const v128_t right = LowHalves(wasm_i16x8_sub(bc, Swap(bc)), wasm_i16x8_sub(ad, Swap(ad)));

  // Down: a 32-bit lane holds a column's rows 0 and 1, or 2 and 3.
  const v128_t top = wasm_i32x4_shuffle(left, right, 0, 2, 4, 6);
  const v128_t bottom = wasm_i32x4_shuffle(left, right, 1, 3, 5, 7);
  const v128_t add = wasm_i16x8_splat(1);
  const v128_t subtract = wasm_i32x4_splat((int32_t)0xFFFF0001);
  const v128_t top_sum = wasm_i32x4_dot_i16x8(top, add);
  const v128_t top_difference = wasm_i32x4_dot_i16x8(top, subtract);
  const v128_t bottom_sum = wasm_i32x4_dot_i16x8(bottom, add);
  const v128_t bottom_difference = wasm_i32x4_dot_i16x8(bottom, subtract);
  v128_t rows[4] = {wasm_i32x4_add(top_sum, bottom_sum), wasm_i32x4_sub(top_sum, bottom_sum),
                    wasm_i32x4_sub(top_difference, bottom_difference),
                    wasm_i32x4_add(top_difference, bottom_difference)};
  for (int i = 0; i < 4; ++i) {
    // An eighth, rounded symmetrically: negative numbers get one more.
    const v128_t rounding = wasm_i32x4_add(wasm_u32x4_shr(rows[i], 31), wasm_i32x4_splat(3));
    rows[i] = wasm_i32x4_shr(wasm_i32x4_add(rows[i], rounding), 3);
  }
  Store16(output, wasm_i16x8_narrow_i32x4(rows[0], rows[1]));
  Store16(output + 8, wasm_i16x8_narrow_i32x4(rows[2], rows[3]));
}

// The first value of each of the macroblock's sixteen blocks of coefficients.
KERNEL_INLINE void StoreMeans(short *coefficients, v128_t low, v128_t high) {
#define STORE(i)                                             \
  wasm_v128_store16_lane(coefficients + 16 * (i), low, (i)); \
  wasm_v128_store16_lane(coefficients + 16 * (8 + (i)), high, (i))
  STORE(0);
  STORE(1);
  STORE(2);
  STORE(3);
  STORE(4);
  STORE(5);
  STORE(6);
  STORE(7);
#undef STORE
}

// Values are within the range that the forward transform gives, so that sums fit 16 bits as they do in the decoder.
void vp8_short_inv_walsh4x4_wasm(short *input, short *coefficients) {
  // Down, with rows 0 and 1 in one vector and rows 3 and 2 in the other.
  const v128_t rows01 = Load16(input);
  const v128_t rows32 = Swap(Load16(input + 8));
  const v128_t ab = wasm_i16x8_add(rows01, rows32);
  const v128_t dc = wasm_i16x8_sub(rows01, rows32);
  const v128_t abcd_low = LowHalves(ab, dc);    // a d
  const v128_t abcd_high = HighHalves(ab, dc);  // b c
  const v128_t down01 = wasm_i16x8_add(abcd_low, abcd_high);
  const v128_t down23 = wasm_i16x8_sub(abcd_low, abcd_high);

  // Across, the same with columns: 0 and 1 in one vector, 3 and 2 in the other.
  const v128_t columns01 = wasm_i16x8_shuffle(down01, down23, 0, 4, 8, 12, 1, 5, 9, 13);
  const v128_t columns32 = wasm_i16x8_shuffle(down01, down23, 3, 7, 11, 15, 2, 6, 10, 14);
  const v128_t three = wasm_i16x8_splat(3);
  const v128_t sums = wasm_i16x8_add(columns01, columns32);
  const v128_t differences = wasm_i16x8_sub(columns01, columns32);
  const v128_t ad = wasm_i16x8_add(LowHalves(sums, differences), three);
  const v128_t bc = HighHalves(sums, differences);
  const v128_t across01 = wasm_i16x8_shr(wasm_i16x8_add(ad, bc), 3);
  const v128_t across23 = wasm_i16x8_shr(wasm_i16x8_sub(ad, bc), 3);
  StoreMeans(coefficients, wasm_i16x8_shuffle(across01, across23, 0, 4, 8, 12, 1, 5, 9, 13),
             wasm_i16x8_shuffle(across01, across23, 2, 6, 10, 14, 3, 7, 11, 15));
}

void vp8_short_inv_walsh4x4_1_wasm(short *input, short *coefficients) {
  const v128_t mean = wasm_i16x8_splat((int16_t)((input[0] + 3) >> 3));
  StoreMeans(coefficients, mean, mean);
}
