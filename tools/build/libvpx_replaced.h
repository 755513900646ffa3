// Functions of libvpx that ours in src/codec/wasm/ replace by name, since no *_rtcd.h lists them. Included first in
// each of libvpx's files of the WebAssembly variant: a weak definition gives way to ours, also for callers in its own
// file.
#pragma GCC system_header  // no warnings: most files declare none of these

#pragma weak vp8_pack_tokens
#pragma weak vp8_quantize_mb
#pragma weak vp8_quantize_mbuv
#pragma weak vp8_quantize_mby

// Two are static, and have no symbol that could give way. Where one is defined its first argument begins with a type,
// where it is called with a name: the call goes to ours, the definition keeps nothing but another name.
struct macroblock;
void kinora_pick_intra_mbuv_mode(struct macroblock *macroblock);
#define pick_intra_mbuv_mode(macroblock) KINORA_PICK_##macroblock)
#define KINORA_PICK_x kinora_pick_intra_mbuv_mode(x
#define KINORA_PICK_MACROBLOCK __attribute__((unused)) pick_intra_mbuv_mode_of_libvpx(MACROBLOCK

struct vpx_writer;
void kinora_vp9_pack_tokens(struct vpx_writer *writer, void *tokens, const void *stop, int depth);
#define pack_mb_tokens(writer, tokens, stop, depth) KINORA_PACK_##writer, tokens, stop, depth)
#define KINORA_PACK_w kinora_vp9_pack_tokens(w
#define KINORA_PACK_vpx_writer __attribute__((unused)) pack_mb_tokens_of_libvpx(vpx_writer
