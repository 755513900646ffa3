// libvpx's own block_yrd, which is static, as vp9_block_yrd_c. All that the file defines is renamed, so that the
// encoders of the test program stay those of the package.
#define vp9_pick_inter_mode original_vp9_pick_inter_mode
#define vp9_pick_inter_mode_sub8x8 original_vp9_pick_inter_mode_sub8x8
#define vp9_pick_intra_mode original_vp9_pick_intra_mode

#include "vp9/encoder/vp9_pickmode.c"

void vp9_block_yrd_c(VP9_COMP *cpi, MACROBLOCK *x, RD_COST *cost, int *skippable, int64_t *squares, BLOCK_SIZE size,
                     TX_SIZE transform, int is_modelled, int is_intra);
void vp9_block_yrd_c(VP9_COMP *cpi, MACROBLOCK *x, RD_COST *cost, int *skippable, int64_t *squares, BLOCK_SIZE size,
                     TX_SIZE transform, int is_modelled, int is_intra) {
  block_yrd(cpi, x, cost, skippable, squares, size, transform, is_modelled, is_intra);
}
