// How much of a plane of VP9's block is in the picture, for encode_vp9.c and tokenize_vp9.c.
#pragma once

#include "codec/wasm/simd.h"
#include "vp9/common/vp9_blockd.h"

// Lengths in units of 4 pixels.
typedef struct {
  BLOCK_SIZE size;  // of the whole plane
  int units_wide;   // the same
  int wide, high;   // what is in the picture
  int outside;      // by how much the next row of transforms begins after the last one in the picture
} PlaneExtent;

KERNEL_INLINE int Inside(int units, int to_edge, int subsampling) {
  return units + (to_edge >= 0 ? 0 : to_edge >> (5 + subsampling));
}

KERNEL_INLINE PlaneExtent ExtentOf(const MACROBLOCKD *xd, const struct macroblockd_plane *pd, BLOCK_SIZE size,
                                   TX_SIZE transform) {
  const BLOCK_SIZE plane_size = get_plane_block_size(size, pd);
  const int units_wide = num_4x4_blocks_wide_lookup[plane_size];
  const int wide = Inside(units_wide, xd->mb_to_right_edge, pd->subsampling_x);
  const PlaneExtent extent = {
      .size = plane_size,
      .units_wide = units_wide,
      .wide = wide,
      .high = Inside(num_4x4_blocks_high_lookup[plane_size], xd->mb_to_bottom_edge, pd->subsampling_y),
      .outside = ((units_wide - wide) >> transform) << (2 * transform),
  };
  return extent;
}
