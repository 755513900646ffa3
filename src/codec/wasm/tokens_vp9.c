// Writes VP9's coefficient tokens: pack_mb_tokens of vp9/encoder/vp9_bitstream.c.
#include "vpx_config.h"  // before libvpx's headers: it defines INLINE
//
#include "codec/wasm/token_ways.h"
#include "vp9/encoder/vp9_tokenize.h"
#include "vpx_dsp/bitwriter.h"

_Static_assert(sizeof(TOKENEXTRA) == kTokenSize, "memory.c knows tokens by it");

// The first three nodes have the context's probabilities, those from the ninth on the row of eight that the third of
// these stands for: vp9_pareto8_full.
static const Way kWays[ENTROPY_TOKENS][2] = {
    [ZERO_TOKEN] = WAYS(0x10, 0x01, 2, 0),           [ONE_TOKEN] = WAYS(0x210, 0x03, 3, 1),
    [TWO_TOKEN] = WAYS(0x98210, 0x07, 5, 1),         [THREE_TOKEN] = WAYS(0xA98210, 0x17, 6, 1),
    [FOUR_TOKEN] = WAYS(0xA98210, 0x37, 6, 1),       [CATEGORY1_TOKEN] = WAYS(0xCB8210, 0x0F, 6, 1),
    [CATEGORY2_TOKEN] = WAYS(0xCB8210, 0x2F, 6, 1),  [CATEGORY3_TOKEN] = WAYS(0xEDB8210, 0x1F, 7, 1),
    [CATEGORY4_TOKEN] = WAYS(0xEDB8210, 0x5F, 7, 1), [CATEGORY5_TOKEN] = WAYS(0xFDB8210, 0x3F, 7, 1),
    [CATEGORY6_TOKEN] = WAYS(0xFDB8210, 0x7F, 7, 1), [EOB_TOKEN] = WAYS(0x0, 0x00, 1, 0),
};

static void Flush(void *writer_pointer, Coder *coder) {
  vpx_writer *writer = writer_pointer;
  const int count = WholeBytes(coder);
  const uint64_t bytes = TakeBytes(coder, count);
  if (!writer->error && bytes >> (8 * count)) AddCarry(writer->buffer + writer->pos - 1);
#pragma clang loop vectorize(disable) unroll(disable)
  for (int i = count - 1; i >= 0 && !writer->error; --i) {
    if (writer->pos < writer->size) {
      writer->buffer[writer->pos++] = (uint8_t)(bytes >> (8 * i));
    } else {
      writer->error = 1;
    }
  }
}

// As many as there is room for of the tokens from `*tokens` to `stop`, or to the mark after a block's, and leaves
// `*tokens` at the first one that was not expanded. Returns the end of the decisions. `*after_zero`: no block can end
// here.
static Decision *ExpandSome(TOKENEXTRA **tokens, const TOKENEXTRA *stop, int *after_zero, Decision *to) {
  TOKENEXTRA *token = *tokens;
  const TOKENEXTRA *const end = stop - token > kTokens ? token + kTokens : stop;
  int skip = *after_zero;
  for (; token < end && token->token != EOSB_TOKEN; ++token) {
    const Way *way = &kWays[token->token][skip];
    const uint8_t *row = vp9_pareto8_full[token->context_tree[PIVOT_NODE] - 1];
    // Loads a byte beyond the context's three: what follows a frame's is its own.
    to = ExpandWay(way, wasm_v128_load64_lane(row, Load4(token->context_tree), 1), to);
    skip = token->token == ZERO_TOKEN;
    if (token->token >= CATEGORY1_TOKEN && token->token <= CATEGORY6_TOKEN) {
      const vp9_extra_bit *extra = &vp9_extra_bits[token->token];
      to = ExpandExtra(token->extra, extra->len, extra->prob, to);
    } else {
      *to = Sign(token->extra);
      to += way->signs;
    }
  }
  *tokens = token;
  *after_zero = skip;
  return to;
}

// Up to the mark after a block's tokens, which is passed over, or to `stop`. `depth` is 8.
void kinora_vp9_pack_tokens(vpx_writer *writer, TOKENEXTRA **tokens, const TOKENEXTRA *stop, int depth) {
  (void)depth;
  Coder coder = {writer->lowvalue, writer->range, writer->count + kBytesReady};
  Decision decisions[kDecisions];
  int after_zero = 0;
  while (*tokens < stop && (*tokens)->token != EOSB_TOKEN) {
    Decision *const end = ExpandSome(tokens, stop, &after_zero, decisions);
    uint8_t *const to = writer->buffer + writer->pos;
    const size_t room = writer->error ? 0 : writer->size - writer->pos;
    writer->pos += (unsigned int)(WriteDecisions(writer, &coder, Flush, decisions, end, to, room) - to);
  }
  if (coder.shifted >= kBytesReady) Flush(writer, &coder);
  writer->lowvalue = (unsigned int)coder.low;
  writer->range = coder.range;
  writer->count = coder.shifted - kBytesReady;
  if ((*tokens)->token == EOSB_TOKEN) ++*tokens;
}
