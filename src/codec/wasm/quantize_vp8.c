// VP8's quantizers: vp8/encoder/vp8_quantize.c. Each takes one 4x4 block of coefficients, in raster order.
//
// A quantized value is (|coefficient| + rounding) * factor >> 16 with the coefficient's sign. Coefficients are those of
// 8-bit video: with the rounding added they fit 16 bits, as do all factors.
#include "codec/wasm/simd.h"
#include "vp8/encoder/block.h"
#include "vp8/encoder/quantize.h"
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

KERNEL_INLINE void StoreQuantized(BLOCKD *block, Values quantized) {
  StoreValues(block->qcoeff, quantized);
  StoreValues(block->dqcoeff, Multiply(quantized, LoadValues(block->dequant)));
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

// Quantizes one block and returns one past its last coefficient.
KERNEL_INLINE char FastQuantizeBlock(const short *from, const FastPlane *plane, short *quantized, short *dequantized) {
  const Values coefficients = LoadValues(from);
  const v128_t low = FastQuantize(coefficients.low, plane->round.low, plane->factors.low);
  const v128_t high = FastQuantize(coefficients.high, plane->round.high, plane->factors.high);
  const Values values = {WithSign(low, coefficients.low), WithSign(high, coefficients.high)};
  StoreValues(quantized, values);
  StoreValues(dequantized, Multiply(values, plane->dequantize));
  return (char)(32 - __builtin_clz(NonZeroInZigZag(low, high) * 2 + 1) - 1);
}

void vp8_fast_quantize_b_wasm(BLOCK *block, BLOCKD *to) {
  const FastPlane plane = LoadFastPlane(block, to);
  *to->eob = FastQuantizeBlock(block->coeff, &plane, to->qcoeff, to->dqcoeff);
}

// Quantizes all coefficients of a half as if none fell into the dead zone; `excess` is by how much each is above it.
KERNEL_INLINE v128_t RegularQuantize(const BLOCK *block, int first, int16_t *excess) {
  const v128_t coefficients = Load16(block->coeff + first);
  const v128_t magnitude = wasm_i16x8_abs(coefficients);
  const v128_t dead_zone = wasm_i16x8_add(Load16(block->zbin + first), wasm_i16x8_splat(block->zbin_extra));
  Store16(excess + first, wasm_i16x8_sub(magnitude, dead_zone));
  const v128_t rounded = wasm_i16x8_add(magnitude, Load16(block->round + first));
  const v128_t scaled = wasm_i16x8_add(MultiplyHigh(rounded, Load16(block->quant + first)), rounded);
  return WithSign(MultiplyHigh(scaled, Load16(block->quant_shift + first)), coefficients);
}

// The dead zone widens with each zero since the last coefficient that was kept. So all are quantized at once, and then
// those that are not zero are kept or dropped one after the other; most blocks have few.
void vp8_regular_quantize_b_wasm(BLOCK *block, BLOCKD *to) {
  static const uint8_t kZigZag[kCoefficients] = {0, 1, 4, 8, 5, 2, 3, 6, 9, 12, 13, 10, 7, 11, 14, 15};
  int16_t excess[kCoefficients];
  const v128_t low = RegularQuantize(block, 0, excess);
  const v128_t high = RegularQuantize(block, 8, excess);

  uint32_t kept = 0;
  int end = 0;  // one past the last kept
  for (uint32_t candidates = NonZeroInZigZag(low, high); candidates; candidates &= candidates - 1) {
    const int i = __builtin_ctz(candidates);
    if (excess[kZigZag[i]] >= block->zrun_zbin_boost[i - end]) {
      kept |= 1u << i;
      end = i + 1;
    }
  }

  // Each lane looks at the bit that its coefficient has in zigzag order.
  const v128_t bits = wasm_i16x8_splat((int16_t)kept);
  const v128_t bits_low = wasm_u16x8_const(1 << 0, 1 << 1, 1 << 5, 1 << 6, 1 << 2, 1 << 4, 1 << 7, 1 << 12);
  const v128_t bits_high = wasm_u16x8_const(1 << 3, 1 << 8, 1 << 11, 1 << 13, 1 << 9, 1 << 10, 1 << 14, 1 << 15);
  StoreQuantized(to, (Values){wasm_v128_and(low, wasm_i16x8_eq(wasm_v128_and(bits, bits_low), bits_low)),
                              wasm_v128_and(high, wasm_i16x8_eq(wasm_v128_and(bits, bits_high), bits_high))});
  *to->eob = (char)end;
}

// Blocks `first` to `end` - 1 of a macroblock, all of one plane: they share their factors, and their coefficients stand
// one after the other.
static void QuantizePlane(MACROBLOCK *macroblock, int first, int end) {
  MACROBLOCKD *to = &macroblock->e_mbd;
  if (macroblock->quantize_b == vp8_fast_quantize_b_wasm) {
    const FastPlane plane = LoadFastPlane(&macroblock->block[first], &to->block[first]);
    for (int i = first; i < end; ++i) {
      const int at = i * kCoefficients;
      to->eobs[i] = FastQuantizeBlock(macroblock->coeff + at, &plane, to->qcoeff + at, to->dqcoeff + at);
    }
  } else {
    for (int i = first; i < end; ++i) vp8_regular_quantize_b_wasm(&macroblock->block[i], &to->block[i]);
  }
}

static void QuantizeLumaMeans(MACROBLOCK *macroblock) {
  const MB_PREDICTION_MODE mode = macroblock->e_mbd.mode_info_context->mbmi.mode;
  if (mode != B_PRED && mode != SPLITMV) QuantizePlane(macroblock, 24, 25);
}

// These three take the place of libvpx's functions of the same name, which call the quantizer through a pointer for
// each block.
void vp8_quantize_mby(MACROBLOCK *macroblock) {
  QuantizePlane(macroblock, 0, 16);
  QuantizeLumaMeans(macroblock);
}

void vp8_quantize_mbuv(MACROBLOCK *macroblock) { QuantizePlane(macroblock, 16, 24); }

void vp8_quantize_mb(MACROBLOCK *macroblock) {
  QuantizePlane(macroblock, 0, 16);
  QuantizePlane(macroblock, 16, 24);
  QuantizeLumaMeans(macroblock);
}

void vp8_dequantize_b_wasm(BLOCKD *block, short *factors) {
  for (int i = 0; i < kCoefficients; i += 8) {
    Store16(block->dqcoeff + i, wasm_i16x8_mul(Load16(block->qcoeff + i), Load16(factors + i)));
  }
}
