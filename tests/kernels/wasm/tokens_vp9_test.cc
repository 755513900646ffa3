// The writing of VP9's coefficient tokens against libvpx's C: the bytes and the state that the coder is left in.
#include <cstdint>
#include <random>
#include <vector>

#include "catch_amalgamated.hpp"
#include "vpx_config.h"
// vpx_config.h first: it defines INLINE.
extern "C" {
#include "vp9/common/vp9_entropy.h"
#include "vp9/encoder/vp9_tokenize.h"
#include "vpx_dsp/bitwriter.h"

void vp9_pack_tokens_c(vpx_writer* writer, TOKENEXTRA** tokens, const TOKENEXTRA* stop, int depth);
void kinora_vp9_pack_tokens(vpx_writer* writer, TOKENEXTRA** tokens, const TOKENEXTRA* stop, int depth);
}

namespace kinora {
namespace {

constexpr size_t kBufferSize = 1 << 16;
constexpr size_t kModels = 64;

// What is left after writing: the buffer, how the coder would go on, and how many tokens each call took.
struct Written {
  std::vector<uint8_t> buffer;
  std::vector<long> taken;
  unsigned int low, range, position;
  int count, error;

  bool operator==(const Written&) const = default;
};

// Some bits of another kind before the tokens and after each block of them; `room` is the buffer's size.
Written Write(decltype(vp9_pack_tokens_c)* pack, std::vector<TOKENEXTRA>& tokens, size_t room) {
  Written written;
  written.buffer.assign(kBufferSize, 0xAA);
  vpx_writer writer;
  vpx_start_encode(&writer, written.buffer.data(), room);
  vpx_write_literal(&writer, 0x2D, 7);
  TOKENEXTRA* next = tokens.data();
  const TOKENEXTRA* stop = tokens.data() + tokens.size() - 1;  // the last one is there to be looked at
  while (next < stop) {
    pack(&writer, &next, stop, 8);
    written.taken.push_back(next - tokens.data());
    vpx_write(&writer, 1, 200);
  }
  written.low = writer.lowvalue;
  written.range = writer.range;
  written.count = writer.count;
  vpx_stop_encode(&writer);
  written.position = writer.pos;
  written.error = writer.error;
  if (written.error) written.buffer.clear();  // a frame that is thrown away
  return written;
}

std::vector<vpx_prob> DrawProbabilities(int kind, std::mt19937& random) {
  std::vector<vpx_prob> probabilities(UNCONSTRAINED_NODES * kModels + 1);  // four are loaded at once
  for (vpx_prob& p : probabilities) {
    p = static_cast<vpx_prob>(kind == 0   ? 1 + random() % 255
                              : kind == 1 ? 1
                              : kind == 2 ? 255
                                          : (random() % 2 ? 1 + random() % 4 : 252 + random() % 4));
  }
  return probabilities;
}

// Blocks of tokens, of which some are ended by a mark.
std::vector<TOKENEXTRA> DrawTokens(const std::vector<vpx_prob>& probabilities, size_t count, int most,
                                   std::mt19937& random) {
  std::vector<TOKENEXTRA> tokens(count + 1);
  bool after_zero = false;
  for (TOKENEXTRA& token : tokens) {
    token.context_tree = probabilities.data() + UNCONSTRAINED_NODES * (random() % kModels);
    const unsigned kind = random() % 8;
    token.token = static_cast<int16_t>(random() % static_cast<unsigned>(most + 1));
    if (kind == 0 && !after_zero) token.token = EOB_TOKEN;
    if (kind == 1) token.token = EOSB_TOKEN;
    if (token.token < EOB_TOKEN) {
      token.extra = static_cast<EXTRABIT>(random() % (2u << vp9_extra_bits[token.token].len));
    }
    after_zero = token.token == ZERO_TOKEN;
  }
  return tokens;
}

TEST_CASE("The wasm writer of VP9's tokens equals libvpx's C", "[kernels]") {
  std::mt19937 random(1);
  for (int kind = 0; kind < 4; ++kind) {
    const std::vector<vpx_prob> probabilities = DrawProbabilities(kind, random);
    for (const int most : {ZERO_TOKEN, ONE_TOKEN, TWO_TOKEN, CATEGORY6_TOKEN}) {
      for (int round = 0; round < 60; ++round) {
        std::vector<TOKENEXTRA> tokens = DrawTokens(probabilities, random() % (round % 3 ? 40 : 3000), most, random);
        INFO("probabilities " << kind << ", tokens up to " << most << ", round " << round);
        CHECK(Write(kinora_vp9_pack_tokens, tokens, kBufferSize) == Write(vp9_pack_tokens_c, tokens, kBufferSize));
      }
    }
  }
}

TEST_CASE("The wasm writer of VP9's tokens stops at a buffer's end as libvpx's C does", "[kernels]") {
  std::mt19937 random(2);
  const std::vector<vpx_prob> probabilities = DrawProbabilities(0, random);
  std::vector<TOKENEXTRA> tokens = DrawTokens(probabilities, 300, CATEGORY6_TOKEN, random);
  const unsigned int size = Write(vp9_pack_tokens_c, tokens, kBufferSize).position;
  for (size_t room = 1; room <= size + 4; ++room) {
    INFO("room for " << room << " of " << size << " bytes");
    const Written model = Write(vp9_pack_tokens_c, tokens, room);
    CHECK(model.error == (room < size));
    CHECK(Write(kinora_vp9_pack_tokens, tokens, room) == model);
  }
}

}  // namespace
}  // namespace kinora
