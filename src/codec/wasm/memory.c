// memset and memcpy of the module, in place of the C library's: those go by words, and hand 512 bytes and more to
// JavaScript. libvpx clears and copies small blocks by the thousand a frame. And what libvpx allocates cleared.
#include <stddef.h>
#include <unistd.h>

#include "codec/wasm/token_ways.h"
#include "vpx_mem/vpx_mem.h"
#include "vpx_scale/yv12config.h"

#define OWN_MEMORY_FUNCTION __attribute__((no_builtin))  // or the loops below would become calls to themselves

typedef struct __attribute__((packed)) {
  uint64_t value;
} Word8;

typedef struct __attribute__((packed)) {
  uint32_t value;
} Word4;

// Memory that the heap grows by is zero, and is left untouched where libvpx wants it cleared: an encoder uses but a
// part of what it asks for. The heap never shrinks. Here it ended before what is being allocated; else beyond all
// memory.
static const uint8_t *grown_from = (const uint8_t *)UINTPTR_MAX;

// How many bytes of a block are not known to be zero.
static size_t Used(const uint8_t *block, size_t size) {
  if (block >= grown_from) return 0;
  const size_t used = (size_t)(grown_from - block);
  return used < size ? used : size;
}

// Blocks that are no multiple of a step end in a step that overlaps the last.
OWN_MEMORY_FUNCTION void *memset(void *target, int value, size_t size) {
  enum { kLarge = 1 << 16 };
  uint8_t *to = target;
  if (size >= kLarge && value == 0) size = Used(to, size);
  const uint64_t word = (uint8_t)value * UINT64_C(0x0101010101010101);
  if (size >= 16) {
    const v128_t vector = wasm_i64x2_splat((int64_t)word);
    uint8_t *const last = to + size - 16;
    for (; size > 64; size -= 64, to += 64) {
      Store16(to, vector);
      Store16(to + 16, vector);
      Store16(to + 32, vector);
      Store16(to + 48, vector);
    }
    for (; to < last; to += 16) Store16(to, vector);
    Store16(last, vector);
  } else if (size >= 8) {
    ((Word8 *)to)->value = word;
    ((Word8 *)(to + size - 8))->value = word;
  } else if (size >= 4) {
    ((Word4 *)to)->value = (uint32_t)word;
    ((Word4 *)(to + size - 4))->value = (uint32_t)word;
  } else {
    for (size_t i = 0; i < size; ++i) to[i] = (uint8_t)value;
  }
  return target;
}

OWN_MEMORY_FUNCTION void *memcpy(void *restrict target, const void *restrict source, size_t size) {
  uint8_t *to = target;
  const uint8_t *from = source;
  if (size >= 16) {
    uint8_t *const last = to + size - 16;
    const v128_t end = Load16(from + size - 16);
    for (; size > 64; size -= 64, to += 64, from += 64) {
      const v128_t a = Load16(from);
      const v128_t b = Load16(from + 16);
      const v128_t c = Load16(from + 32);
      const v128_t d = Load16(from + 48);
      Store16(to, a);
      Store16(to + 16, b);
      Store16(to + 32, c);
      Store16(to + 48, d);
    }
    for (; to < last; to += 16, from += 16) Store16(to, Load16(from));
    Store16(last, end);
  } else if (size >= 8) {
    const uint64_t end = ((const Word8 *)(from + size - 8))->value;
    ((Word8 *)to)->value = ((const Word8 *)from)->value;
    ((Word8 *)(to + size - 8))->value = end;
  } else if (size >= 4) {
    const uint32_t end = ((const Word4 *)(from + size - 4))->value;
    ((Word4 *)to)->value = ((const Word4 *)from)->value;
    ((Word4 *)(to + size - 4))->value = end;
  } else {
    for (size_t i = 0; i < size; ++i) to[i] = from[i];
  }
  return target;
}

static void Begin(void) { grown_from = sbrk(0); }
static void End(void) { grown_from = (const uint8_t *)UINTPTR_MAX; }

// The tokens of a frame, of which few are used, and none before it is written. Nothing else is so many of that size.
static int AreTokens(size_t count, size_t size) { return size == kTokenSize && count >= 1 << 16; }

void *__wrap_vpx_calloc(size_t count, size_t size) {
  if (size != 0 && count > PTRDIFF_MAX / size) return NULL;
  Begin();
  uint8_t *const block = vpx_malloc(count * size);
  if (block != NULL && !AreTokens(count, size)) memset(block, 0, Used(block, count * size));
  End();
  return block;
}

// VP9's frames. libvpx clears them as soon as it has them, and has some that nothing but other settings would use.
int __real_vpx_alloc_frame_buffer(YV12_BUFFER_CONFIG *frame, int width, int height, int ss_x, int ss_y, int border,
                                  int alignment);
int __wrap_vpx_alloc_frame_buffer(YV12_BUFFER_CONFIG *frame, int width, int height, int ss_x, int ss_y, int border,
                                  int alignment);
int __real_vpx_realloc_frame_buffer(YV12_BUFFER_CONFIG *frame, int width, int height, int ss_x, int ss_y, int border,
                                    int alignment, vpx_codec_frame_buffer_t *buffer, vpx_get_frame_buffer_cb_fn_t get,
                                    void *context);
int __wrap_vpx_realloc_frame_buffer(YV12_BUFFER_CONFIG *frame, int width, int height, int ss_x, int ss_y, int border,
                                    int alignment, vpx_codec_frame_buffer_t *buffer, vpx_get_frame_buffer_cb_fn_t get,
                                    void *context);

int __wrap_vpx_alloc_frame_buffer(YV12_BUFFER_CONFIG *frame, int width, int height, int ss_x, int ss_y, int border,
                                  int alignment) {
  Begin();
  const int error = __real_vpx_alloc_frame_buffer(frame, width, height, ss_x, ss_y, border, alignment);
  End();
  return error;
}

int __wrap_vpx_realloc_frame_buffer(YV12_BUFFER_CONFIG *frame, int width, int height, int ss_x, int ss_y, int border,
                                    int alignment, vpx_codec_frame_buffer_t *buffer, vpx_get_frame_buffer_cb_fn_t get,
                                    void *context) {
  Begin();
  const int error =
      __real_vpx_realloc_frame_buffer(frame, width, height, ss_x, ss_y, border, alignment, buffer, get, context);
  End();
  return error;
}
