// VP8's six-tap interpolation: vp8/common/filter.c, RFC 6386 section 18.3.
//
// As in convolve.c, the outer taps are summed first and the two centre taps added with saturation. Odd offsets have
// zeros for the two outermost taps, and an offset of 0 leaves a direction out: its filter is 128 times the pixel.
#include "codec/wasm/simd.h"

static const int16_t kFilters[8][6] = {
    {0, 0, 128, 0, 0, 0},     {0, -6, 123, 12, -1, 0}, {2, -11, 108, 36, -8, 1}, {0, -9, 93, 50, -6, 0},
    {3, -16, 77, 77, -16, 3}, {0, -6, 50, 93, -9, 0},  {1, -8, 36, 108, -11, 2}, {0, -1, 12, 123, -6, 0},
};

// Eight results around `s`, with taps `step` bytes apart; `six` says whether the outermost taps count.
KERNEL_INLINE v128_t SixTaps(const uint8_t *s, ptrdiff_t step, const v128_t taps[6], int six) {
#define PRODUCT(k) wasm_i16x8_mul(wasm_u16x8_load8x8(s + ((k) - 2) * step), taps[k])
  v128_t sum = wasm_i16x8_add(PRODUCT(1), PRODUCT(4));
  if (six) sum = wasm_i16x8_add(sum, wasm_i16x8_add(PRODUCT(0), PRODUCT(5)));
  sum = wasm_i16x8_add_sat(sum, PRODUCT(2));
  sum = wasm_i16x8_add_sat(sum, PRODUCT(3));
#undef PRODUCT
  return wasm_i16x8_shr(wasm_i16x8_add_sat(sum, wasm_i16x8_splat(64)), 7);
}

KERNEL_INLINE void FilterRows(const uint8_t *source, ptrdiff_t source_stride, uint8_t *target, ptrdiff_t target_stride,
                              const v128_t taps[6], int six, ptrdiff_t step, int width, int height) {
  for (int y = 0; y < height; ++y) {
    const v128_t low = SixTaps(source, step, taps, six);
    if (width == 16) {
      Store16(target, wasm_u8x16_narrow_i16x8(low, SixTaps(source + 8, step, taps, six)));
    } else if (width == 8) {
      Store8(target, wasm_u8x16_narrow_i16x8(low, low));
    } else {
      wasm_v128_store32_lane(target, wasm_u8x16_narrow_i16x8(low, low), 0);
    }
    source += source_stride;
    target += target_stride;
  }
}

// One direction with one filter.
KERNEL_INLINE void Filter(const uint8_t *source, ptrdiff_t source_stride, uint8_t *target, ptrdiff_t target_stride,
                          int offset, ptrdiff_t step, int width, int height) {
  v128_t taps[6];
  for (int k = 0; k < 6; ++k) taps[k] = wasm_i16x8_splat(kFilters[offset][k]);
  if (offset & 1) {
    FilterRows(source, source_stride, target, target_stride, taps, 0, step, width, height);
  } else {
    FilterRows(source, source_stride, target, target_stride, taps, 1, step, width, height);
  }
}

KERNEL_INLINE void Predict(const uint8_t *source, int source_stride, int x_offset, int y_offset, uint8_t *target,
                           int target_stride, int width, int height) {
  if (y_offset == 0) {
    Filter(source, source_stride, target, target_stride, x_offset, 1, width, height);
  } else if (x_offset == 0) {
    Filter(source, source_stride, target, target_stride, y_offset, source_stride, width, height);
  } else {
    // Two rows above the block and three below; the second pass loads eight bytes, so narrow rows keep room for them.
    enum { kStride = 16 };
    _Alignas(16) uint8_t rows[kStride * (16 + 5)];
    Filter(source - 2 * source_stride, source_stride, rows, kStride, x_offset, 1, width, height + 5);
    Filter(rows + 2 * kStride, kStride, target, target_stride, y_offset, kStride, width, height);
  }
}

#define SIXTAP_FUNCTION(width, height)                                                                       \
  void vp8_sixtap_predict##width##x##height##_wasm(unsigned char *source, int source_stride, int x_offset,   \
                                                   int y_offset, unsigned char *target, int target_stride) { \
    Predict(source, source_stride, x_offset, y_offset, target, target_stride, width, height);                \
  }

SIXTAP_FUNCTION(16, 16)
SIXTAP_FUNCTION(8, 8)
SIXTAP_FUNCTION(8, 4)
SIXTAP_FUNCTION(4, 4)
