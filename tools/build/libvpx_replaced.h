// Functions of libvpx that ours in src/codec/wasm/ replace by name, since no *_rtcd.h lists them. Included first in
// each of libvpx's files of the WebAssembly variant: a weak definition gives way to ours, also for callers in its own
// file.
#pragma GCC system_header  // no warnings: most files declare none of these

#pragma weak vp8_pack_tokens
#pragma weak vp8_quantize_mb
#pragma weak vp8_quantize_mbuv
#pragma weak vp8_quantize_mby

// A static function: the macro's parameter begins with MACROBLOCK in the definition, which gets another name, and is x in
// each call.
struct macroblock;
void kinora_pick_intra_mbuv_mode(struct macroblock *macroblock);
#define pick_intra_mbuv_mode(parameter) pick_intra_mbuv_mode_##parameter)
#define pick_intra_mbuv_mode_x kinora_pick_intra_mbuv_mode(x
#define pick_intra_mbuv_mode_MACROBLOCK replaced_pick_intra_mbuv_mode(MACROBLOCK
