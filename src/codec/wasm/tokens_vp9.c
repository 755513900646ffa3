// Writes VP9's coefficient tokens: pack_mb_tokens of vp9/encoder/vp9_bitstream.c.
#include "vpx_config.h"  // before libvpx's headers: it defines INLINE
//
#include "codec/wasm/bit_coder.h"
#include "vp9/encoder/vp9_tokenize.h"
#include "vpx_dsp/bitwriter.h"

// The first bits of a token, from the least significant end, each with a probability of the context's: whether there is
// more, whether it is not zero, and whether it is more than one.
typedef struct {
  uint8_t bits, length;
} Start;

static const Start kEndOfBlock = {0, 1};
static const Start kZero = {1, 2};
static const Start kOne = {3, 3};
static const Start kMore = {7, 3};

// A call of its own, since it is rare, and takes the coder's state from its registers.
static __attribute__((noinline)) uint64_t WriteBytes(vpx_writer *writer, uint64_t low, int shifted, int count) {
  const int kept = shifted - 8 * count + 8;
  const uint64_t bytes = low >> kept;
  if (!writer->error && bytes >> (8 * count)) AddCarry(writer->buffer + writer->pos - 1);
#pragma clang loop vectorize(disable) unroll(disable)
  for (int i = count - 1; i >= 0 && !writer->error; --i) {
    if (writer->pos < writer->size) {
      writer->buffer[writer->pos++] = (uint8_t)(bytes >> (8 * i));
    } else {
      writer->error = 1;
    }
  }
  return low & ((UINT64_C(1) << kept) - 1);
}

KERNEL_INLINE void Flush(void *writer, Coder *coder) {
  const int count = (coder->shifted - kKeep) >> 3;
  coder->low = WriteBytes(writer, coder->low, coder->shifted, count);
  coder->shifted -= 8 * count;
}

// What follows the start of a token above one: which it is, and what it leaves open, but for the sign.
KERNEL_INLINE void WriteLarge(vpx_writer *writer, Coder *coder, const TOKENEXTRA *token) {
  const struct vp9_token code = vp9_coef_encodings[token->token];
  const vpx_prob *probabilities = vp9_pareto8_full[token->context_tree[PIVOT_NODE] - 1];
  int node = 0;
  for (int left = code.len - UNCONSTRAINED_NODES - 1; left >= 0; --left) {
    const int bit = code.value >> left & 1;
    WriteBit(writer, coder, Flush, (uint32_t)bit, probabilities[node >> 1]);
    node = vp9_coef_con_tree[node + bit];
  }
  const vp9_extra_bit *extra = &vp9_extra_bits[token->token];
  for (int i = 0; i < extra->len; ++i) {
    WriteBit(writer, coder, Flush, (uint32_t)(token->extra >> (extra->len - i)) & 1, extra->prob[i]);
  }
}

// Up to the mark after a block's tokens, which is passed over, or to `stop`. `depth` is 8.
void kinora_vp9_pack_tokens(vpx_writer *writer, TOKENEXTRA **tokens, const TOKENEXTRA *stop, int depth) {
  (void)depth;
  Coder coder = {writer->lowvalue, writer->range, writer->count + kBytesReady};
  TOKENEXTRA *token = *tokens;
  int after_zero = 0;  // where the end of the block cannot be
  for (; token < stop && token->token != EOSB_TOKEN; ++token) {
    const int kind = token->token;
    const Start start = kind == ZERO_TOKEN ? kZero : kind == EOB_TOKEN ? kEndOfBlock : kind == ONE_TOKEN ? kOne : kMore;
    for (int i = after_zero; i < start.length; ++i) {
      WriteBit(writer, &coder, Flush, start.bits >> i & 1, token->context_tree[i]);
    }
    after_zero = kind == ZERO_TOKEN;
    if (kind == ZERO_TOKEN || kind == EOB_TOKEN) continue;
    if (kind != ONE_TOKEN) WriteLarge(writer, &coder, token);
    WriteBit(writer, &coder, Flush, (uint32_t)token->extra & 1, 128);
  }
  if (coder.shifted >= kBytesReady) Flush(writer, &coder);
  writer->lowvalue = (unsigned int)coder.low;
  writer->range = coder.range;
  writer->count = coder.shifted - kBytesReady;
  *tokens = token + (token->token == EOSB_TOKEN);
}
