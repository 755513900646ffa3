// Intra predictors of whole blocks: vpx_dsp/intrapred.c. VP8 uses the 16x16 and 8x8 ones, VP9 all.
#include "codec/wasm/simd.h"

// A row of `size` (4, 8, 16 or 32, constant) bytes.
KERNEL_INLINE void StoreRow(uint8_t *target, int size, v128_t low, v128_t high) {
  if (size == 8) {
    Store8(target, low);
  } else {
    Store16(target, low);
    if (size == 32) Store16(target + 16, high);
  }
}

KERNEL_INLINE void FillBlock(uint8_t *target, ptrdiff_t stride, int size, v128_t low, v128_t high) {
  for (int y = 0; y < size; ++y) StoreRow(target + y * stride, size, low, high);
}

// The sum of `size` bytes.
KERNEL_INLINE uint32_t SumOf(const uint8_t *p, int size) {
  if (size == 8) return Sum32(wasm_u32x4_extadd_pairwise_u16x8(wasm_u16x8_extadd_pairwise_u8x16(Load8(p))));
  v128_t sum = wasm_u16x8_extadd_pairwise_u8x16(Load16(p));
  if (size == 32) sum = wasm_i16x8_add(sum, wasm_u16x8_extadd_pairwise_u8x16(Load16(p + 16)));
  return Sum32(wasm_u32x4_extadd_pairwise_u16x8(sum));
}

// "True motion": left + above - corner, clipped.
KERNEL_INLINE void TrueMotion(uint8_t *target, ptrdiff_t stride, const uint8_t *above, const uint8_t *left, int size) {
  for (int y = 0; y < size; ++y) {
    const v128_t step = wasm_i16x8_splat((int16_t)(left[y] - above[-1]));
    if (size == 8) {
      const v128_t row = wasm_i16x8_add(wasm_u16x8_load8x8(above), step);
      Store8(target, wasm_u8x16_narrow_i16x8(row, row));
    } else {
      for (int x = 0; x < size; x += 16) {
        const v128_t a = Load16(above + x);
        Store16(target + x,
                wasm_u8x16_narrow_i16x8(wasm_i16x8_add(WidenLow(a), step), wasm_i16x8_add(WidenHigh(a), step)));
      }
    }
    target += stride;
  }
}

KERNEL_INLINE void Vertical(uint8_t *target, ptrdiff_t stride, const uint8_t *above, int size) {
  const v128_t low = size == 8 ? Load8(above) : Load16(above);
  FillBlock(target, stride, size, low, size == 32 ? Load16(above + 16) : low);
}

KERNEL_INLINE void Horizontal(uint8_t *target, ptrdiff_t stride, const uint8_t *left, int size) {
  for (int y = 0; y < size; ++y) {
    const v128_t row = wasm_v128_load8_splat(left + y);
    StoreRow(target + y * stride, size, row, row);
  }
}

KERNEL_INLINE void Mean(uint8_t *target, ptrdiff_t stride, uint32_t sum, int count, int size) {
  const v128_t row = wasm_u8x16_splat((uint8_t)((sum + (uint32_t)(count >> 1)) / (uint32_t)count));
  FillBlock(target, stride, size, row, row);
}

#define PREDICTOR(name, size, body)                                                                           \
  void vpx_##name##_predictor_##size##x##size##_wasm(uint8_t *target, ptrdiff_t stride, const uint8_t *above, \
                                                     const uint8_t *left) {                                   \
    (void)above, (void)left;                                                                                  \
    body;                                                                                                     \
  }

#define PREDICTORS(size)                                                                              \
  PREDICTOR(tm, size, TrueMotion(target, stride, above, left, size))                                  \
  PREDICTOR(v, size, Vertical(target, stride, above, size))                                           \
  PREDICTOR(h, size, Horizontal(target, stride, left, size))                                          \
  PREDICTOR(dc, size, Mean(target, stride, SumOf(above, size) + SumOf(left, size), 2 * (size), size)) \
  PREDICTOR(dc_top, size, Mean(target, stride, SumOf(above, size), size, size))                       \
  PREDICTOR(dc_left, size, Mean(target, stride, SumOf(left, size), size, size))                       \
  PREDICTOR(dc_128, size, Mean(target, stride, 128, 1, size))

PREDICTORS(8)
PREDICTORS(16)
PREDICTORS(32)
