// libvpx's own avg_source_sad, which is static, as vp9_source_sad_c. All that the file defines is renamed, so that the
// encoders of the test program stay those of the package.
#define vp9_encode_frame original_vp9_encode_frame
#define vp9_encode_sb_row original_vp9_encode_sb_row
#define vp9_encode_tile original_vp9_encode_tile
#define vp9_get_group_idx original_vp9_get_group_idx
#define vp9_get_sby_perpixel_variance original_vp9_get_sby_perpixel_variance
#define vp9_get_sby_variance original_vp9_get_sby_variance
#define vp9_init_tile_data original_vp9_init_tile_data
#define vp9_kmeans original_vp9_kmeans
#define vp9_set_variance_partition_thresholds original_vp9_set_variance_partition_thresholds
#define vp9_setup_src_planes original_vp9_setup_src_planes

#include "vp9/encoder/vp9_encodeframe.c"

uint64_t vp9_source_sad_c(VP9_COMP *cpi, MACROBLOCK *x, int shift, int block);
uint64_t vp9_source_sad_c(VP9_COMP *cpi, MACROBLOCK *x, int shift, int block) {
  return avg_source_sad(cpi, x, shift, block);
}
