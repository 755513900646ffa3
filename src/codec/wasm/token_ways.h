// The ways of coefficients' tokens through the trees of VP8 (RFC 6386 section 13.2) and VP9, as bits to write.
#pragma once

#include "codec/wasm/bit_coder.h"

// A token's way through the tree, a lane of 16 bits for each bit of it.
typedef struct {
  uint8_t nodes[16];  // which of sixteen probabilities a bit has; each other byte is a place where there is none
  int16_t bits[8];    // each a mask
  uint8_t length;
  uint8_t signs;  // a sign follows, if 1
} Way;

#define NODE(nodes, i) ((nodes) >> 4 * (i) & 15), 0x80
#define BIT(bits, i) (-((bits) >> (i) & 1))
#define WAY(nodes, bits, length, signs)                                                                             \
  {{NODE(nodes, 0), NODE(nodes, 1), NODE(nodes, 2), NODE(nodes, 3), NODE(nodes, 4), NODE(nodes, 5), NODE(nodes, 6), \
    0x80, 0x80},                                                                                                    \
   {BIT(bits, 0), BIT(bits, 1), BIT(bits, 2), BIT(bits, 3), BIT(bits, 4), BIT(bits, 5), BIT(bits, 6), 0},           \
   length,                                                                                                          \
   signs}
// Nodes, four bits each, and bits from the least significant end. After a zero there is no end of block, and the first
// node is left out.
#define WAYS(nodes, bits, length, signs) \
  {WAY(nodes, bits, length, signs), WAY((nodes) >> 4, (bits) >> 1, (length) - 1, signs)}

enum {
  kTokenSize = 8,          // bytes of a TOKENEXTRA of VP8 and of VP9
  kTokens = 128,           // that are expanded at a time
  kMostBits = 7 + 14 + 1,  // of one, with VP9's longest extra bits and the sign
  kRoom = 8,               // as a way is stored whole
  kDecisions = kTokens * kMostBits + kRoom,
};

// The bits of a way. Returns where the next are to go.
KERNEL_INLINE Decision *ExpandWay(const Way *way, v128_t probabilities, Decision *to) {
  const v128_t bits = Load16(way->bits);
  Store16(to, wasm_i16x8_sub(wasm_v128_xor(wasm_i8x16_swizzle(probabilities, Load16(way->nodes)), bits), bits));
  return to + way->length;
}

KERNEL_INLINE Decision Sign(int extra) { return Decide((uint32_t)extra & 1, 128); }

// What a token leaves open: the lowest `length` bits of `extra` but for the sign, which is the last.
KERNEL_INLINE Decision *ExpandExtra(int extra, int length, const uint8_t *probabilities, Decision *to) {
#pragma clang loop vectorize(disable) unroll(disable)
  for (int i = 0; i < length; ++i) *to++ = Decide((uint32_t)extra >> (length - i) & 1, probabilities[i]);
  *to++ = Sign(extra);
  return to;
}
