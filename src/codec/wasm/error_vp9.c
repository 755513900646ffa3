// Squared errors of quantized coefficients: vp9/encoder/vp9_rdopt.c.
//
// Coefficients are those of 8-bit video: they and their differences fit 16 bits. The sum of two squares fits 32 bits
// unsigned, not signed; the sums are kept in 64.
#include "codec/wasm/simd.h"
#include "vpx_config.h"  // before libvpx's headers: it defines INLINE
#include "vpx_dsp/vpx_dsp_common.h"

// The squares of eight 16-bit lanes, added to two 64-bit lanes.
KERNEL_INLINE v128_t AddSquares(v128_t sum, v128_t values) {
  const v128_t squares = wasm_i32x4_dot_i16x8(values, values);
  return wasm_i64x2_add(sum,
                        wasm_i64x2_add(wasm_u64x2_extend_low_u32x4(squares), wasm_u64x2_extend_high_u32x4(squares)));
}

KERNEL_INLINE int64_t Sum64(v128_t v) { return wasm_i64x2_extract_lane(v, 0) + wasm_i64x2_extract_lane(v, 1); }

// `size` is a multiple of 8.
int64_t vp9_block_error_wasm(const tran_low_t *coefficients, const tran_low_t *dequantized, intptr_t size,
                             int64_t *energy) {
  v128_t errors = wasm_i64x2_splat(0);
  v128_t energies = errors;
  for (intptr_t i = 0; i < size; i += 8) {
    const v128_t c = Load16(coefficients + i);
    errors = AddSquares(errors, wasm_i16x8_sub(c, Load16(dequantized + i)));
    energies = AddSquares(energies, c);
  }
  *energy = Sum64(energies);
  return Sum64(errors);
}

int64_t vp9_block_error_fp_wasm(const tran_low_t *coefficients, const tran_low_t *dequantized, int size) {
  v128_t errors = wasm_i64x2_splat(0);
  for (int i = 0; i < size; i += 8) {
    errors = AddSquares(errors, wasm_i16x8_sub(Load16(coefficients + i), Load16(dequantized + i)));
  }
  return Sum64(errors);
}
