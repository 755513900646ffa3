// libvpx's own vp8_quantize_mb, vp8_quantize_mby and vp8_quantize_mbuv, with _c behind their names: ours have taken
// those. All that the file defines is renamed, so that the encoders of the test program stay those of the package.
#define vp8_quantize_mb vp8_quantize_mb_c
#define vp8_quantize_mby vp8_quantize_mby_c
#define vp8_quantize_mbuv vp8_quantize_mbuv_c
#define vp8_fast_quantize_b_c original_vp8_fast_quantize_b_c
#define vp8_regular_quantize_b_c original_vp8_regular_quantize_b_c
#define vp8_set_quantizer original_vp8_set_quantizer
#define vp8_update_zbin_extra original_vp8_update_zbin_extra
#define vp8cx_frame_init_quantizer original_vp8cx_frame_init_quantizer
#define vp8cx_init_quantizer original_vp8cx_init_quantizer
#define vp8cx_mb_init_quantizer original_vp8cx_mb_init_quantizer

#include "vp8/encoder/vp8_quantize.c"
