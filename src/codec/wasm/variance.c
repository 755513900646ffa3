// Variances of the difference of two blocks: vpx_dsp/variance.c.
#include "codec/wasm/differences.h"

// Columns of sixteen at a time, since a column's 16-bit sums hold up to 64 rows. `width` and `height` are constants.
KERNEL_INLINE uint32_t BlockVariance(const uint8_t *source, int source_stride, const uint8_t *reference,
                                     int reference_stride, uint32_t *sse, int width, int height) {
  v128_t sum = wasm_i32x4_splat(0);
  v128_t squares = wasm_i32x4_splat(0);
  if (width == 8) {
    Differences block = NoDifferences();
    for (int y = 0; y < height; y += 2) {
      AccumulateBytes(Load8x2(source, source_stride), Load8x2(reference, reference_stride), &block);
      source += 2 * source_stride;
      reference += 2 * reference_stride;
    }
    sum = wasm_i32x4_extadd_pairwise_i16x8(block.sum);
    squares = block.squares;
  } else {
    for (int x = 0; x < width; x += 16) {
      const uint8_t *s = source + x;
      const uint8_t *r = reference + x;
      Differences column = NoDifferences();
      for (int y = 0; y < height; ++y) {
        AccumulateBytes(Load16(s), Load16(r), &column);
        s += source_stride;
        r += reference_stride;
      }
      sum = wasm_i32x4_add(sum, wasm_i32x4_extadd_pairwise_i16x8(column.sum));
      squares = wasm_i32x4_add(squares, column.squares);
    }
  }
  return Variance(sum, squares, sse, width, height);
}

#define VARIANCE_FUNCTION(width, height)                                                                             \
  unsigned int vpx_variance##width##x##height##_wasm(                                                                \
      const uint8_t *source, int source_stride, const uint8_t *reference, int reference_stride, unsigned int *sse) { \
    return BlockVariance(source, source_stride, reference, reference_stride, sse, width, height);                    \
  }

VARIANCE_FUNCTION(64, 64)
VARIANCE_FUNCTION(64, 32)
VARIANCE_FUNCTION(32, 64)
VARIANCE_FUNCTION(32, 32)
VARIANCE_FUNCTION(32, 16)
VARIANCE_FUNCTION(16, 32)
VARIANCE_FUNCTION(16, 16)
VARIANCE_FUNCTION(16, 8)
VARIANCE_FUNCTION(8, 16)
VARIANCE_FUNCTION(8, 8)
VARIANCE_FUNCTION(8, 4)

// The mean is no part of this.
unsigned int vpx_mse16x16_wasm(const uint8_t *source, int source_stride, const uint8_t *reference, int reference_stride,
                               unsigned int *sse) {
  v128_t squares = wasm_i32x4_splat(0);
#pragma clang loop unroll_count(2)
  for (int y = 0; y < 16; ++y) {
    const v128_t difference = AbsoluteDifference(Load16(source), Load16(reference));
    const v128_t low = WidenLow(difference);
    const v128_t high = WidenHigh(difference);
    squares = wasm_i32x4_add(squares, wasm_i32x4_add(wasm_i32x4_dot_i16x8(low, low), wasm_i32x4_dot_i16x8(high, high)));
    source += source_stride;
    reference += reference_stride;
  }
  return *sse = Sum32(squares);
}

// The squared error of a 4x4 block.
uint32_t vpx_get4x4sse_cs_wasm(const uint8_t *source, int source_stride, const uint8_t *reference,
                               int reference_stride) {
  v128_t squares = wasm_i32x4_splat(0);
  for (int y = 0; y < 4; y += 2) {
    const v128_t difference =
        wasm_i16x8_sub(WidenLow(Load4x2(source, source_stride)), WidenLow(Load4x2(reference, reference_stride)));
    squares = wasm_i32x4_add(squares, wasm_i32x4_dot_i16x8(difference, difference));
    source += 2 * source_stride;
    reference += 2 * reference_stride;
  }
  return Sum32(squares);
}
