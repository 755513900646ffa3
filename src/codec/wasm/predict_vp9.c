// VP9's prediction from other pictures, as it is made again and again for each block: vp9/common/vp9_reconinter.c and
// vp9_setup_pred_block of vp9/encoder/vp9_rd.c.
//
// There a pixel's place and its prediction go through tables of functions, since the picture referred to may have
// another size; and each plane of a block through four calls. Here blocks of one vector in pictures of the same size,
// which are nearly all, go straight to the interpolation. The original functions do the rest.
#include "vpx_config.h"  // before libvpx's headers: it defines INLINE
//
#include "codec/wasm/simd.h"
#include "vp9/common/vp9_reconinter.h"
#include "vp9/common/vp9_scale.h"

enum { kPlanes = MAX_MB_PLANE };

#define INTERPOLATION(name)                                                                           \
  void name(const uint8_t *source, ptrdiff_t source_stride, uint8_t *target, ptrdiff_t target_stride, \
            const InterpKernel *filter, int x0_q4, int x_step_q4, int y0_q4, int y_step_q4, int width, int height)
INTERPOLATION(vpx_convolve_copy_wasm);
INTERPOLATION(vpx_convolve8_horiz_wasm);
INTERPOLATION(vpx_convolve8_vert_wasm);
INTERPOLATION(vpx_convolve8_wasm);
#undef INTERPOLATION

KERNEL_INLINE int HasOneSize(const struct scale_factors *scale) {
  return scale->x_scale_fp == REF_NO_SCALE && scale->y_scale_fp == REF_NO_SCALE;
}

// --- Predictions
// ------------------------------------------------------------------------------------------------------

KERNEL_INLINE int Clamped(int value, int low, int high) { return value < low ? low : value > high ? high : value; }

// A component of a vector in sixteenths of a pixel of the plane, held to where pixels are, or repeat: an interpolation
// may reach four pixels beyond the block.
KERNEL_INLINE int Sixteenths(int component, int subsampling, int size, int to_start, int to_end) {
  const int scale = 1 << (1 - subsampling);
  const int reach = (VP9_INTERP_EXTEND + size) << SUBPEL_BITS;
  return Clamped((int16_t)(component * scale), to_start * scale - reach, to_end * scale + reach - SUBPEL_SHIFTS);
}

// With `may_refer` a prediction that is a copy is not made: the plane's target becomes what it would copy.
KERNEL_INLINE void PredictPlane(MACROBLOCKD *xd, BLOCK_SIZE size, int plane, int may_refer) {
  struct macroblockd_plane *pd = &xd->plane[plane];
  const MODE_INFO *mi = xd->mi[0];
  const MV vector = mi->mv[0].as_mv;
  const BLOCK_SIZE plane_size = get_plane_block_size(size, pd);
  const int width = 4 * num_4x4_blocks_wide_lookup[plane_size];
  const int height = 4 * num_4x4_blocks_high_lookup[plane_size];
  const int x = Sixteenths(vector.col, pd->subsampling_x, width, xd->mb_to_left_edge, xd->mb_to_right_edge);
  const int y = Sixteenths(vector.row, pd->subsampling_y, height, xd->mb_to_top_edge, xd->mb_to_bottom_edge);
  const int stride = pd->pre[0].stride;
  uint8_t *source = pd->pre[0].buf + (y >> SUBPEL_BITS) * stride + (x >> SUBPEL_BITS);
  const InterpKernel *filter = vp9_filter_kernels[mi->interp_filter];
  const int between_x = x & SUBPEL_MASK;
  const int between_y = y & SUBPEL_MASK;
#define INTERPOLATE(name) \
  name(source, stride, pd->dst.buf, pd->dst.stride, filter, between_x, 16, between_y, 16, width, height)
  if (between_x && between_y) {
    INTERPOLATE(vpx_convolve8_wasm);
  } else if (between_x) {
    INTERPOLATE(vpx_convolve8_horiz_wasm);
  } else if (between_y) {
    INTERPOLATE(vpx_convolve8_vert_wasm);
  } else if (may_refer) {
    pd->dst.buf = source;
    pd->dst.stride = stride;
  } else {
    INTERPOLATE(vpx_convolve_copy_wasm);
  }
#undef INTERPOLATE
}

// Predicts planes, if the block is as nearly all are.
KERNEL_INLINE int Predict(MACROBLOCKD *xd, BLOCK_SIZE size, int from, int to, int may_refer) {
  const MODE_INFO *mi = xd->mi[0];
  if (mi->sb_type < BLOCK_8X8 || has_second_ref(mi) || !HasOneSize(&xd->block_refs[0]->sf)) return 0;
  for (int plane = from; plane <= to; ++plane) PredictPlane(xd, size, plane, may_refer);
  return 1;
}

