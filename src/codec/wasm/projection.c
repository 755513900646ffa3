// Sums along a line of pixels, by which VP9 compares whole blocks in one dimension: vpx_dsp/avg.c.
#include "codec/wasm/simd.h"

// The sum of `width` bytes, 16, 32 or 64.
int16_t vpx_int_pro_col_wasm(const uint8_t *pixels, const int width) {
  v128_t sums = wasm_i16x8_splat(0);
  for (int x = 0; x < width; x += 16) sums = wasm_i16x8_add(sums, wasm_u16x8_extadd_pairwise_u8x16(Load16(pixels + x)));
  return (int16_t)Sum32(wasm_u32x4_extadd_pairwise_u16x8(sums));
}
