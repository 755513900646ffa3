// The arithmetic coder that writes the bits of VP8 and VP9, as far as it is the same: RFC 6386 section 7.
//
// libvpx's functions take a jump for each bit, which no processor can foresee, and look for a whole byte after each.
// Here a bit selects by a mask, and bytes leave several at a time: `low` has 64 bits of room. Between calls the coder
// is in the state in which C would leave it.
#pragma once

#include "codec/wasm/simd.h"

typedef struct {
  uint64_t low;    // the bits not yet written: 8 that `range` counts, `shifted` above them, and the carry
  uint32_t range;  // 128 to 255 between bits
  int shifted;     // at most 47 between bits
} Coder;

enum {
  kKeep = 16,        // so many shifted bits, and at most 7 more, stay behind when bytes are written
  kBytesReady = 24,  // with so many, C writes a byte
  kFull = 48,        // with so many, bytes are written here: 7 more must fit
};

// Writes whole bytes to where `writer` points.
typedef void FlushFunction(void *writer, Coder *coder);

// Adds the carry to what has been written: bytes that are 255 become 0, and the one before them grows.
KERNEL_INLINE void AddCarry(uint8_t *last) {
  while (*last == 0xFF) *last-- = 0;
  ++*last;
}

KERNEL_INLINE void WriteBit(void *writer, Coder *coder, FlushFunction *flush, uint32_t bit, uint32_t probability) {
  // C's split is one more than this. With a bit, the range becomes what is above the split, else the split. In the
  // chain of operations from one range to the next each counts: the terms apart from `below` are ready before it.
  const uint32_t mask = 0 - bit;
  const uint32_t widest = coder->range - 1;
  const uint32_t below = (widest * probability) >> 8;
  const uint32_t range = (below ^ mask) + ((widest & mask) + 1);
  coder->low += (below + 1) & mask;
  const int shift = __builtin_clz(range) - 24;
  coder->range = range << shift;
  coder->low <<= shift;
  coder->shifted += shift;
  if (__builtin_expect(coder->shifted >= kFull, 0)) flush(writer, coder);
}
