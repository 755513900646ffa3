#include "recorder/frame_encoder.h"

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "catch_amalgamated.hpp"
#include "unit/recorder/recordings.h"

namespace kinora {

using testing::kFrameUs;
using testing::kHeight;
using testing::kWidth;
using testing::MakeConfig;
using testing::MakePixels;
using testing::ToVector;
using testing::View;

namespace {

struct Kept {
  std::vector<uint8_t> data;
  std::vector<uint8_t> alpha;
  bool key_frame;
  bool operator==(const Kept&) const = default;
};

FrameEncoder Create(const EncoderConfig& config, Channel channel) {
  Result<FrameEncoder> encoder = FrameEncoder::Create(config, channel);
  if (!encoder) FAIL(encoder.error().message);
  return *std::move(encoder);
}

// Encodes pictures `first` to `end` - 1, at the times that they have in their film.
std::vector<Kept> Encode(FrameEncoder& encoder, int first, int end) {
  std::vector<Kept> packets;
  for (int frame = first; frame < end; ++frame) {
    const std::vector<uint8_t> pixels = MakePixels(frame);
    const Result<Packet> packet = encoder.Encode(View(pixels), frame * kFrameUs, kFrameUs, false);
    if (!packet) FAIL(packet.error().message);
    packets.push_back({ToVector(packet->data), ToVector(packet->alpha), packet->key_frame});
  }
  return packets;
}

}  // namespace

TEST_CASE("FrameEncoder restarted gives what a new one gives, whatever came before", "[frame_encoder]") {
  EncoderConfig config = MakeConfig().encoder;
  config.codec = GENERATE(Codec::kVp8, Codec::kVp9);
  const Channel channel = GENERATE(Channel::kColor, Channel::kAlpha, Channel::kBoth);
  const bool continues = GENERATE(false, true);
  CAPTURE(static_cast<int>(config.codec), static_cast<int>(channel), continues);

  FrameEncoder used = Create(config, channel);
  const std::vector<Kept> before = Encode(used, 0, 9);
  CHECK(before.front().key_frame);
  REQUIRE(used.Restart(continues));
  const std::vector<Kept> packets = Encode(used, 5, 12);
  CHECK(packets.front().key_frame);
  CHECK_FALSE(packets[1].key_frame);
  CHECK((packets.front().alpha.empty() == (channel != Channel::kBoth)));

  config.continues = continues;
  FrameEncoder fresh = Create(config, channel);
  CHECK(Encode(fresh, 5, 12) == packets);
}

TEST_CASE("FrameEncoder: a VP8 key frame that continues a film takes no more than ten frames' bits",
          "[frame_encoder]") {
  EncoderConfig config = MakeConfig().encoder;
  config.bitrate = 30'000;
  const size_t frame_bytes = 30'000 / 8 / 25;
  FrameEncoder encoder = Create(config, Channel::kColor);
  const size_t first = Encode(encoder, 0, 1).front().data.size();
  REQUIRE(encoder.Restart(/*continues=*/true));
  const size_t continued = Encode(encoder, 0, 1).front().data.size();
  CAPTURE(first, continued);
  CHECK(continued <= 10 * frame_bytes);
  CHECK(first > continued);
}

TEST_CASE("FrameEncoder keeps its bitrate when it is restarted", "[frame_encoder]") {
  EncoderConfig config = MakeConfig().encoder;
  FrameEncoder changed = Create(config, Channel::kBoth);
  REQUIRE(changed.SetBitrate(90'000));
  REQUIRE(changed.Restart(/*continues=*/false));
  CHECK(changed.config().bitrate == 90'000);
  config.bitrate = 90'000;
  FrameEncoder expected = Create(config, Channel::kBoth);
  CHECK(Encode(changed, 0, 6) == Encode(expected, 0, 6));
}

}  // namespace kinora
