// libvpx's own vp8_pack_tokens, as vp8_pack_tokens_c: ours has taken its name. All that the file defines is renamed, so
// that the encoders of the test program stay those of the package.
#define vp8_pack_tokens vp8_pack_tokens_c
#define vp8_calc_ref_frame_costs original_vp8_calc_ref_frame_costs
#define vp8_convert_rfct_to_prob original_vp8_convert_rfct_to_prob
#define vp8_estimate_entropy_savings original_vp8_estimate_entropy_savings
#define vp8_pack_bitstream original_vp8_pack_bitstream
#define vp8_update_coef_probs original_vp8_update_coef_probs
#define vp8cx_base_skip_false_prob original_vp8cx_base_skip_false_prob

#include "vp8/encoder/bitstream.c"
