// VP8's fast quantizer: vp8/encoder/vp8_quantize.c, for quantize_vp8.c and residual_vp8.c. Blocks are 4x4 coefficients
// in raster order.
//
// A quantized value is (|coefficient| + rounding) * factor >> 16 with the coefficient's sign. Coefficients are those of
// 8-bit video: with the rounding added they fit 16 bits, as do all factors.
#pragma once

#include "codec/wasm/simd.h"
#include "vp8/encoder/block.h"
#include "vpx_config.h"  // before libvpx's headers: it defines INLINE

enum { kCoefficients = 16 };

// The sixteen values of a block.
typedef struct {
  v128_t low;
  v128_t high;
} Values;

KERNEL_INLINE Values LoadValues(const short *p) { return (Values){Load16(p), Load16(p + 8)}; }

KERNEL_INLINE void StoreValues(short *p, Values v) {
  Store16(p, v.low);
  Store16(p + 8, v.high);
}

// Gives `magnitude` the sign of `signs`.
KERNEL_INLINE v128_t WithSign(v128_t magnitude, v128_t signs) {
  const v128_t mask = wasm_i16x8_shr(signs, 15);
  return wasm_i16x8_sub(wasm_v128_xor(magnitude, mask), mask);
}

// One bit for each value that is not zero, in zigzag order: the first coefficient is bit 0.
KERNEL_INLINE uint32_t NonZeroInZigZag(v128_t low, v128_t high) {
  // Saturation keeps what is not zero from becoming so.
  const v128_t bytes = wasm_i8x16_narrow_i16x8(low, high);
  const v128_t zigzag = wasm_i8x16_shuffle(bytes, bytes, 0, 1, 4, 8, 5, 2, 3, 6, 9, 12, 13, 10, 7, 11, 14, 15);
  return wasm_i8x16_bitmask(wasm_i8x16_ne(zigzag, wasm_i8x16_splat(0)));
}

KERNEL_INLINE Values Multiply(Values a, Values b) {
  return (Values){wasm_i16x8_mul(a.low, b.low), wasm_i16x8_mul(a.high, b.high)};
}

// What the fast quantizer needs to know, the same for all blocks of a plane.
typedef struct {
  Values round;
  Values factors;
  Values dequantize;
} FastPlane;

KERNEL_INLINE FastPlane LoadFastPlane(const BLOCK *block, const BLOCKD *to) {
  return (FastPlane){LoadValues(block->round), LoadValues(block->quant_fast), LoadValues(to->dequant)};
}

KERNEL_INLINE v128_t FastQuantize(v128_t coefficients, v128_t round, v128_t factors) {
  return MultiplyHigh(wasm_i16x8_add(wasm_i16x8_abs(coefficients), round), factors);
}

// Quantizes one block in place and returns one past its last coefficient.
KERNEL_INLINE char FastQuantizeValues(Values *block, const FastPlane *plane) {
  const v128_t low = FastQuantize(block->low, plane->round.low, plane->factors.low);
  const v128_t high = FastQuantize(block->high, plane->round.high, plane->factors.high);
  *block = (Values){WithSign(low, block->low), WithSign(high, block->high)};
  return (char)(32 - __builtin_clz(NonZeroInZigZag(low, high) * 2 + 1) - 1);
}
