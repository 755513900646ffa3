// Differences, transform, quantization and reconstruction of a block predicted from another picture, in real time:
// vp9_encode_sb of vp9/encoder/vp9_encodemb.c. There each transform is reached through three calls, one of them by a
// pointer, luma's differences are taken even where it is known already that none of them will be coded, and all that
// are taken are transformed.
#include "vpx_config.h"  // before libvpx's headers: it defines INLINE
//
#include "codec/wasm/plane_vp9.h"
#include "codec/wasm/silent_vp9.h"
#include "vp9/common/vp9_idct.h"
#include "vp9/common/vp9_scan.h"
#include "vp9/encoder/vp9_encodemb.h"
#include "vp9/encoder/vp9_encoder.h"

void vpx_subtract_block_wasm(int rows, int columns, int16_t *difference, ptrdiff_t difference_stride,
                             const uint8_t *source, ptrdiff_t source_stride, const uint8_t *prediction,
                             ptrdiff_t prediction_stride);
void vpx_fdct8x8_sse2(const int16_t *difference, tran_low_t *coefficients, int stride);
void vp9_quantize_fp_wasm(const tran_low_t *coefficients, intptr_t count, const struct macroblock_plane *plane,
                          tran_low_t *quantized, tran_low_t *dequantized, const int16_t *dequant, uint16_t *eob,
                          const struct ScanOrder *order);

KERNEL_INLINE void AddInverse(const MACROBLOCK *x, TX_SIZE size, const tran_low_t *coefficients, uint8_t *target,
                              int stride, int eob) {
  switch (size) {
    case TX_32X32:
      vp9_idct32x32_add(coefficients, target, stride, eob);
      break;
    case TX_16X16:
      vp9_idct16x16_add(coefficients, target, stride, eob);
      break;
    case TX_8X8:
      vp9_idct8x8_add(coefficients, target, stride, eob);
      break;
    default:
      x->inv_txfm_add(coefficients, target, stride, eob);
      break;
  }
}

// The differences of a transform's block. Whether it is known to leave no coefficient.
KERNEL_INLINE int Subtract(struct macroblock_plane *p, const struct macroblockd_plane *pd, TX_SIZE transform, int row,
                           int column, int difference_stride, SilentLimits limits) {
  int16_t *difference = p->src_diff + 4 * (row * difference_stride + column);
  const uint8_t *source = p->src.buf + 4 * (row * p->src.stride + column);
  const uint8_t *prediction = pd->dst.buf + 4 * (row * pd->dst.stride + column);
#define SMALL(side)                                                                                               \
  IsSilent(SubtractSmall(side, difference, difference_stride, source, p->src.stride, prediction, pd->dst.stride), \
           side, limits)
  if (transform == TX_8X8) return SMALL(8);
  if (transform == TX_4X4) return SMALL(4);
#undef SMALL
  const int side = 4 << transform;
  vpx_subtract_block_wasm(side, side, difference, difference_stride, source, p->src.stride, prediction, pd->dst.stride);
  return 0;
}

// Transform and quantization of 8x8 differences. Nothing is stored where nothing remains: nobody reads what is beyond
// the last coefficient.
KERNEL_INLINE void Quantize8x8(struct macroblock_plane *p, const struct macroblockd_plane *pd, int block,
                               const int16_t *difference, int stride) {
  tran_low_t *coefficients = BLOCK_OFFSET(p->coeff, block);
  vpx_fdct8x8_sse2(difference, coefficients, stride);
  if (RemainsAny(coefficients, p, pd->dequant)) {
    vp9_quantize_fp_wasm(coefficients, 64, p, BLOCK_OFFSET(p->qcoeff, block), BLOCK_OFFSET(pd->dqcoeff, block),
                         pd->dequant, &p->eobs[block], &vp9_default_scan_orders[TX_8X8]);
  } else {
    p->eobs[block] = 0;
  }
}

// Whether anything of the plane is coded. `known_empty` says that nothing will be.
KERNEL_INLINE int EncodePlane(MACROBLOCK *x, BLOCK_SIZE size, int plane, int known_empty) {
  const MACROBLOCKD *xd = &x->e_mbd;
  const struct macroblockd_plane *pd = &xd->plane[plane];
  struct macroblock_plane *p = &x->plane[plane];
  const TX_SIZE transform = plane ? get_uv_tx_size(xd->mi[0], pd) : xd->mi[0]->tx_size;
  const PlaneExtent extent = ExtentOf(xd, pd, size, transform);
  const int stride = 4 * extent.units_wide;  // of differences
  const int units = 1 << transform;          // of a transform, each way
  const SilentLimits limits = LimitsOf(p, pd->dequant);
  const uint8_t *zero = plane == 0 ? x->zcoeff_blk[transform] : NULL;
  int coded = 0;
  int block = 0;
  for (int row = 0; row < extent.high; row += units) {
    for (int column = 0; column < extent.wide; column += units) {
      if (known_empty || (zero && zero[block]) || Subtract(p, pd, transform, row, column, stride, limits)) {
        p->eobs[block] = 0;
      } else {
        if (transform == TX_8X8) {
          Quantize8x8(p, pd, block, p->src_diff + 4 * (row * stride + column), stride);
        } else {
          vp9_xform_quant_fp(x, plane, block, row, column, extent.size, transform);
        }
        const int eob = p->eobs[block];
        coded |= eob;
        if (eob > 0 && !x->skip_encode) {
          AddInverse(x, transform, BLOCK_OFFSET(pd->dqcoeff, block), pd->dst.buf + 4 * (row * pd->dst.stride + column),
                     pd->dst.stride, eob);
        }
      }
      block += units * units;
    }
    block += extent.outside;
  }
  return coded != 0;
}

void __real_vp9_encode_sb(MACROBLOCK *x, BLOCK_SIZE size, int mi_row, int mi_col, int output_enabled);
void __wrap_vp9_encode_sb(MACROBLOCK *x, BLOCK_SIZE size, int mi_row, int mi_col, int output_enabled) {
  if (!x->quant_fp || x->skip_recode || x->optimize) {
    __real_vp9_encode_sb(x, size, mi_row, mi_col, output_enabled);
    return;
  }
  MODE_INFO *mi = x->e_mbd.mi[0];
  mi->skip = 1;
  if (x->skip) return;
  for (int plane = 0; plane < MAX_MB_PLANE; ++plane) {
    const int known_empty = plane == 0 && x->skip_txfm[0] == SKIP_TXFM_AC_DC;
    if (EncodePlane(x, size, plane, known_empty)) mi->skip = 0;
  }
}
