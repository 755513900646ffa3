// memset and memcpy of the module, in place of the C library's: those go by words, and hand 512 bytes and more to
// JavaScript. libvpx clears and copies small blocks by the thousand a frame. And libvpx's own calloc.
#include <stddef.h>
#include <unistd.h>

#include "codec/wasm/simd.h"
#include "vpx_mem/vpx_mem.h"

#define OWN_MEMORY_FUNCTION __attribute__((no_builtin))  // or the loops below would become calls to themselves

typedef struct __attribute__((packed)) {
  uint64_t value;
} Word8;

typedef struct __attribute__((packed)) {
  uint32_t value;
} Word4;

// Blocks that are no multiple of a step end in a step that overlaps the last.
OWN_MEMORY_FUNCTION void *memset(void *target, int value, size_t size) {
  uint8_t *to = target;
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

// Memory that the heap grew by for this very block is zero already, and stays untouched until it is used: an encoder
// uses but a part of what it asks for. The heap never shrinks.
void *__wrap_vpx_calloc(size_t count, size_t size) {
  const uint8_t *const grown_from = sbrk(0);
  if (size != 0 && count > PTRDIFF_MAX / size) return NULL;
  const size_t bytes = count * size;
  uint8_t *const block = vpx_malloc(bytes);
  if (block == NULL || block >= grown_from) return block;
  const size_t used = (size_t)(grown_from - block);
  return memset(block, 0, used < bytes ? used : bytes);
}
