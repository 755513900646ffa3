// Sums of absolute differences: vpx_dsp/sad.c.
//
// Absolute differences are added pairwise into 16-bit lanes and widened to 32 bits before they can overflow: a lane
// takes two differences of at most 255 a step, so 128 steps fit.
#include "codec/wasm/simd.h"

KERNEL_INLINE v128_t PairSums(v128_t a, v128_t b) { return wasm_u16x8_extadd_pairwise_u8x16(AbsoluteDifference(a, b)); }

// Two rows of 4 or 8 pixels in one vector; four pixels leave its upper half zero.
KERNEL_INLINE v128_t TwoRows(const uint8_t *p, int stride, int width) {
  return width == 4 ? Load4x2(p, stride) : Load8x2(p, stride);
}

// The sum over a block of `width` (4, 8, 16, 32 or 64, constant) by at most 64 rows, an even number.
KERNEL_INLINE uint32_t Sad(const uint8_t *source, int source_stride, const uint8_t *reference, int reference_stride,
                           int width, int height) {
  v128_t sums[4] = {wasm_i16x8_splat(0), wasm_i16x8_splat(0), wasm_i16x8_splat(0), wasm_i16x8_splat(0)};
  if (width <= 8) {
    for (int y = 0; y < height; y += 2) {
      sums[0] = wasm_i16x8_add(
          sums[0], PairSums(TwoRows(source, source_stride, width), TwoRows(reference, reference_stride, width)));
      source += 2 * source_stride;
      reference += 2 * reference_stride;
    }
    return Sum32(wasm_u32x4_extadd_pairwise_u16x8(sums[0]));
  }
  // Not unrolled: the rows' addresses, computed ahead, would not fit into registers (a third slower at 16x16).
#pragma clang loop unroll(disable)
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; x += 16) {
      sums[x / 16] = wasm_i16x8_add(sums[x / 16], PairSums(Load16(source + x), Load16(reference + x)));
    }
    source += source_stride;
    reference += reference_stride;
  }
  v128_t total = wasm_u32x4_extadd_pairwise_u16x8(sums[0]);
  for (int x = 16; x < width; x += 16) {
    total = wasm_i32x4_add(total, wasm_u32x4_extadd_pairwise_u16x8(sums[x / 16]));
  }
  return Sum32(total);
}

// The same against four references at once, which loads the source once.
KERNEL_INLINE void Sad4(const uint8_t *source, int source_stride, const uint8_t *const references[4],
                        int reference_stride, uint32_t sads[4], int width, int height) {
  const uint8_t *r[4] = {references[0], references[1], references[2], references[3]};
  const v128_t zero = wasm_i16x8_splat(0);
  v128_t totals[4] = {zero, zero, zero, zero};
  // Rows until a 16-bit lane could overflow; blocks of 4 and 8 have two rows a step.
  const int rows_a_round = width <= 8 ? 256 : 128 / (width / 16);
  for (int y = 0; y < height;) {
    v128_t sums[4] = {zero, zero, zero, zero};
    const int end = y + rows_a_round < height ? y + rows_a_round : height;
    while (y < end) {
      if (width <= 8) {
        const v128_t s = TwoRows(source, source_stride, width);
        for (int i = 0; i < 4; ++i) {
          sums[i] = wasm_i16x8_add(sums[i], PairSums(s, TwoRows(r[i], reference_stride, width)));
          r[i] += 2 * reference_stride;
        }
        source += 2 * source_stride;
        y += 2;
      } else {
        for (int x = 0; x < width; x += 16) {
          const v128_t s = Load16(source + x);
          for (int i = 0; i < 4; ++i) sums[i] = wasm_i16x8_add(sums[i], PairSums(s, Load16(r[i] + x)));
        }
        for (int i = 0; i < 4; ++i) r[i] += reference_stride;
        source += source_stride;
        ++y;
      }
    }
    for (int i = 0; i < 4; ++i) totals[i] = wasm_i32x4_add(totals[i], wasm_u32x4_extadd_pairwise_u16x8(sums[i]));
  }
  Store16(sads, FourSums(totals[0], totals[1], totals[2], totals[3]));
}

// The `skip` forms compare each second row and double the result.
#define SAD_FUNCTIONS(width, height)                                                                                \
  unsigned int vpx_sad##width##x##height##_wasm(const uint8_t *source, int source_stride, const uint8_t *reference, \
                                                int reference_stride) {                                             \
    return Sad(source, source_stride, reference, reference_stride, width, height);                                  \
  }                                                                                                                 \
  unsigned int vpx_sad_skip_##width##x##height##_wasm(const uint8_t *source, int source_stride,                     \
                                                      const uint8_t *reference, int reference_stride) {             \
    return 2 * Sad(source, 2 * source_stride, reference, 2 * reference_stride, width, (height) / 2);                \
  }                                                                                                                 \
  void vpx_sad##width##x##height##x4d_wasm(const uint8_t *source, int source_stride,                                \
                                           const uint8_t *const references[4], int reference_stride,                \
                                           uint32_t sads[4]) {                                                      \
    Sad4(source, source_stride, references, reference_stride, sads, width, height);                                 \
  }                                                                                                                 \
  void vpx_sad_skip_##width##x##height##x4d_wasm(const uint8_t *source, int source_stride,                          \
                                                 const uint8_t *const references[4], int reference_stride,          \
                                                 uint32_t sads[4]) {                                                \
    Sad4(source, 2 * source_stride, references, 2 * reference_stride, sads, width, (height) / 2);                   \
    Store16(sads, wasm_i32x4_shl(Load16(sads), 1));                                                                 \
  }

SAD_FUNCTIONS(64, 64)
SAD_FUNCTIONS(64, 32)
SAD_FUNCTIONS(32, 64)
SAD_FUNCTIONS(32, 32)
SAD_FUNCTIONS(32, 16)
SAD_FUNCTIONS(16, 32)
SAD_FUNCTIONS(16, 16)
SAD_FUNCTIONS(16, 8)
SAD_FUNCTIONS(8, 16)
SAD_FUNCTIONS(8, 8)
SAD_FUNCTIONS(8, 4)
SAD_FUNCTIONS(4, 8)
SAD_FUNCTIONS(4, 4)
