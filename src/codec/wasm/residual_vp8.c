// From prediction to quantized coefficients in one go: vp8/encoder/encodemb.c (vp8_encode_inter16x16).
//
// libvpx stores the differences of a macroblock, transforms them by twelve calls through a pointer, and quantizes what
// those stored. Here two blocks at a time stay in registers. What C also leaves behind but nobody reads after it is not
// written: the differences, and of coefficients and of dequantized ones all but the luma means' own.
#include "codec/wasm/quantize_vp8.h"
#include "codec/wasm/transform_vp8.h"
#include "vp8/common/reconinter.h"
#include "vp8/encoder/encodemb.h"

void vp8_fast_quantize_b_wasm(BLOCK *block, BLOCKD *to);
void vp8_short_walsh4x4_wasm(short *input, short *output, int pitch);

// Rectangles of pixels that are predicted: a plane's part of a macroblock.
typedef struct {
  const uint8_t *source;
  int source_stride;
  const uint8_t *prediction;
  int prediction_stride;
} Pixels;

// Returns what it stores.
KERNEL_INLINE Values QuantizeOne(MACROBLOCKD *to, int block, Values values, const FastPlane *plane) {
  to->eobs[block] = FastQuantizeValues(&values, plane);
  StoreValues(to->qcoeff + block * kCoefficients, values);
  return values;
}

// Blocks `first` to `first` + 2 * `pairs` * `rows` - 1, `pairs` of pairs a row; the latter two are constants. `means`
// receives the first coefficient of each, unless null.
KERNEL_INLINE void EncodeBlocks(MACROBLOCK *macroblock, int first, const Pixels *pixels, int pairs, int rows,
                                short *means) {
  MACROBLOCKD *to = &macroblock->e_mbd;
  const FastPlane plane = LoadFastPlane(&macroblock->block[first], &to->block[first]);
  for (int row = 0, block = first; row < rows; ++row) {
    const uint8_t *source = pixels->source + 4 * row * pixels->source_stride;
    const uint8_t *prediction = pixels->prediction + 4 * row * pixels->prediction_stride;
#pragma clang loop unroll(disable)
    for (int pair = 0; pair < pairs; ++pair, block += 2, source += 8, prediction += 8) {
      v128_t lines[4];
      for (int i = 0; i < 4; ++i) {
        lines[i] = wasm_i16x8_sub(wasm_u16x8_load8x8(source + i * pixels->source_stride),
                                  wasm_u16x8_load8x8(prediction + i * pixels->prediction_stride));
      }
      ForwardDct(lines);
      const Values left = {LowHalves(lines[0], lines[1]), LowHalves(lines[2], lines[3])};
      const Values right = {HighHalves(lines[0], lines[1]), HighHalves(lines[2], lines[3])};
      if (means) {
        wasm_v128_store16_lane(means + (block - first), left.low, 0);
        wasm_v128_store16_lane(means + (block - first) + 1, right.low, 0);
      }
      QuantizeOne(to, block, left, &plane);
      QuantizeOne(to, block + 1, right, &plane);
    }
  }
}

void __real_vp8_encode_inter16x16(MACROBLOCK *macroblock);
void __wrap_vp8_encode_inter16x16(MACROBLOCK *macroblock);

// The linker gives libvpx's callers this one (--wrap). The slower quantizer, trellis optimisation, which reads all
// coefficients, and split macroblocks are left to the original.
void __wrap_vp8_encode_inter16x16(MACROBLOCK *macroblock) {
  MACROBLOCKD *to = &macroblock->e_mbd;
  if (macroblock->optimize || macroblock->quantize_b != vp8_fast_quantize_b_wasm ||
      to->mode_info_context->mbmi.mode == SPLITMV) {
    __real_vp8_encode_inter16x16(macroblock);
    return;
  }
  vp8_build_inter_predictors_mb(to);
  const BLOCK *luma = &macroblock->block[0];
  const Pixels y = {*luma->base_src, luma->src_stride, to->dst.y_buffer, to->dst.y_stride};
  const Pixels u = {macroblock->src.u_buffer, macroblock->src.uv_stride, to->dst.u_buffer, to->dst.uv_stride};
  const Pixels v = {macroblock->src.v_buffer, macroblock->src.uv_stride, to->dst.v_buffer, to->dst.uv_stride};
  short *means = macroblock->src_diff + 24 * kCoefficients;
  EncodeBlocks(macroblock, 0, &y, 2, 4, means);
  EncodeBlocks(macroblock, 16, &u, 1, 2, NULL);
  EncodeBlocks(macroblock, 20, &v, 1, 2, NULL);
  vp8_short_walsh4x4_wasm(means, macroblock->coeff + 24 * kCoefficients, 8);
  const FastPlane plane = LoadFastPlane(&macroblock->block[24], &to->block[24]);
  const Values quantized = QuantizeOne(to, 24, LoadValues(macroblock->coeff + 24 * kCoefficients), &plane);
  StoreValues(to->dqcoeff + 24 * kCoefficients, Multiply(quantized, plane.dequantize));
}
