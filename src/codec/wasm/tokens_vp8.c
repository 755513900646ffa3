// Writes VP8's coefficient tokens with the boolean entropy coder: vp8/encoder/bitstream.c (vp8_pack_tokens), RFC 6386
// sections 7 and 13.
//
// A token's way through the tree comes from a table.
#include "codec/wasm/bit_coder.h"
#include "vp8/common/entropy.h"
#include "vp8/encoder/bitstream.h"
#include "vp8/encoder/boolhuff.h"
#include "vp8/encoder/tokenize.h"
#include "vpx_config.h"  // before libvpx's headers: it defines INLINE

// The way to a token through the tree of section 13.2: its bits and the nodes, whose numbers select the probabilities,
// both from the least significant end.
typedef struct {
  uint32_t nodes;
  uint8_t bits;
  uint8_t length;
} Path;

static const Path kPaths[MAX_ENTROPY_TOKENS] = {
    [ZERO_TOKEN] = {0x10, 0x01, 2},
    [ONE_TOKEN] = {0x210, 0x03, 3},
    [TWO_TOKEN] = {0x43210, 0x07, 5},
    [THREE_TOKEN] = {0x543210, 0x17, 6},
    [FOUR_TOKEN] = {0x543210, 0x37, 6},
    [DCT_VAL_CATEGORY1] = {0x763210, 0x0F, 6},
    [DCT_VAL_CATEGORY2] = {0x763210, 0x2F, 6},
    [DCT_VAL_CATEGORY3] = {0x9863210, 0x1F, 7},
    [DCT_VAL_CATEGORY4] = {0x9863210, 0x5F, 7},
    [DCT_VAL_CATEGORY5] = {0xA863210, 0x3F, 7},
    [DCT_VAL_CATEGORY6] = {0xA863210, 0x7F, 7},
    [DCT_EOB_TOKEN] = {0x0, 0x00, 1},
};

// Writes all whole bytes but for those that kKeep keeps, and returns what is left of `low`. A buffer too small ends the
// frame with libvpx's own error. A call of its own, since it is rare, and takes the coder's state from its registers.
static __attribute__((noinline)) uint64_t WriteBytes(vp8_writer *writer, uint64_t low, int shifted, int count) {
  const int kept = shifted - 8 * count + 8;
  const uint64_t bytes = low >> kept;

  validate_buffer(writer->buffer + writer->pos, (size_t)count, writer->buffer_end, writer->error);
  uint8_t *to = writer->buffer + writer->pos;
  if (bytes >> (8 * count)) AddCarry(to - 1);
#pragma clang loop vectorize(disable) unroll(disable)
  for (int i = count - 1; i >= 0; --i) *to++ = (uint8_t)(bytes >> (8 * i));
  writer->pos += (unsigned int)count;
  return low & ((UINT64_C(1) << kept) - 1);
}

KERNEL_INLINE void Flush(void *writer, Coder *coder) {
  const int count = (coder->shifted - kKeep) >> 3;
  coder->low = WriteBytes(writer, coder->low, coder->shifted, count);
  coder->shifted -= 8 * count;
}

void vp8_pack_tokens(vp8_writer *writer, const TOKENEXTRA *tokens, int count) {
  Coder coder = {writer->lowvalue, writer->range, writer->count + kBytesReady};
  for (const TOKENEXTRA *const end = tokens + count; tokens < end; ++tokens) {
    const Path *path = &kPaths[tokens->Token];
    const uint8_t *probabilities = tokens->context_tree;
    // After a zero there is no end of block, and its node is left out.
    uint32_t nodes = path->nodes >> (tokens->skip_eob_node ? 4 : 0);
    uint32_t bits = path->bits >> (tokens->skip_eob_node ? 1 : 0);
    int left = path->length - (tokens->skip_eob_node ? 1 : 0);
    do {
      WriteBit(writer, &coder, Flush, bits & 1, probabilities[nodes & 15]);
      nodes >>= 4;
      bits >>= 1;
    } while (--left);

    const vp8_extra_bit_struct *extra = &vp8_extra_bits[tokens->Token];
    if (extra->base_val) {
      const uint32_t value = (uint16_t)tokens->Extra;  // the sign is bit 0
      for (int i = 0; i < extra->Len; ++i) {
        WriteBit(writer, &coder, Flush, (value >> (extra->Len - i)) & 1, extra->prob[i]);
      }
      WriteBit(writer, &coder, Flush, value & 1, 128);
    }
  }
  if (coder.shifted >= kBytesReady) Flush(writer, &coder);
  writer->lowvalue = (unsigned int)coder.low;
  writer->range = coder.range;
  writer->count = coder.shifted - kBytesReady;
}
