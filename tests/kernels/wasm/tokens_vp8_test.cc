// The writing of VP8's coefficient tokens against libvpx's C: the bytes and the state that the coder is left in.
#include <algorithm>
#include <csetjmp>
#include <cstddef>
#include <cstdint>
#include <random>
#include <vector>

#include "catch_amalgamated.hpp"
#include "vpx_config.h"
// vpx_config.h first: it defines INLINE.
extern "C" {
#include "vp8/common/entropy.h"
#include "vp8/encoder/bitstream.h"
#include "vp8/encoder/boolhuff.h"
}

extern "C" decltype(vp8_pack_tokens) vp8_pack_tokens_c;

namespace kinora {
namespace {

constexpr size_t kBufferSize = 1 << 16;

// What is left after writing: the buffer, and how the coder would go on.
struct Written {
  std::vector<uint8_t> buffer;
  unsigned int low, range, position;
  int count;
  bool failed = false;
  bool beyond = false;  // whether it wrote beyond the room it had

  bool operator==(const Written&) const = default;
};

bool IsWritten(const std::vector<uint8_t>& buffer, size_t from) {
  return std::any_of(buffer.begin() + static_cast<std::ptrdiff_t>(from), buffer.end(),
                     [](uint8_t byte) { return byte != 0xAA; });
}

// Some bits of another kind, the tokens in calls of `batch`, and more bits; `room` is the buffer's size.
Written Write(decltype(vp8_pack_tokens)* pack, const std::vector<TOKENEXTRA>& tokens, size_t batch, size_t room) {
  Written written;
  written.buffer.assign(kBufferSize, 0xAA);
  vpx_internal_error_info error = {};
  vp8_writer writer = {};
  writer.error = &error;
  error.setjmp = 1;
  if (setjmp(error.jmp)) {
    written.failed = true;
    written.beyond = IsWritten(written.buffer, room);
    written.buffer.clear();
    written.low = written.range = written.position = 0;
    written.count = 0;
    return written;
  }
  vp8_start_encode(&writer, written.buffer.data(), written.buffer.data() + room);
  vp8_encode_value(&writer, 0x2D, 7);
  for (size_t i = 0; i < tokens.size(); i += batch) {
    pack(&writer, tokens.data() + i, static_cast<int>(std::min(batch, tokens.size() - i)));
  }
  vp8_encode_value(&writer, 0x155, 9);
  vp8_stop_encode(&writer);
  written.low = writer.lowvalue;
  written.range = writer.range;
  written.position = writer.pos;
  written.count = writer.count;
  written.beyond = IsWritten(written.buffer, room);
  return written;
}

// `probabilities` are drawn from low to high in `spread` steps around the ends, where carries and long runs come from.
std::vector<vp8_prob> DrawProbabilities(int kind, std::mt19937& random) {
  std::vector<vp8_prob> probabilities(11 * 64 + 5);  // sixteen are loaded at once
  for (vp8_prob& p : probabilities) {
    p = static_cast<vp8_prob>(kind == 0   ? 1 + random() % 255
                              : kind == 1 ? 1
                              : kind == 2 ? 255
                              : kind == 3 ? 128
                                          : (random() % 2 ? 1 + random() % 4 : 252 + random() % 4));
  }
  return probabilities;
}

constexpr int kExtraBits[MAX_ENTROPY_TOKENS] = {0, 0, 0, 0, 0, 1, 2, 3, 4, 5, 11, 0};

TOKENEXTRA DrawToken(const std::vector<vp8_prob>& probabilities, int most, std::mt19937& random) {
  TOKENEXTRA token = {};
  token.Token =
      static_cast<unsigned char>(most == DCT_EOB_TOKEN ? random() % MAX_ENTROPY_TOKENS : random() % (most + 1));
  token.skip_eob_node = token.Token != DCT_EOB_TOKEN && random() % 2;
  token.context_tree = probabilities.data() + 11 * (random() % 64);
  if (token.Token >= ONE_TOKEN && token.Token != DCT_EOB_TOKEN) {
    token.Extra = static_cast<short>(random() % (2u << kExtraBits[token.Token]));
  }
  return token;
}

TEST_CASE("The wasm writer of VP8's tokens equals libvpx's C", "[kernels]") {
  std::mt19937 random(1);
  for (int kind = 0; kind < 5; ++kind) {
    for (const int most : {int{ZERO_TOKEN}, int{ONE_TOKEN}, int{DCT_VAL_CATEGORY6}, int{DCT_EOB_TOKEN}}) {
      for (int round = 0; round < 60; ++round) {
        const std::vector<vp8_prob> probabilities = DrawProbabilities(kind, random);
        std::vector<TOKENEXTRA> tokens(static_cast<size_t>(random() % (round % 3 ? 40 : 3000)));
        for (TOKENEXTRA& token : tokens) token = DrawToken(probabilities, most, random);
        const size_t batch = 1 + random() % 300;
        INFO("probabilities " << kind << ", tokens up to " << most << ", round " << round << ", " << tokens.size()
                              << " in calls of " << batch);
        CHECK(Write(vp8_pack_tokens, tokens, batch, kBufferSize) ==
              Write(vp8_pack_tokens_c, tokens, batch, kBufferSize));
      }
    }
  }
}

TEST_CASE("The wasm writer of VP8's tokens refuses buffers as small as libvpx's C refuses", "[kernels]") {
  std::mt19937 random(2);
  const std::vector<vp8_prob> probabilities = DrawProbabilities(0, random);
  std::vector<TOKENEXTRA> tokens(200);
  for (TOKENEXTRA& token : tokens) token = DrawToken(probabilities, DCT_EOB_TOKEN, random);
  const unsigned int size = Write(vp8_pack_tokens_c, tokens, 50, kBufferSize).position;
  for (size_t room = 8; room <= size + 4; ++room) {
    const Written model = Write(vp8_pack_tokens_c, tokens, 50, room);
    INFO("room for " << room << " of " << size << " bytes");
    CHECK(model.failed == (room <= size));
    CHECK_FALSE(model.beyond);
    CHECK(Write(vp8_pack_tokens, tokens, 50, room) == model);
  }
}

}  // namespace
}  // namespace kinora
