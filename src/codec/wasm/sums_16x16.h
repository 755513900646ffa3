// Sums of absolute differences of a 16x16 block at several places of a reference, side by side.
#pragma once

#include "codec/wasm/simd.h"

enum { kMostSums = 4 };

// At `count` (a constant, at most four) places that are `offsets` away from `center`.
KERNEL_INLINE void Sums16x16(const uint8_t *source, int source_stride, const uint8_t *center, int stride,
                             const int *offsets, int count, uint32_t sums[kMostSums]) {
  const v128_t zero = wasm_i16x8_splat(0);
  v128_t lanes[kMostSums] = {zero, zero, zero, zero};
#pragma clang loop unroll(disable)
  for (int y = 0; y < 16; ++y) {
    const v128_t s = Load16(source);
    for (int i = 0; i < count; ++i) {
      lanes[i] = wasm_i16x8_add(lanes[i],
                                wasm_u16x8_extadd_pairwise_u8x16(AbsoluteDifference(s, Load16(center + offsets[i]))));
    }
    source += source_stride;
    center += stride;
  }
  for (int i = 0; i < count; ++i) lanes[i] = wasm_u32x4_extadd_pairwise_u16x8(lanes[i]);
  Store16(sums, FourSums(lanes[0], lanes[1], lanes[2], lanes[3]));
}
