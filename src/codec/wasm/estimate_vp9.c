// What a block of VP9 would cost, by a Hadamard transform: block_yrd of vp9/encoder/vp9_pickmode.c, for large blocks in
// real time.
//
// Residuals of which surely nothing remains are not transformed: all of a block's, where its sum of squares, which is
// known from before, is small enough for any of them, and single ones. Their squared error is that of the pixels,
// times 64.
#include "vpx_config.h"  // before libvpx's headers: it defines INLINE
//
#include <limits.h>
#include <stdlib.h>

#include "codec/wasm/silent_vp9.h"
#include "vp9/common/vp9_scan.h"
#include "vp9/encoder/vp9_encoder.h"

void vpx_hadamard_8x8_sse2(const int16_t *difference, ptrdiff_t stride, tran_low_t *coefficients);
int vpx_satd_sse2(const tran_low_t *coefficients, int count);
void vp9_quantize_fp_wasm(const tran_low_t *coefficients, intptr_t count, const struct macroblock_plane *plane,
                          tran_low_t *quantized, tran_low_t *dequantized, const int16_t *dequant, uint16_t *eob,
                          const struct ScanOrder *order);
int64_t vp9_block_error_fp_wasm(const tran_low_t *coefficients, const tran_low_t *dequantized, int size);

typedef void BlockYrd(VP9_COMP *cpi, MACROBLOCK *x, RD_COST *cost, int *skippable, int64_t *squares, BLOCK_SIZE size,
                      TX_SIZE transform, int is_modelled, int is_intra);

// Whether the block's cost is not looked at so closely.
static int IsSimple(const VP9_COMP *cpi, BLOCK_SIZE size) {
  return cpi->sf.use_simple_block_yrd && cpi->common.frame_type != KEY_FRAME &&
         (size < BLOCK_32X32 || (cpi->use_svc && cpi->svc.temporal_layer_id > 0));
}

// Whether no coefficient can remain of a residual with this sum of squares, wherever it is.
static int IsAllSilent(int64_t squares, SilentLimits limits) {
  return limits.first >= 0 && 64 * squares <= limits.others_squared &&
         64 * squares <= (int64_t)limits.first * limits.first;
}

// Differences, transform and quantization of one block of 8x8. Its squared error if nothing remains of it, else -1.
KERNEL_INLINE int Transform(MACROBLOCK *x, int block, int row, int column, SilentLimits limits) {
  struct macroblock_plane *p = &x->plane[0];
  const struct macroblockd_plane *pd = &x->e_mbd.plane[0];
  int16_t *difference = p->src_diff + 16 * block;
  const Residual residual =
      SubtractSmall(8, difference, 8, p->src.buf + 4 * (row * p->src.stride + column), p->src.stride,
                    pd->dst.buf + 4 * (row * pd->dst.stride + column), pd->dst.stride);
  tran_low_t *coefficients = BLOCK_OFFSET(p->coeff, block);
  int remains = !IsSilent(residual, 8, limits);
  if (remains) {
    vpx_hadamard_8x8_sse2(difference, 8, coefficients);
    remains = RemainsAny(coefficients, p, pd->dequant);
  }
  if (!remains) {
    p->eobs[block] = 0;
    return 64 * residual.squares;
  }
  vp9_quantize_fp_wasm(coefficients, 64, p, BLOCK_OFFSET(p->qcoeff, block), BLOCK_OFFSET(pd->dqcoeff, block),
                       pd->dequant, &p->eobs[block], &vp9_default_scan_orders[TX_8X8]);
  return -1;
}

// The transform is of 8x8. As libvpx, it goes on where only the part of the block inside the picture counts.
static void EstimateBy8x8(MACROBLOCK *x, RD_COST *cost, int *skippable, int64_t *squares, BLOCK_SIZE size,
                          SilentLimits limits) {
  enum { kMostBlocks = 64 };
  const MACROBLOCKD *xd = &x->e_mbd;
  const struct macroblock_plane *p = &x->plane[0];
  const int units_wide = num_4x4_blocks_wide_lookup[size];
  const int wide = units_wide + (xd->mb_to_right_edge >= 0 ? 0 : xd->mb_to_right_edge >> 5);
  const int high = num_4x4_blocks_high_lookup[size] + (xd->mb_to_bottom_edge >= 0 ? 0 : xd->mb_to_bottom_edge >> 5);
  int errors[kMostBlocks];
  int places[kMostBlocks];
  int count = 0;
  *skippable = 1;
  for (int row = 0; row < high; row += 2) {
    for (int column = 0; column < wide; column += 2) {
      const int block = 2 * (row / 2 * units_wide + column);
      places[count] = block;
      errors[count++] = Transform(x, block, row, column, limits);
      *skippable &= p->eobs[block] == 0;
    }
  }
  cost->rate = 0;
  if (*squares < INT64_MAX) {
    *squares = (*squares << 6) >> 2;
    if (*skippable) {
      cost->dist = *squares;
      return;
    }
  }
  cost->dist = 0;
  for (int i = 0; i < count; ++i) {
    const int block = places[i];
    const tran_low_t *quantized = BLOCK_OFFSET(p->qcoeff, block);
    if (p->eobs[block] == 1) {
      cost->rate += abs(quantized[0]);
    } else if (p->eobs[block] > 1) {
      cost->rate += vpx_satd_sse2(quantized, 64);
    }
    const int64_t error = errors[i] >= 0 ? errors[i]
                                         : vp9_block_error_fp_wasm(BLOCK_OFFSET(p->coeff, block),
                                                                   BLOCK_OFFSET(xd->plane[0].dqcoeff, block), 64);
    cost->dist += error >> 2;
  }
  cost->rate <<= 2 + VP9_PROB_COST_SHIFT;
  cost->rate += count << VP9_PROB_COST_SHIFT;
}

void kinora_vp9_block_yrd(BlockYrd *original, VP9_COMP *cpi, MACROBLOCK *x, RD_COST *cost, int *skippable,
                          int64_t *squares, BLOCK_SIZE size, TX_SIZE transform, int is_modelled, int is_intra);

// In place of each call of libvpx's function (tools/build/libvpx_replaced.h), which does the rest: `squares` is the
// block's sum of squared differences, or INT64_MAX, and becomes the distortion without any coefficient.
void kinora_vp9_block_yrd(BlockYrd *original, VP9_COMP *cpi, MACROBLOCK *x, RD_COST *cost, int *skippable,
                          int64_t *squares, BLOCK_SIZE size, TX_SIZE transform, int is_modelled, int is_intra) {
  if (IsSimple(cpi, size)) {
    if (!is_modelled) {
      original(cpi, x, cost, skippable, squares, size, transform, is_modelled, is_intra);
      return;
    }
    *squares = INT_MAX;
    *skippable = 0;
    return;
  }
  const SilentLimits limits = LimitsOf(&x->plane[0], x->e_mbd.plane[0].dequant);
  if (*squares < INT64_MAX && IsAllSilent(*squares, limits)) {
    *squares = (*squares << 6) >> 2;
    *skippable = 1;
    cost->rate = 0;
    cost->dist = *squares;
  } else if (transform == TX_8X8) {
    EstimateBy8x8(x, cost, skippable, squares, size, limits);
  } else {
    original(cpi, x, cost, skippable, squares, size, transform, is_modelled, is_intra);
  }
}
