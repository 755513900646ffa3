// VP8's choice of how the chroma of an intra macroblock is predicted: vp8/encoder/pickinter.c, pick_intra_mbuv_mode.
//
// Of four predictions, the one with the least squared error over U and V. A row of both is one vector: U in the low
// half, V in the high.
#include "vpx_config.h"  // before libvpx's headers: it defines INLINE
//
#include <limits.h>

#include "codec/wasm/simd.h"
#include "vp8/encoder/block.h"

void kinora_pick_intra_mbuv_mode(MACROBLOCK *macroblock);

// Sixteen pixels in 16-bit lanes.
typedef struct {
  v128_t u;
  v128_t v;
} Row;

KERNEL_INLINE Row LoadRow(const uint8_t *u, const uint8_t *v) {
  return (Row){wasm_u16x8_load8x8(u), wasm_u16x8_load8x8(v)};
}

KERNEL_INLINE Row SplatRow(int u, int v) { return (Row){wasm_i16x8_splat((int16_t)u), wasm_i16x8_splat((int16_t)v)}; }

KERNEL_INLINE v128_t ClampToByte(v128_t v) {
  return wasm_i16x8_max(wasm_i16x8_min(v, wasm_i16x8_splat(255)), wasm_i16x8_splat(0));
}

KERNEL_INLINE v128_t AddSquares(v128_t errors, Row pixels, Row prediction) {
  const v128_t u = wasm_i16x8_sub(pixels.u, prediction.u);
  const v128_t v = wasm_i16x8_sub(pixels.v, prediction.v);
  return wasm_i32x4_add(errors, wasm_i32x4_add(wasm_i32x4_dot_i16x8(u, u), wasm_i32x4_dot_i16x8(v, v)));
}

// The mean of the pixels above and to the left, of those there are.
static int Mean(const MACROBLOCKD *to, const uint8_t *plane) {
  const int stride = to->dst.uv_stride;
  if (!to->up_available && !to->left_available) return 128;
  int sum = 0;
  for (int i = 0; i < 8; ++i) {
    if (to->up_available) sum += plane[i - stride];
    if (to->left_available) sum += plane[i * stride - 1];
  }
  const int shift = to->up_available && to->left_available ? 4 : 3;
  return (sum + (1 << (shift - 1))) >> shift;
}

void kinora_pick_intra_mbuv_mode(MACROBLOCK *macroblock) {
  MACROBLOCKD *to = &macroblock->e_mbd;
  const int stride = to->dst.uv_stride;
  const uint8_t *u = to->dst.u_buffer;
  const uint8_t *v = to->dst.v_buffer;
  const uint8_t *u_source = macroblock->src.u_buffer;
  const uint8_t *v_source = macroblock->src.v_buffer;
  const int u_corner = u[-stride - 1];
  const int v_corner = v[-stride - 1];
  const Row above = LoadRow(u - stride, v - stride);
  const Row mean = SplatRow(Mean(to, u), Mean(to, v));
  v128_t errors[4] = {wasm_i32x4_splat(0), wasm_i32x4_splat(0), wasm_i32x4_splat(0), wasm_i32x4_splat(0)};
  for (int y = 0; y < 8; ++y) {
    const Row pixels = LoadRow(u_source, v_source);
    const Row left = SplatRow(u[-1], v[-1]);
    const Row slope = SplatRow(u[-1] - u_corner, v[-1] - v_corner);
    const Row motion = {ClampToByte(wasm_i16x8_add(above.u, slope.u)), ClampToByte(wasm_i16x8_add(above.v, slope.v))};
    errors[DC_PRED] = AddSquares(errors[DC_PRED], pixels, mean);
    errors[V_PRED] = AddSquares(errors[V_PRED], pixels, above);
    errors[H_PRED] = AddSquares(errors[H_PRED], pixels, left);
    errors[TM_PRED] = AddSquares(errors[TM_PRED], pixels, motion);
    u_source += macroblock->src.uv_stride;
    v_source += macroblock->src.uv_stride;
    u += stride;
    v += stride;
  }
  uint32_t least = INT_MAX;
  for (int mode = DC_PRED; mode <= TM_PRED; ++mode) {
    const uint32_t error = Sum32(errors[mode]);
    if (error < least) {
      least = error;
      to->mode_info_context->mbmi.uv_mode = (MB_PREDICTION_MODE)mode;
    }
  }
}
