// VP9's quantization in real time: vp9_quantize_fp of vp9/encoder/vp9_quantize.c.
//
// Most coefficients become zero, and groups of sixteen that all do are seen by their sizes alone.
#include "vpx_config.h"  // before libvpx's headers: it defines INLINE
//
#include "codec/wasm/simd.h"
#include "vp9/common/vp9_scan.h"
#include "vp9/encoder/vp9_block.h"
#include "vpx_dsp/vpx_dsp_common.h"

// For eight coefficients: in the first eight, lane 0 is the DC's.
typedef struct {
  v128_t round, quant, dequant;
  v128_t threshold;  // what is not larger becomes zero, since half a step is added at most
} Steps;

KERNEL_INLINE Steps LoadSteps(const struct macroblock_plane *plane, const int16_t *dequant) {
  const Steps steps = {Load16(plane->round_fp), Load16(plane->quant_fp), Load16(dequant),
                       wasm_i16x8_sub(wasm_i16x8_shr(Load16(dequant), 1), wasm_i16x8_splat(1))};
  return steps;
}

// The upper half of each vector twice: all of it is for AC.
KERNEL_INLINE Steps AcSteps(Steps first) {
  const Steps steps = {HighHalves(first.round, first.round), HighHalves(first.quant, first.quant),
                       HighHalves(first.dequant, first.dequant), HighHalves(first.threshold, first.threshold)};
  return steps;
}

KERNEL_INLINE int AnyLarge(v128_t sizes0, v128_t threshold0, v128_t sizes1, v128_t threshold1) {
  return wasm_v128_any_true(wasm_v128_or(wasm_i16x8_gt(sizes0, threshold0), wasm_i16x8_gt(sizes1, threshold1)));
}

// Quantizes eight, stores both results, and returns their places in the scan, counted from one, or zero where they are
// zero.
KERNEL_INLINE v128_t Quantize8(v128_t coefficients, v128_t sizes, Steps steps, const int16_t *iscan,
                               tran_low_t *quantized, tran_low_t *dequantized) {
  const v128_t sign = wasm_i16x8_shr(coefficients, 15);
  const v128_t levels = MultiplyHigh(wasm_i16x8_add_sat(sizes, steps.round), steps.quant);
  const v128_t result = wasm_i16x8_sub(wasm_v128_xor(levels, sign), sign);
  Store16(quantized, result);
  Store16(dequantized, wasm_i16x8_mul(result, steps.dequant));
  return wasm_v128_and(wasm_i16x8_ne(levels, wasm_i16x8_splat(0)), Load16(iscan));
}

void vp9_quantize_fp_wasm(const tran_low_t *coefficients, intptr_t count, const struct macroblock_plane *plane,
                          tran_low_t *quantized, tran_low_t *dequantized, const int16_t *dequant, uint16_t *eob,
                          const struct ScanOrder *order) {
  const v128_t zero = wasm_i16x8_splat(0);
  Steps steps0 = LoadSteps(plane, dequant);
  const Steps steps = AcSteps(steps0);
  v128_t last = zero;
  for (intptr_t i = 0; i < count; i += 16) {
    const v128_t c0 = Load16(coefficients + i);
    const v128_t c1 = Load16(coefficients + i + 8);
    const v128_t sizes0 = wasm_i16x8_abs(c0);
    const v128_t sizes1 = wasm_i16x8_abs(c1);
    if (AnyLarge(sizes0, steps0.threshold, sizes1, steps.threshold)) {
      last = wasm_i16x8_max(last, Quantize8(c0, sizes0, steps0, order->iscan + i, quantized + i, dequantized + i));
      last = wasm_i16x8_max(last,
                            Quantize8(c1, sizes1, steps, order->iscan + i + 8, quantized + i + 8, dequantized + i + 8));
    } else {
      Store16(quantized + i, zero);
      Store16(quantized + i + 8, zero);
      Store16(dequantized + i, zero);
      Store16(dequantized + i + 8, zero);
    }
    steps0 = steps;
  }
  last = wasm_i16x8_max(last, HighHalves(last, last));
  last = wasm_i16x8_max(last, wasm_i32x4_shuffle(last, last, 1, 1, 1, 1));
  *eob = (uint16_t)(wasm_i16x8_extract_lane(last, 0) > wasm_i16x8_extract_lane(last, 1)
                        ? wasm_i16x8_extract_lane(last, 0)
                        : wasm_i16x8_extract_lane(last, 1));
}
