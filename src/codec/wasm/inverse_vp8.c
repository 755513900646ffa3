// VP8's inverse transform and reconstruction: vp8/common/idctllm.c, dequantize.c, idct_blk.c; RFC 6386 section 14.3.
#include "codec/wasm/simd.h"

// A 4x4 block of 16-bit values in two vectors: rows 0 and 1, rows 2 and 3.
typedef struct {
  v128_t top;
  v128_t bottom;
} Block;

// One dimension: over the columns of `block`.
KERNEL_INLINE Block InverseColumns(Block block) {
  const v128_t even = LowHalves(block.top, block.bottom);  // rows 0 and 2
  const v128_t odd = HighHalves(block.top, block.bottom);  // rows 1 and 3
  // sqrt(2) sin(pi/8) is 35468 / 65536, which as a signed 16-bit factor is one less: so the value is added once more.
  // sqrt(2) cos(pi/8) - 1 is 20091 / 65536.
  const v128_t sine = wasm_i16x8_add(odd, MultiplyHigh(odd, wasm_i16x8_splat((int16_t)(35468 - 65536))));
  const v128_t cosine = wasm_i16x8_add(odd, MultiplyHigh(odd, wasm_i16x8_splat(20091)));
  const v128_t row2 = HighHalves(even, even);
  const v128_t a = wasm_i16x8_add(even, row2);
  const v128_t b = wasm_i16x8_sub(even, row2);
  const v128_t c = wasm_i16x8_sub(sine, HighHalves(cosine, cosine));
  const v128_t d = wasm_i16x8_add(cosine, HighHalves(sine, sine));
  const v128_t ab = LowHalves(a, b);
  const v128_t dc = LowHalves(d, c);
  const v128_t rows32 = wasm_i16x8_sub(ab, dc);
  return (Block){wasm_i16x8_add(ab, dc), wasm_i64x2_shuffle(rows32, rows32, 1, 0)};
}

KERNEL_INLINE Block Transpose(Block block) {
  return (Block){wasm_i16x8_shuffle(block.top, block.bottom, 0, 4, 8, 12, 1, 5, 9, 13),
                 wasm_i16x8_shuffle(block.top, block.bottom, 2, 6, 10, 14, 3, 7, 11, 15)};
}

// Adds a residual to a predicted 4x4 block and clips to bytes.
KERNEL_INLINE void AddResidual(Block residual, const uint8_t *prediction, ptrdiff_t prediction_stride, uint8_t *target,
                               ptrdiff_t target_stride) {
  const v128_t top = WidenLow(Load4x2(prediction, prediction_stride));
  const v128_t bottom = WidenLow(Load4x2(prediction + 2 * prediction_stride, prediction_stride));
  Store4x4(target, target_stride,
           wasm_u8x16_narrow_i16x8(wasm_i16x8_add(residual.top, top), wasm_i16x8_add(residual.bottom, bottom)));
}

KERNEL_INLINE void InverseDctAdd(Block block, const uint8_t *prediction, ptrdiff_t prediction_stride, uint8_t *target,
                                 ptrdiff_t target_stride) {
  const v128_t four = wasm_i16x8_splat(4);
  block = InverseColumns(Transpose(InverseColumns(block)));
  block.top = wasm_i16x8_shr(wasm_i16x8_add(block.top, four), 3);
  block.bottom = wasm_i16x8_shr(wasm_i16x8_add(block.bottom, four), 3);
  AddResidual(Transpose(block), prediction, prediction_stride, target, target_stride);
}

KERNEL_INLINE void DcAdd(int dc, const uint8_t *prediction, ptrdiff_t prediction_stride, uint8_t *target,
                         ptrdiff_t target_stride) {
  const v128_t residual = wasm_i16x8_splat((int16_t)((dc + 4) >> 3));
  AddResidual((Block){residual, residual}, prediction, prediction_stride, target, target_stride);
}

// Dequantizes, adds to the picture in place, and clears the coefficients.
KERNEL_INLINE void DequantizeAdd(short *coefficients, const short *factors, uint8_t *target, ptrdiff_t stride) {
  const Block block = {wasm_i16x8_mul(Load16(coefficients), Load16(factors)),
                       wasm_i16x8_mul(Load16(coefficients + 8), Load16(factors + 8))};
  InverseDctAdd(block, target, stride, target, stride);
  Store16(coefficients, wasm_i16x8_splat(0));
  Store16(coefficients + 8, wasm_i16x8_splat(0));
}

// The same, with the short way for a block of which only the mean is coded.
KERNEL_INLINE void DequantizeAddBlock(short *coefficients, const short *factors, uint8_t *target, ptrdiff_t stride,
                                      int end_of_block) {
  if (end_of_block > 1) {
    DequantizeAdd(coefficients, factors, target, stride);
  } else {
    DcAdd((int16_t)(coefficients[0] * factors[0]), target, stride, target, stride);
    coefficients[0] = 0;
    coefficients[1] = 0;
  }
}

void vp8_short_idct4x4llm_wasm(short *input, unsigned char *prediction, int prediction_stride, unsigned char *target,
                               int target_stride) {
  InverseDctAdd((Block){Load16(input), Load16(input + 8)}, prediction, prediction_stride, target, target_stride);
}

void vp8_dc_only_idct_add_wasm(short dc, unsigned char *prediction, int prediction_stride, unsigned char *target,
                               int target_stride) {
  DcAdd(dc, prediction, prediction_stride, target, target_stride);
}

void vp8_dequant_idct_add_wasm(short *coefficients, short *factors, unsigned char *target, int stride) {
  DequantizeAdd(coefficients, factors, target, stride);
}

void vp8_dequant_idct_add_y_block_wasm(short *coefficients, short *factors, unsigned char *target, int stride,
                                       char *end_of_blocks) {
  for (int row = 0; row < 4; ++row) {
    for (int column = 0; column < 4; ++column) {
      DequantizeAddBlock(coefficients, factors, target + 4 * column, stride, *end_of_blocks++);
      coefficients += 16;
    }
    target += 4 * stride;
  }
}

void vp8_dequant_idct_add_uv_block_wasm(short *coefficients, short *factors, unsigned char *u, unsigned char *v,
                                        int stride, char *end_of_blocks) {
  for (int plane = 0; plane < 2; ++plane) {
    uint8_t *target = plane == 0 ? u : v;
    for (int row = 0; row < 2; ++row) {
      for (int column = 0; column < 2; ++column) {
        DequantizeAddBlock(coefficients, factors, target + 4 * column, stride, *end_of_blocks++);
        coefficients += 16;
      }
      target += 4 * stride;
    }
  }
}
