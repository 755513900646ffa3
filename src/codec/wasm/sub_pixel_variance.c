// Variances against a block between pixels: vpx_dsp/variance.c, vpx_sub_pixel_variance*.
//
// The source is interpolated bilinearly in steps of 1/8 pixel, first across, then down, each step rounded to a whole
// number: a + ((b - a) * offset * 16 + 64 >> 7). Offset 0 is the pixel itself and offset 4 the rounded mean, which have
// instructions of their own; so there are nine loops, one for each pair of kinds. Everything is in 16-bit lanes.
#include "codec/wasm/differences.h"

typedef enum { kCopy, kMean, kBlend } Interpolation;

KERNEL_INLINE Interpolation KindOf(int offset) { return offset == 0 ? kCopy : offset == 4 ? kMean : kBlend; }

// Between `a` and its neighbours `b`; `weight` is 16 * offset in each lane.
KERNEL_INLINE v128_t Interpolate(v128_t a, v128_t b, Interpolation kind, v128_t weight) {
  if (kind == kCopy) return a;
  if (kind == kMean) return wasm_u16x8_avgr(a, b);
  const v128_t step = wasm_i16x8_mul(wasm_i16x8_sub(b, a), weight);
  return wasm_i16x8_add(a, wasm_i16x8_shr(wasm_i16x8_add(step, wasm_i16x8_splat(64)), 7));
}

// Eight pixels of a row, interpolated across.
KERNEL_INLINE v128_t Across(const uint8_t *p, Interpolation kind, v128_t weight) {
  if (kind == kCopy) return wasm_u16x8_load8x8(p);
  if (kind == kMean) return WidenLow(wasm_u8x16_avgr(Load8(p), Load8(p + 1)));
  return Interpolate(wasm_u16x8_load8x8(p), wasm_u16x8_load8x8(p + 1), kBlend, weight);
}

// The low four of eight lanes, above zeros.
KERNEL_INLINE v128_t LowFour(v128_t v) { return wasm_i64x2_replace_lane(v, 1, 0); }

// A column of `width` pixels: 4, 8 or 16 and a constant, as are both kinds. The eight pixels of a load are all
// interpolated even where four count.
KERNEL_INLINE Differences Column(const uint8_t *source, int source_stride, v128_t weight_x, v128_t weight_y,
                                 const uint8_t *reference, int reference_stride, int height, Interpolation across,
                                 Interpolation down, int width) {
  const int vectors = width == 16 ? 2 : 1;
  Differences column = NoDifferences();
  v128_t row[2];
  for (int i = 0; i < vectors; ++i) row[i] = Across(source + 8 * i, across, weight_x);
  // Two rows a round: unrolled fully, the addresses of all rows would not fit into registers.
#pragma clang loop unroll_count(2)
  for (int y = 0; y < height; ++y) {
    // C interpolates across one row more than there are, even where it then does not count.
    source += source_stride;
    for (int i = 0; i < vectors; ++i) {
      const v128_t next = Across(source + 8 * i, across, weight_x);
      const v128_t a = Interpolate(row[i], next, down, weight_y);
      const v128_t b = width == 4 ? WidenLow(Load4(reference)) : wasm_u16x8_load8x8(reference + 8 * i);
      AccumulateWords(width == 4 ? LowFour(a) : a, b, &column);
      row[i] = next;
    }
    reference += reference_stride;
  }
  return column;
}

KERNEL_INLINE uint32_t SubPixelVariance(const uint8_t *source, int source_stride, int x_offset, int y_offset,
                                        const uint8_t *reference, int reference_stride, uint32_t *sse, int width,
                                        int height) {
  const v128_t weight_x = wasm_i16x8_splat((int16_t)(x_offset * 16));
  const v128_t weight_y = wasm_i16x8_splat((int16_t)(y_offset * 16));
  v128_t sum = wasm_i32x4_splat(0);
  v128_t squares = wasm_i32x4_splat(0);

#define CASE(across, down)                                                                                \
  case 3 * (across) + (down):                                                                             \
    for (int x = 0; x < width; x += 16) {                                                                 \
      const Differences column = Column(source + x, source_stride, weight_x, weight_y, reference + x,     \
                                        reference_stride, height, across, down, width < 16 ? width : 16); \
      sum = wasm_i32x4_add(sum, wasm_i32x4_extadd_pairwise_i16x8(column.sum));                            \
      squares = wasm_i32x4_add(squares, column.squares);                                                  \
    }                                                                                                     \
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
SUB_PIXEL_VARIANCE_FUNCTION(4, 8)
SUB_PIXEL_VARIANCE_FUNCTION(4, 4)
