// Squared errors of quantized coefficients: vp8/encoder/rdopt.c.
#include "codec/wasm/simd.h"
#include "vp8/encoder/block.h"

// The squared differences of sixteen coefficients, in four partial sums. Coefficients are those of 8-bit video: their
// differences fit 16 bits.
KERNEL_INLINE v128_t SquaredDifferences(const short *a, const short *b) {
  const v128_t low = wasm_i16x8_sub(Load16(a), Load16(b));
  const v128_t high = wasm_i16x8_sub(Load16(a + 8), Load16(b + 8));
  return wasm_i32x4_add(wasm_i32x4_dot_i16x8(low, low), wasm_i32x4_dot_i16x8(high, high));
}

int vp8_block_error_wasm(short *coefficients, short *dequantized) {
  return (int)Sum32(SquaredDifferences(coefficients, dequantized));
}

// The sixteen luma blocks; `first` (0 or 1) leaves the mean out.
int vp8_mbblock_error_wasm(MACROBLOCK *macroblock, int first) {
  v128_t sum = wasm_i32x4_splat(0);
  int32_t means = 0;
  for (int i = 0; i < 16; ++i) {
    const short *coefficients = macroblock->block[i].coeff;
    const short *dequantized = macroblock->e_mbd.block[i].dqcoeff;
    sum = wasm_i32x4_add(sum, SquaredDifferences(coefficients, dequantized));
    const int32_t mean = (int16_t)(coefficients[0] - dequantized[0]);
    means += mean * mean;
  }
  return (int)Sum32(sum) - (first ? means : 0);
}

// The eight chroma blocks.
int vp8_mbuverror_wasm(MACROBLOCK *macroblock) {
  v128_t sum = wasm_i32x4_splat(0);
  for (int i = 16; i < 24; ++i) {
    sum = wasm_i32x4_add(sum, SquaredDifferences(macroblock->block[i].coeff, macroblock->e_mbd.block[i].dqcoeff));
  }
  return (int)Sum32(sum);
}
