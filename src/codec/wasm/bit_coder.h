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

// Writes a coder's WholeBytes to where `writer` points, as far as there is room.
typedef void FlushFunction(void *writer, Coder *coder);

// Adds the carry to what has been written: bytes that are 255 become 0, and the one before them grows.
KERNEL_INLINE void AddCarry(uint8_t *last) {
  while (*last == 0xFF) *last-- = 0;
  ++*last;
}

// How many bytes are whole, but for those that kKeep keeps.
KERNEL_INLINE int WholeBytes(const Coder *coder) { return (coder->shifted - kKeep) >> 3; }

// Takes `count` bytes out, the first one highest, with the carry above it.
KERNEL_INLINE uint64_t TakeBytes(Coder *coder, int count) {
  coder->shifted -= 8 * count;
  const int kept = coder->shifted + 8;
  const uint64_t bytes = coder->low >> kept;
  coder->low &= (UINT64_C(1) << kept) - 1;
  return bytes;
}

// A bit to write: the probability of zero in 256ths, 1 to 255, negative where the bit is one.
typedef int16_t Decision;

KERNEL_INLINE Decision Decide(uint32_t bit, int probability) { return (Decision)(bit ? -probability : probability); }

// One loop over many bits: a loop for each token's would end where no processor foresees it.
//
// With p = probability and r = range, C's split is 1 + ((r - 1) p >> 8), the next range the split for a zero, and what
// is above it for a one. With q, p for a zero and 256 - p for a one, both are (r q + 256 - q - bit) >> 8. Then it is
// shifted until it has eight bits again. Each range waits for the one before: to wait less, q multiplies what is not
// shifted yet, while the shift is found.
//
// Up to a decision of 0. Writes bytes from `to` on without asking for room, and returns their end. Nothing is called:
// all that goes round stays in registers.
static __attribute__((noinline)) uint8_t *WriteWithRoom(Coder *coder, const Decision *decisions, uint8_t *to) {
  Coder now = *coder;
  uint32_t unshifted = now.range;
  int shift = 0;
  for (int decision; (decision = *decisions) != 0; ++decisions) {
    const uint32_t minus_bit = (uint32_t)(decision >> 15);
    const uint32_t q = (uint8_t)decision;
    const uint32_t next = ((unshifted * q << shift) + (256 - q + minus_bit)) >> 8;
    now.low += ((unshifted << shift) - next) & minus_bit;
    unshifted = next;
    shift = __builtin_clz(next) - 24;
    now.low <<= shift;
    now.shifted += shift;
    if (__builtin_expect(now.shifted >= kFull, 0)) {
      const uint64_t bytes = TakeBytes(&now, 4);
      if (bytes >> 32) AddCarry(to - 1);
      to[0] = (uint8_t)(bytes >> 24);
      to[1] = (uint8_t)(bytes >> 16);
      to[2] = (uint8_t)(bytes >> 8);
      to[3] = (uint8_t)bytes;
      to += 4;
    }
  }
  now.range = unshifted << shift;
  *coder = now;
  return to;
}

// The decisions before `end`, where there is place for one more. Returns the end of the bytes, of which those that
// Flush writes are none.
KERNEL_INLINE uint8_t *WriteDecisions(void *writer, Coder *coder, FlushFunction *flush, Decision *decisions,
                                      Decision *end, uint8_t *to, size_t room) {
  enum { kMostShift = 7 };
  if (room > (size_t)(end - decisions) * kMostShift / 8 + sizeof coder->low) {
    *end = 0;
    return WriteWithRoom(coder, decisions, to);
  }
  for (; decisions < end; ++decisions) {
    if (coder->shifted >= kBytesReady) flush(writer, coder);
    const Decision one[2] = {*decisions, 0};
    WriteWithRoom(coder, one, to);
  }
  return to;
}
