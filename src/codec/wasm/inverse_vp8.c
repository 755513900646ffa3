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
  const v128_t even = InterleaveLow16(block.top, block.bottom);
  const v128_t odd = InterleaveHigh16(block.top, block.bottom);
  return (Block){InterleaveLow16(even, odd), InterleaveHigh16(even, odd)};
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

// One dimension of two blocks side by side: over the columns of four rows.
KERNEL_INLINE void InverseColumnsOfPair(v128_t rows[4]) {
  const v128_t sine = wasm_i16x8_splat((int16_t)(35468 - 65536));
  const v128_t cosine = wasm_i16x8_splat(20091);
  const v128_t a = wasm_i16x8_add(rows[0], rows[2]);
  const v128_t b = wasm_i16x8_sub(rows[0], rows[2]);
  const v128_t sine1 = wasm_i16x8_add(rows[1], MultiplyHigh(rows[1], sine));
  const v128_t sine3 = wasm_i16x8_add(rows[3], MultiplyHigh(rows[3], sine));
  const v128_t cosine1 = wasm_i16x8_add(rows[1], MultiplyHigh(rows[1], cosine));
  const v128_t cosine3 = wasm_i16x8_add(rows[3], MultiplyHigh(rows[3], cosine));
  const v128_t c = wasm_i16x8_sub(sine1, cosine3);
  const v128_t d = wasm_i16x8_add(cosine1, sine3);
  rows[0] = wasm_i16x8_add(a, d);
  rows[1] = wasm_i16x8_add(b, c);
  rows[2] = wasm_i16x8_sub(b, c);
  rows[3] = wasm_i16x8_sub(a, d);
}

// Adds a residual of four rows of eight to the picture in place.
KERNEL_INLINE void AddResidualRows(const v128_t rows[4], uint8_t *target, ptrdiff_t stride) {
  for (int y = 0; y < 4; ++y) {
    const v128_t sum = wasm_i16x8_add(rows[y], wasm_u16x8_load8x8(target + y * stride));
    Store8(target + y * stride, wasm_u8x16_narrow_i16x8(sum, sum));
  }
}

// Dequantizes, adds to the picture in place, and clears the coefficients.
KERNEL_INLINE void DequantizeAdd(short *coefficients, const short *factors, uint8_t *target, ptrdiff_t stride) {
  const Block block = {wasm_i16x8_mul(Load16(coefficients), Load16(factors)),
                       wasm_i16x8_mul(Load16(coefficients + 8), Load16(factors + 8))};
  InverseDctAdd(block, target, stride, target, stride);
  Store16(coefficients, wasm_i16x8_splat(0));
  Store16(coefficients + 8, wasm_i16x8_splat(0));
}

// The same for two blocks side by side.
KERNEL_INLINE void DequantizeAddPair(short *coefficients, const short *factors, uint8_t *target, ptrdiff_t stride) {
  const v128_t low = Load16(factors);
  const v128_t high = Load16(factors + 8);
  const v128_t top0 = wasm_i16x8_mul(Load16(coefficients), low);
  const v128_t bottom0 = wasm_i16x8_mul(Load16(coefficients + 8), high);
  const v128_t top1 = wasm_i16x8_mul(Load16(coefficients + 16), low);
  const v128_t bottom1 = wasm_i16x8_mul(Load16(coefficients + 24), high);
  v128_t rows[4] = {LowHalves(top0, top1), HighHalves(top0, top1), LowHalves(bottom0, bottom1),
                    HighHalves(bottom0, bottom1)};
  InverseColumnsOfPair(rows);
  TransposeBoth(rows);
  InverseColumnsOfPair(rows);
  const v128_t four = wasm_i16x8_splat(4);
  for (int i = 0; i < 4; ++i) rows[i] = wasm_i16x8_shr(wasm_i16x8_add(rows[i], four), 3);
  TransposeBoth(rows);
  AddResidualRows(rows, target, stride);
  for (int i = 0; i < 32; i += 8) Store16(coefficients + i, wasm_i16x8_splat(0));
}

// Two blocks of which only the means are coded.
KERNEL_INLINE void DcAddPair(short *coefficients, short factor, uint8_t *target, ptrdiff_t stride) {
  const int first = ((int16_t)(coefficients[0] * factor) + 4) >> 3;
  const int second = ((int16_t)(coefficients[16] * factor) + 4) >> 3;
  if (first | second) {  // most macroblocks are predicted so well that few blocks have any
    const v128_t residual = LowHalves(wasm_i16x8_splat((int16_t)first), wasm_i16x8_splat((int16_t)second));
    const v128_t rows[4] = {residual, residual, residual, residual};
    AddResidualRows(rows, target, stride);
  }
  coefficients[0] = coefficients[1] = coefficients[16] = coefficients[17] = 0;
}

// The same as DequantizeAdd, with the short way for a block of which only the mean is coded.
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

// Two blocks side by side, whatever they hold.
KERNEL_INLINE void DequantizeAddBlocks(short *coefficients, const short *factors, uint8_t *target, ptrdiff_t stride,
                                       const char *end_of_blocks) {
  const int full0 = end_of_blocks[0] > 1;
  const int full1 = end_of_blocks[1] > 1;
  if (full0 & full1) {
    DequantizeAddPair(coefficients, factors, target, stride);
  } else if (!(full0 | full1)) {
    DcAddPair(coefficients, factors[0], target, stride);
  } else {
    DequantizeAddBlock(coefficients, factors, target, stride, end_of_blocks[0]);
    DequantizeAddBlock(coefficients + 16, factors, target + 4, stride, end_of_blocks[1]);
  }
}

void vp8_dequant_idct_add_y_block_wasm(short *coefficients, short *factors, unsigned char *target, int stride,
                                       char *end_of_blocks) {
#pragma clang loop unroll(disable)
  for (int pair = 0; pair < 8; ++pair) {
    uint8_t *at = target + (pair >> 1) * 4 * stride + (pair & 1) * 8;
    DequantizeAddBlocks(coefficients + 32 * pair, factors, at, stride, end_of_blocks + 2 * pair);
  }
}

void vp8_dequant_idct_add_uv_block_wasm(short *coefficients, short *factors, unsigned char *u, unsigned char *v,
                                        int stride, char *end_of_blocks) {
#pragma clang loop unroll(disable)
  for (int pair = 0; pair < 4; ++pair) {
    uint8_t *at = (pair < 2 ? u : v) + (pair & 1) * 4 * stride;
    DequantizeAddBlocks(coefficients + 32 * pair, factors, at, stride, end_of_blocks + 2 * pair);
  }
}
