// Variances against a block between pixels: vpx_dsp/variance.c, vpx_sub_pixel_variance*.
//
// Offsets are eighths of a pixel. All motion vectors of VP8's luma have even ones, and most of VP9's: nine loops over
// bytes are for them, one for each pair of kinds, and one of 16-bit lanes is for the rest.
#include "codec/wasm/between_pixels.h"
#include "codec/wasm/differences.h"

typedef enum { kCopy, kMean, kQuarter } Interpolation;

KERNEL_INLINE Interpolation KindOf(int offset) { return offset == 0 ? kCopy : offset == 4 ? kMean : kQuarter; }

KERNEL_INLINE v128_t Interpolate(v128_t near, v128_t far, Interpolation kind) {
  return kind == kCopy ? near : kind == kMean ? wasm_u8x16_avgr(near, far) : Quarter(near, far);
}

// A block whose offsets are even. Three quarters of the way are a quarter of the way back: from the right, from below.
KERNEL_INLINE Differences EvenOffsets(const uint8_t *source, int source_stride, int x_offset, int y_offset,
                                      const uint8_t *reference, int reference_stride, int width, int height,
                                      Interpolation across, Interpolation down) {
  if (y_offset == 6) {
    source += height * source_stride;
    reference += (height - 1) * reference_stride;
    source_stride = -source_stride;
    reference_stride = -reference_stride;
  }
  const uint8_t *near = source + (x_offset == 6);
  const ptrdiff_t to_far = x_offset == 6 ? -1 : 1;
  Differences block = NoDifferences();
  if (width == 8) {
    v128_t rows = Interpolate(Load8x2(near, source_stride), Load8x2(near + to_far, source_stride), across);
    for (int y = 0; y < height; y += 2) {
      near += 2 * source_stride;
      // Of the last two rows one is beyond what C reads.
      const int stride = y + 2 < height ? source_stride : 0;
      const v128_t next = Interpolate(Load8x2(near, stride), Load8x2(near + to_far, stride), across);
      const v128_t below = wasm_i64x2_shuffle(rows, next, 1, 2);
      AccumulateBytes(Interpolate(rows, below, down), Load8x2(reference, reference_stride), &block);
      rows = next;
      reference += 2 * reference_stride;
    }
    return block;
  }
  v128_t row = Interpolate(Load16(near), Load16(near + to_far), across);
  // Two rows a round: unrolled fully, the addresses of all rows would not fit into registers.
#pragma clang loop unroll_count(2)
  for (int y = 0; y < height; ++y) {
    near += source_stride;
    const v128_t next = Interpolate(Load16(near), Load16(near + to_far), across);
    AccumulateBytes(Interpolate(row, next, down), Load16(reference), &block);
    row = next;
    reference += reference_stride;
  }
  return block;
}

// Eight pixels in 16-bit lanes; `weight` is 16 * offset in each.
KERNEL_INLINE v128_t Blend(v128_t a, v128_t b, v128_t weight) {
  const v128_t step = wasm_i16x8_mul(wasm_i16x8_sub(b, a), weight);
  return wasm_i16x8_add(a, wasm_i16x8_shr(wasm_i16x8_add(step, wasm_i16x8_splat(64)), 7));
}

KERNEL_INLINE v128_t BlendAcross(const uint8_t *p, v128_t weight) {
  return Blend(wasm_u16x8_load8x8(p), wasm_u16x8_load8x8(p + 1), weight);
}

// The low four of eight lanes, above zeros.
KERNEL_INLINE v128_t LowFour(v128_t v) { return wasm_i64x2_replace_lane(v, 1, 0); }

// A block with any offsets, whose eight pixels of a load are all interpolated even where four count.
KERNEL_INLINE Differences AnyOffsets(const uint8_t *source, int source_stride, int x_offset, int y_offset,
                                     const uint8_t *reference, int reference_stride, int width, int height) {
  const v128_t weight_x = wasm_i16x8_splat((int16_t)(x_offset * 16));
  const v128_t weight_y = wasm_i16x8_splat((int16_t)(y_offset * 16));
  const int vectors = width == 16 ? 2 : 1;
  Differences block = NoDifferences();
  v128_t row[2];
  for (int i = 0; i < vectors; ++i) row[i] = BlendAcross(source + 8 * i, weight_x);
#pragma clang loop unroll_count(2)
  for (int y = 0; y < height; ++y) {
    source += source_stride;
    for (int i = 0; i < vectors; ++i) {
      const v128_t next = BlendAcross(source + 8 * i, weight_x);
      const v128_t a = Blend(row[i], next, weight_y);
      const v128_t b = width == 4 ? WidenLow(Load4(reference)) : wasm_u16x8_load8x8(reference + 8 * i);
      AccumulateWords(width == 4 ? LowFour(a) : a, b, &block);
      row[i] = next;
    }
    reference += reference_stride;
  }
  return block;
}

KERNEL_INLINE uint32_t SubPixelVariance(const uint8_t *source, int source_stride, int x_offset, int y_offset,
                                        const uint8_t *reference, int reference_stride, uint32_t *sse, int width,
                                        int height) {
  v128_t sum = wasm_i32x4_splat(0);
  v128_t squares = wasm_i32x4_splat(0);

#define FOR_EACH_COLUMN(function, ...)                                                                     \
  for (int x = 0; x < width; x += 16) {                                                                    \
    const Differences column = function(source + x, source_stride, x_offset, y_offset, reference + x,      \
                                        reference_stride, width < 16 ? width : 16, height, ##__VA_ARGS__); \
    sum = wasm_i32x4_add(sum, wasm_i32x4_extadd_pairwise_i16x8(column.sum));                               \
    squares = wasm_i32x4_add(squares, column.squares);                                                     \
  }
#define CASE(across, down)                     \
  case 3 * (across) + (down):                  \
    FOR_EACH_COLUMN(EvenOffsets, across, down) \
    break;

  if (width == 4 || ((x_offset | y_offset) & 1)) {
    FOR_EACH_COLUMN(AnyOffsets)
  } else {
    switch (3 * KindOf(x_offset) + KindOf(y_offset)) {
      CASE(kCopy, kCopy)
      CASE(kCopy, kMean)
      CASE(kCopy, kQuarter)
      CASE(kMean, kCopy)
      CASE(kMean, kMean)
      CASE(kMean, kQuarter)
      CASE(kQuarter, kCopy)
      CASE(kQuarter, kMean)
      CASE(kQuarter, kQuarter)
    }
  }
#undef CASE
#undef FOR_EACH_COLUMN
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