#define PREDICTION_FUNCTION(name, from, to)                                                                  \
  void __real_vp9_build_inter_predictors_##name(MACROBLOCKD *xd, int mi_row, int mi_col, BLOCK_SIZE size);   \
  void __wrap_vp9_build_inter_predictors_##name(MACROBLOCKD *xd, int mi_row, int mi_col, BLOCK_SIZE size) {  \
    if (!Predict(xd, size, from, to, 0)) __real_vp9_build_inter_predictors_##name(xd, mi_row, mi_col, size); \
  }

PREDICTION_FUNCTION(sby, 0, 0)
PREDICTION_FUNCTION(sbuv, 1, kPlanes - 1)

// All planes at once are predicted only for the choice of a partition, which looks at them and no more, or keeps
// brightness in memory of its own. Pictures of one size have one stride.
void __real_vp9_build_inter_predictors_sb(MACROBLOCKD *xd, int mi_row, int mi_col, BLOCK_SIZE size);
void __wrap_vp9_build_inter_predictors_sb(MACROBLOCKD *xd, int mi_row, int mi_col, BLOCK_SIZE size) {
  const int in_picture = xd->plane[0].dst.stride == xd->plane[0].pre[0].stride;
  if (!Predict(xd, size, 0, kPlanes - 1, in_picture)) __real_vp9_build_inter_predictors_sb(xd, mi_row, mi_col, size);
}

void __real_vp9_build_inter_predictors_sbp(MACROBLOCKD *xd, int mi_row, int mi_col, BLOCK_SIZE size, int plane);
void __wrap_vp9_build_inter_predictors_sbp(MACROBLOCKD *xd, int mi_row, int mi_col, BLOCK_SIZE size, int plane) {
  if (!Predict(xd, size, plane, plane, 0)) __real_vp9_build_inter_predictors_sbp(xd, mi_row, mi_col, size, plane);
}

// --- Where a block is in a picture
// ------------------------------------------------------------------------------------

KERNEL_INLINE void PointAt(struct buf_2d *block, uint8_t *plane, int stride, int mi_row, int mi_col,
                           const struct macroblockd_plane *pd) {
  block->buf = plane + ((MI_SIZE * mi_row) >> pd->subsampling_y) * stride + ((MI_SIZE * mi_col) >> pd->subsampling_x);
  block->stride = stride;
}

void __real_vp9_setup_pre_planes(MACROBLOCKD *xd, int index, const YV12_BUFFER_CONFIG *picture, int mi_row, int mi_col,
                                 const struct scale_factors *scale);
void __wrap_vp9_setup_pre_planes(MACROBLOCKD *xd, int index, const YV12_BUFFER_CONFIG *picture, int mi_row, int mi_col,
                                 const struct scale_factors *scale) {
  if (picture == NULL || (scale && !HasOneSize(scale))) {
    __real_vp9_setup_pre_planes(xd, index, picture, mi_row, mi_col, scale);
    return;
  }
  struct macroblockd_plane *pd = xd->plane;
  PointAt(&pd[0].pre[index], picture->y_buffer, picture->y_stride, mi_row, mi_col, &pd[0]);
  PointAt(&pd[1].pre[index], picture->u_buffer, picture->uv_stride, mi_row, mi_col, &pd[1]);
  PointAt(&pd[2].pre[index], picture->v_buffer, picture->uv_stride, mi_row, mi_col, &pd[2]);
}

void __real_vp9_setup_pred_block(const MACROBLOCKD *xd, struct buf_2d blocks[kPlanes],
                                 const YV12_BUFFER_CONFIG *picture, int mi_row, int mi_col,
                                 const struct scale_factors *scale, const struct scale_factors *scale_uv);
void __wrap_vp9_setup_pred_block(const MACROBLOCKD *xd, struct buf_2d blocks[kPlanes],
                                 const YV12_BUFFER_CONFIG *picture, int mi_row, int mi_col,
                                 const struct scale_factors *scale, const struct scale_factors *scale_uv) {
  if ((scale && !HasOneSize(scale)) || (scale_uv && !HasOneSize(scale_uv))) {
    __real_vp9_setup_pred_block(xd, blocks, picture, mi_row, mi_col, scale, scale_uv);
    return;
  }
  const struct macroblockd_plane *pd = xd->plane;
  PointAt(&blocks[0], picture->y_buffer, picture->y_stride, mi_row, mi_col, &pd[0]);
  PointAt(&blocks[1], picture->u_buffer, picture->uv_stride, mi_row, mi_col, &pd[1]);
  PointAt(&blocks[2], picture->v_buffer, picture->uv_stride, mi_row, mi_col, &pd[2]);
}
