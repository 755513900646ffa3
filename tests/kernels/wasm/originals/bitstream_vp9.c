// libvpx's own pack_mb_tokens, as vp9_pack_tokens_c: it is static there. All that the file defines is renamed, so that
// the encoders of the test program stay those of the package.
#define vp9_bitstream_encode_tiles_buffer_dealloc original_vp9_bitstream_encode_tiles_buffer_dealloc
#define vp9_get_refresh_mask original_vp9_get_refresh_mask
#define vp9_pack_bitstream original_vp9_pack_bitstream

#include "vp9/encoder/vp9_bitstream.c"

void vp9_pack_tokens_c(vpx_writer *writer, TOKENEXTRA **tokens, const TOKENEXTRA *stop, int depth);
void vp9_pack_tokens_c(vpx_writer *writer, TOKENEXTRA **tokens, const TOKENEXTRA *stop, int depth) {
  pack_mb_tokens(writer, tokens, stop, (vpx_bit_depth_t)depth);
}
