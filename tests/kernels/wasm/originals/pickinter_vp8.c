// libvpx's own pick_intra_mbuv_mode, which is a static function, behind a name that tests can call. All that the file
// defines is renamed, so that the encoders of the test program stay those of the package.
#define vp8_get_inter_mbpred_error original_vp8_get_inter_mbpred_error
#define vp8_pick_inter_mode original_vp8_pick_inter_mode
#define vp8_pick_intra_mode original_vp8_pick_intra_mode
#define vp8_skip_fractional_mv_step original_vp8_skip_fractional_mv_step

#include "vp8/encoder/pickinter.c"

void pick_intra_mbuv_mode_c(MACROBLOCK *macroblock);
void pick_intra_mbuv_mode_c(MACROBLOCK *macroblock) { pick_intra_mbuv_mode(macroblock); }
