// Functions of libvpx that ours in src/codec/wasm/ replace by name, since no *_rtcd.h lists them. Included first in
// each of libvpx's files of the WebAssembly variant: a weak definition gives way to ours, also for callers in its own
// file.
#pragma GCC system_header  // no warnings: most files declare none of these

#pragma weak vp8_pack_tokens
#pragma weak vp8_quantize_mb
#pragma weak vp8_quantize_mbuv
#pragma weak vp8_quantize_mby

// Others are static, and have no symbol that could give way. Where one is defined its first argument begins with a
// type, where it is called with a name: the call goes to ours, the definition keeps nothing but another name.
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

struct VP9_COMP;
unsigned long long kinora_vp9_source_sad(struct VP9_COMP *encoder, struct macroblock *macroblock, int shift, int block);
#define avg_source_sad(encoder, macroblock, shift, block) KINORA_SOURCE_SAD_##encoder, macroblock, shift, block)
#define KINORA_SOURCE_SAD_cpi kinora_vp9_source_sad(cpi
#define KINORA_SOURCE_SAD_VP9_COMP __attribute__((unused)) avg_source_sad_of_libvpx(VP9_COMP

// Ours leaves some calls to the original, which it is given.
struct RD_COST;
typedef void kinora_block_yrd(struct VP9_COMP *encoder, struct macroblock *macroblock, struct RD_COST *cost,
                              int *skippable, long long *squares, unsigned char size, unsigned char transform,
                              int is_modelled, int is_intra);
void kinora_vp9_block_yrd(kinora_block_yrd *original, struct VP9_COMP *encoder, struct macroblock *macroblock,
                          struct RD_COST *cost, int *skippable, long long *squares, unsigned char size,
                          unsigned char transform, int is_modelled, int is_intra);
#define block_yrd(encoder, ...) KINORA_BLOCK_YRD_##encoder, __VA_ARGS__)
#define KINORA_BLOCK_YRD_cpi kinora_vp9_block_yrd(block_yrd_of_libvpx, cpi
#define KINORA_BLOCK_YRD_VP9_COMP block_yrd_of_libvpx(VP9_COMP
