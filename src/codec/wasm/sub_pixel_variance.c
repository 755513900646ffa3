// Variances against a block between pixels: vpx_dsp/variance.c, vpx_sub_pixel_variance*.
//
// The source is interpolated bilinearly in steps of 1/8 pixel, first across, then down, each step rounded to a byte:
// a + ((b - a) * offset * 16 + 64 >> 7). Offset 0 is the pixel itself and offset 4 the rounded mean, which have
// instructions of their own; so there are nine loops, one for each pair of kinds.
#include "codec/wasm/differences.h"

typedef enum { kCopy, kMean, kBlend } Interpolation;

KERNEL_INLINE Interpolation KindOf(int offset) { return offset == 0 ? kCopy : offset == 4 ? kMean : kBlend; }

// Between `a` and its neighbours `b`; `weight` is 16 * offset in each 16-bit lane.
KERNEL_INLINE v128_t Interpolate(v128_t a, v128_t b, Interpolation kind, v128_t weight) {
  if (kind == kCopy) return a;
  if (kind == kMean) return wasm_u8x16_avgr(a, b);
  const v128_t half = wasm_i16x8_splat(64);
  const v128_t a_low = WidenLow(a);
  const v128_t a_high = WidenHigh(a);
  const v128_t step_low = wasm_i16x8_mul(wasm_i16x8_sub(WidenLow(b), a_low), weight);
  const v128_t step_high = wasm_i16x8_mul(wasm_i16x8_sub(WidenHigh(b), a_high), weight);
  return wasm_u8x16_narrow_i16x8(wasm_i16x8_add(a_low, wasm_i16x8_shr(wasm_i16x8_add(step_low, half), 7)),
                                 wasm_i16x8_add(a_high, wasm_i16x8_shr(wasm_i16x8_add(step_high, half), 7)));
}

// A row of sixteen, and two rows of eight, interpolated across.
KERNEL_INLINE v128_t RowOf16(const uint8_t *p, Interpolation kind, v128_t weight) {
  return Interpolate(Load16(p), kind == kCopy ? Load16(p) : Load16(p + 1), kind, weight);
}
KERNEL_INLINE v128_t RowsOf8(const uint8_t *p, ptrdiff_t stride, Interpolation kind, v128_t weight) {
  return Interpolate(Load8x2(p, stride), kind == kCopy ? Load8x2(p, stride) : Load8x2(p + 1, stride), kind, weight);
}

KERNEL_INLINE Differences Columns8(const uint8_t *source, int source_stride, v128_t weight_x, v128_t weight_y,
                                   const uint8_t *reference, int reference_stride, int height, Interpolation across,
                                   Interpolation down) {
  Differences block = NoDifferences();
  v128_t previous = RowsOf8(source, 0, across, weight_x);
  source += source_stride;
  for (int y = 0; y < height; y += 2) {
    // Rows y + 1 and y + 2 are new; row y is left from the round before.
    const v128_t next = RowsOf8(source, source_stride, across, weight_x);
    const v128_t rows = LowHalves(previous, next);
    Accumulate(Interpolate(rows, next, down, weight_y), Load8x2(reference, reference_stride), &block);
    previous = HighHalves(next, next);
    source += 2 * source_stride;
    reference += 2 * reference_stride;
  }
  return block;
}

KERNEL_INLINE Differences Columns16(const uint8_t *source, int source_stride, v128_t weight_x, v128_t weight_y,
                                    const uint8_t *reference, int reference_stride, int height, Interpolation across,
                                    Interpolation down) {
  Differences block = NoDifferences();
  v128_t row = RowOf16(source, across, weight_x);
  for (int y = 0; y < height; ++y) {
    source += source_stride;
    if (down == kCopy) {
      Accumulate(row, Load16(reference), &block);
      if (y + 1 < height) row = RowOf16(source, across, weight_x);
    } else {
      const v128_t next = RowOf16(source, across, weight_x);
      Accumulate(Interpolate(row, next, down, weight_y), Load16(reference), &block);
      row = next;
    }
    reference += reference_stride;
  }
  return block;
}

KERNEL_INLINE uint32_t SubPixelVariance(const uint8_t *source, int source_stride, int x_offset, int y_offset,
                                        const uint8_t *reference, int reference_stride, uint32_t *sse, int width,
                                        int height) {
  const v128_t weight_x = wasm_i16x8_splat((int16_t)(x_offset * 16));
  const v128_t weight_y = wasm_i16x8_splat((int16_t)(y_offset * 16));
  v128_t sum = wasm_i32x4_splat(0);
  v128_t squares = wasm_i32x4_splat(0);

#define CASE(across, down)                                                                                            \
  case 3 * (across) + (down):                                                                                         \
    for (int x = 0; x < width; x += 16) {                                                                             \
      const Differences column = width == 8 ? Columns8(source, source_stride, weight_x, weight_y, reference,          \
                                                       reference_stride, height, across, down)                        \
                                            : Columns16(source + x, source_stride, weight_x, weight_y, reference + x, \
                                                        reference_stride, height, across, down);                      \
      sum = wasm_i32x4_add(sum, wasm_i32x4_extadd_pairwise_i16x8(column.sum));                                        \
      squares = wasm_i32x4_add(squares, column.squares);                                                              \
    }                                                                                                                 \
    break;

  switch (3 * KindOf(x_offset) + KindOf(y_offset)) {
    CASE(kCopy, kCopy)
    CASE(kCopy, kMean)
    CASE(kCopy, kBlend)
    CASE(kMean, kCopy)
    CASE(kMean, kMean)
    CASE(kMean, kBlend)
    CASE(kBlend, kCopy)
    CASE(kBlend, kMean)
    CASE(kBlend, kBlend)
  }
#undef CASE
  return Variance(sum, squares, sse, width, height);
}

#define SUB_PIXEL_VARIANCE_FUNCTION(width, height)                                                                 \
  uint32_t vpx_sub_pixel_variance##width##x##height##_wasm(const uint8_t *source, int source_stride, int x_offset, \
                                                           int y_offset, const uint8_t *reference,                 \
                                                           int reference_stride, uint32_t *sse) {                  \
    return SubPixelVariance(source, source_stride, x_offset, y_offset, reference, reference_stride, sse, width,    \
                            height);                                                                               \
  }

SUB_PIXEL_VARIANCE_FUNCTION(64, 64)
SUB_PIXEL_VARIANCE_FUNCTION(64, 32)
SUB_PIXEL_VARIANCE_FUNCTION(32, 64)
SUB_PIXEL_VARIANCE_FUNCTION(32, 32)
SUB_PIXEL_VARIANCE_FUNCTION(32, 16)
SUB_PIXEL_VARIANCE_FUNCTION(16, 32)
SUB_PIXEL_VARIANCE_FUNCTION(16, 16)
SUB_PIXEL_VARIANCE_FUNCTION(16, 8)
SUB_PIXEL_VARIANCE_FUNCTION(8, 16)
SUB_PIXEL_VARIANCE_FUNCTION(8, 8)
SUB_PIXEL_VARIANCE_FUNCTION(8, 4)
