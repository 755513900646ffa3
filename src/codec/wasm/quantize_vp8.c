// VP8's quantizers: vp8/encoder/vp8_quantize.c. Each takes one 4x4 block of coefficients, in raster order.
#include "codec/wasm/quantize_vp8.h"

#include "vp8/encoder/quantize.h"

KERNEL_INLINE void StoreQuantized(BLOCKD *block, Values quantized) {
  StoreValues(block->qcoeff, quantized);
  StoreValues(block->dqcoeff, Multiply(quantized, LoadValues(block->dequant)));
}

// Quantizes one block and returns one past its last coefficient.
KERNEL_INLINE char FastQuantizeBlock(const short *from, const FastPlane *plane, short *quantized, short *dequantized) {
  Values values = LoadValues(from);
  const char end = FastQuantizeValues(&values, plane);
  StoreValues(quantized, values);
  StoreValues(dequantized, Multiply(values, plane->dequantize));
  return end;
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
