// Writes VP8's coefficient tokens with the boolean entropy coder: vp8/encoder/bitstream.c (vp8_pack_tokens), RFC 6386
// sections 7 and 13.
//
// A token's way through the tree comes from a table: its bits and their probabilities are put down for many tokens
// first, and then written.
#include "codec/wasm/token_ways.h"
#include "vp8/common/entropy.h"
#include "vp8/encoder/bitstream.h"
#include "vp8/encoder/boolhuff.h"
#include "vp8/encoder/tokenize.h"
#include "vpx_config.h"  // before libvpx's headers: it defines INLINE

_Static_assert(sizeof(TOKENEXTRA) == kTokenSize, "memory.c knows tokens by it");

static const Way kWays[MAX_ENTROPY_TOKENS][2] = {
    [ZERO_TOKEN] = WAYS(0x10, 0x01, 2, 0),
    [ONE_TOKEN] = WAYS(0x210, 0x03, 3, 1),
    [TWO_TOKEN] = WAYS(0x43210, 0x07, 5, 1),
    [THREE_TOKEN] = WAYS(0x543210, 0x17, 6, 1),
    [FOUR_TOKEN] = WAYS(0x543210, 0x37, 6, 1),
    [DCT_VAL_CATEGORY1] = WAYS(0x763210, 0x0F, 6, 1),
    [DCT_VAL_CATEGORY2] = WAYS(0x763210, 0x2F, 6, 1),
    [DCT_VAL_CATEGORY3] = WAYS(0x9863210, 0x1F, 7, 1),
    [DCT_VAL_CATEGORY4] = WAYS(0x9863210, 0x5F, 7, 1),
    [DCT_VAL_CATEGORY5] = WAYS(0xA863210, 0x3F, 7, 1),
    [DCT_VAL_CATEGORY6] = WAYS(0xA863210, 0x7F, 7, 1),
    [DCT_EOB_TOKEN] = WAYS(0x0, 0x00, 1, 0),
};

// Returns the end of the decisions of the tokens from `token` to `end`.
static Decision *ExpandAll(const TOKENEXTRA *token, const TOKENEXTRA *end, Decision *to) {
  for (; token < end; ++token) {
    // Loads 16 probabilities where there are eleven: what follows a frame's is its own.
    const Way *way = &kWays[token->Token][token->skip_eob_node != 0];
    to = ExpandWay(way, Load16(token->context_tree), to);
    if (token->Token >= DCT_VAL_CATEGORY1 && token->Token <= DCT_VAL_CATEGORY6) {
      const vp8_extra_bit_struct *extra = &vp8_extra_bits[token->Token];
      to = ExpandExtra(token->Extra, extra->Len, extra->prob, to);
    } else {
      *to = Sign(token->Extra);
      to += way->signs;
    }
  }
  return to;
}

// A buffer too small ends the frame with libvpx's own error.
static void Flush(void *writer_pointer, Coder *coder) {
  vp8_writer *writer = writer_pointer;
  const int count = WholeBytes(coder);
  validate_buffer(writer->buffer + writer->pos, (size_t)count, writer->buffer_end, writer->error);
  const uint64_t bytes = TakeBytes(coder, count);
  uint8_t *to = writer->buffer + writer->pos;
  if (bytes >> (8 * count)) AddCarry(to - 1);
#pragma clang loop vectorize(disable) unroll(disable)
  for (int i = count - 1; i >= 0; --i) *to++ = (uint8_t)(bytes >> (8 * i));
  writer->pos += (unsigned int)count;
}

void vp8_pack_tokens(vp8_writer *writer, const TOKENEXTRA *tokens, int count) {
  Coder coder = {writer->lowvalue, writer->range, writer->count + kBytesReady};
  Decision decisions[kDecisions];
  for (const TOKENEXTRA *const end = tokens + count; tokens < end;) {
    const TOKENEXTRA *const stop = end - tokens > kTokens ? tokens + kTokens : end;
    uint8_t *const to = writer->buffer + writer->pos;
    const uint8_t *const written = WriteDecisions(writer, &coder, Flush, decisions, ExpandAll(tokens, stop, decisions),
                                                  to, (size_t)(writer->buffer_end - to));
    writer->pos += (unsigned int)(written - to);
    tokens = stop;
  }
  if (coder.shifted >= kBytesReady) Flush(writer, &coder);
  writer->lowvalue = (unsigned int)coder.low;
  writer->range = coder.range;
  writer->count = coder.shifted - kBytesReady;
}
