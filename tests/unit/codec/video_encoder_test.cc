// Frames in, packets out: for both codecs, checked against what the bitstream itself says.
#include "codec/video_encoder.h"

#include <cstdlib>
#include <random>
#include <span>

#include "codec/vpx_settings.h"

#include "catch_amalgamated.hpp"
#include "unit/codec/pictures.h"

namespace kinora::testing {
namespace {

struct Encoded {
  std::vector<uint8_t> data;
  bool key_frame;
};

// Encodes `count` pictures at 25 frames per second.
std::vector<Encoded> EncodeAll(const EncoderConfig& config, int count, bool noise = false, int padding = 0) {
  auto encoder = VideoEncoder::Create(config);
  REQUIRE(encoder);
  Picture picture(config.width, config.height, padding);
  std::vector<Encoded> packets;
  for (int i = 0; i < count; ++i) {
    picture.Draw(i, noise);
    const auto packet = encoder->Encode(picture.view(), i * 40'000, 40'000, false);
    REQUIRE(packet);
    CHECK(packet->timestamp_us == i * 40'000);
    CHECK(packet->duration_us == 40'000);
    packets.push_back({{packet->data.begin(), packet->data.end()}, packet->key_frame});
  }
  return packets;
}

size_t TotalSize(const std::vector<Encoded>& packets) {
  size_t size = 0;
  for (const Encoded& packet : packets) size += packet.data.size();
  return size;
}

bool operator==(const Encoded& a, const Encoded& b) { return a.data == b.data && a.key_frame == b.key_frame; }

TEST_CASE("encoder: one packet a frame in every size, and the size is in the bitstream", "[codec]") {
  const Codec codec = GENERATE(from_range(BuiltCodecs()));
  const auto [width, height] = GENERATE(std::pair{1, 1}, std::pair{1, 7}, std::pair{7, 1}, std::pair{2, 2},
                                        std::pair{17, 33}, std::pair{64, 64}, std::pair{3, 200}, std::pair{333, 5});
  const Effort effort = GENERATE(Effort::kRealtime, Effort::kBalanced, Effort::kBest);
  const RateControl rate_control = GENERATE(RateControl::kConstantBitrate, RateControl::kVariableBitrate);
  const bool noise = GENERATE(false, true);
  CAPTURE(codec, width, height, effort, rate_control, noise);
  EncoderConfig config = MakeEncoderConfig(codec, width, height);
  config.effort = effort;
  config.rate_control = rate_control;
  const auto packets = EncodeAll(config, 12, noise, 5);
  CHECK(packets.size() == 12);
  for (size_t i = 0; i < packets.size(); ++i) {
    CHECK(packets[i].key_frame == (i == 0));
    CHECK(IsKeyFrameInBitstream(codec, packets[i].data) == (i == 0));
  }
  CHECK(SizeInBitstream(codec, packets[0].data) == std::pair{width, height});
}

// libvpx's tokens are not cleared in our module, and no native build clears what malloc gives.
TEST_CASE("encoder: packets do not depend on what was in the memory before", "[codec]") {
  const Codec codec = GENERATE(from_range(BuiltCodecs()));
  const Effort effort = GENERATE(Effort::kRealtime, Effort::kBalanced);
  EncoderConfig config = MakeEncoderConfig(codec, 320, 240);
  config.effort = effort;
  std::vector<std::vector<Encoded>> films;
  for (const uint8_t value : {0x00, 0xFF, 0x55}) {
    std::vector<std::vector<uint8_t>> blocks;
    for (size_t size = 1 << 12; size <= 1 << 25; size *= 2) blocks.emplace_back(size, value);
    blocks.clear();
    films.push_back(EncodeAll(config, 6, true));
  }
  CHECK(films[1] == films[0]);
  CHECK(films[2] == films[0]);
}

TEST_CASE("encoder: key frames by the interval and when asked for, and no others", "[codec]") {
  const Codec codec = GENERATE(from_range(BuiltCodecs()));
  const Effort effort = GENERATE(Effort::kRealtime, Effort::kBalanced);
  const RateControl rate_control = GENERATE(RateControl::kConstantBitrate, RateControl::kVariableBitrate);
  EncoderConfig config = MakeEncoderConfig(codec);
  config.effort = effort;
  config.rate_control = rate_control;
  config.key_frame_interval = 1;
  auto encoder = VideoEncoder::Create(config);
  REQUIRE(encoder);
  Picture picture(config.width, config.height);
  std::vector<int> key_frames;
  for (int i = 0; i < 140; ++i) {
    picture.Draw(i, i / 10 % 2 == 1);  // a hard cut each ten frames: no reason for a key frame
    const auto packet = encoder->Encode(picture.view(), i * 40'000, 40'000, i == 60 || i == 61);
    REQUIRE(packet);
    REQUIRE(packet->key_frame == IsKeyFrameInBitstream(codec, packet->data));
    if (packet->key_frame) key_frames.push_back(i);
  }
  CHECK(key_frames == std::vector<int>{0, 25, 50, 60, 61, 86, 111, 136});
}

TEST_CASE("encoder: an interval of 0 makes each frame a key frame", "[codec]") {
  const Codec codec = GENERATE(from_range(BuiltCodecs()));
  EncoderConfig config = MakeEncoderConfig(codec);
  config.key_frame_interval = 0;
  for (const Encoded& packet : EncodeAll(config, 10)) {
    CHECK(packet.key_frame);
    CHECK(IsKeyFrameInBitstream(codec, packet.data));
  }
}

TEST_CASE("encoder: long and short frames, and a clock that runs for days, make no key frames of their own",
          "[codec]") {
  const Codec codec = GENERATE(from_range(BuiltCodecs()));
  const Effort effort = GENERATE(Effort::kRealtime, Effort::kBalanced);
  EncoderConfig config = MakeEncoderConfig(codec);
  config.key_frame_interval = 3600;
  config.effort = effort;
  auto encoder = VideoEncoder::Create(config);
  REQUIRE(encoder);
  Picture picture(config.width, config.height);
  int64_t time = 0;
  int64_t last_key_frame = 0;
  const int64_t durations[] = {1,      40'000, 999'999,    1'000'000,     60'000'000,
                               33'333, 2,      86'400'000, 1'900'000'000, 7'300'000'000};
  for (int i = 0; i < 60; ++i) {
    picture.Draw(i);
    const int64_t duration = durations[i % 10];
    const auto packet = encoder->Encode(picture.view(), time, duration, false);
    REQUIRE(packet);
    const bool due = i == 0 || time - last_key_frame >= 3'600'000'000;
    CHECK(packet->key_frame == due);
    if (due) last_key_frame = time;
    time += duration;
  }
}

TEST_CASE("encoder: no key frame but the first while none is due", "[codec]") {
  const Codec codec = GENERATE(from_range(BuiltCodecs()));
  const Effort effort = GENERATE(Effort::kRealtime, Effort::kBalanced);
  const RateControl rate_control = GENERATE(RateControl::kConstantBitrate, RateControl::kVariableBitrate);
  EncoderConfig config = MakeEncoderConfig(codec);
  config.key_frame_interval = 3600;
  config.effort = effort;
  config.rate_control = rate_control;
  const auto packets = EncodeAll(config, 300);
  for (size_t i = 0; i < packets.size(); ++i) CHECK(packets[i].key_frame == (i == 0));
}

TEST_CASE("encoder: a still of half an hour counts in rate control like one of two seconds", "[codec]") {
  const Codec codec = GENERATE(from_range(BuiltCodecs()));
  EncoderConfig config = MakeEncoderConfig(codec, 176, 144);
  config.key_frame_interval = 3600;
  config.rate_control = RateControl::kConstantBitrate;
  const auto encode_with_still = [&config](int64_t still_us) {
    auto encoder = VideoEncoder::Create(config);
    REQUIRE(encoder);
    Picture picture(config.width, config.height);
    std::vector<std::vector<uint8_t>> packets;
    for (int i = 0; i < 30; ++i) {
      picture.Draw(i, i >= 10);
      const int64_t timestamp = i * 40'000 + (i >= 10 ? still_us : 0);
      const auto packet = encoder->Encode(picture.view(), timestamp, i == 9 ? still_us : 40'000, false);
      REQUIRE(packet);
      packets.emplace_back(packet->data.begin(), packet->data.end());
    }
    return packets;
  };
  CHECK(encode_with_still(2'000'000) == encode_with_still(1'800'000'000));
}

TEST_CASE("encoder: two encoders with the same frames give the same bytes", "[codec]") {
  const Codec codec = GENERATE(from_range(BuiltCodecs()));
  const Effort effort = GENERATE(Effort::kRealtime, Effort::kBalanced, Effort::kBest);
  const RateControl rate_control = GENERATE(RateControl::kConstantBitrate, RateControl::kVariableBitrate);
  EncoderConfig config = MakeEncoderConfig(codec, 175, 143);
  config.effort = effort;
  config.rate_control = rate_control;
  // Rows lie at other distances in the second run: bytes between them must not matter.
  CHECK(EncodeAll(config, 30, false, 0) == EncodeAll(config, 30, false, 19));
}

TEST_CASE("encoder: efforts and rate controls are told apart", "[codec]") {
  const Codec codec = GENERATE(from_range(BuiltCodecs()));
  EncoderConfig config = MakeEncoderConfig(codec, 176, 144);
  config.bitrate = 120'000;
  const auto realtime = EncodeAll(config, 40);
  config.effort = Effort::kBalanced;
  const auto balanced = EncodeAll(config, 40);
  config.effort = Effort::kBest;
  const auto best = EncodeAll(config, 40);
  config.effort = Effort::kRealtime;
  config.rate_control = RateControl::kConstantBitrate;
  const auto constant = EncodeAll(config, 40);
  CHECK_FALSE(realtime == balanced);
  CHECK_FALSE(balanced == best);
  CHECK_FALSE(realtime == constant);
}

TEST_CASE("encoder: a constant bitrate is held on pictures that resist", "[codec]") {
  const Codec codec = GENERATE(from_range(BuiltCodecs()));
  EncoderConfig config = MakeEncoderConfig(codec, 176, 144);
  config.rate_control = RateControl::kConstantBitrate;
  config.bitrate = 800'000;
  const auto packets = EncodeAll(config, 125, true);  // five seconds of noise
  const double rate = static_cast<double>(TotalSize(packets)) * 8 / 5;
  CHECK(rate > 500'000);
  CHECK(rate < 1'100'000);
}

TEST_CASE("encoder: a constant bitrate saves nothing up in a calm time", "[codec]") {
  const Codec codec = GENERATE(from_range(BuiltCodecs()));
  EncoderConfig config = MakeEncoderConfig(codec, 176, 144);
  config.bitrate = 2'000'000;
  config.key_frame_interval = 3600;
  const auto busy_second = [&config](RateControl rate_control) {
    config.rate_control = rate_control;
    auto encoder = VideoEncoder::Create(config);
    REQUIRE(encoder);
    Picture picture(config.width, config.height);
    size_t size = 0;
    for (int i = 0; i < 150; ++i) {
      picture.Draw(i < 100 ? 0 : i, i >= 100);
      const auto packet = encoder->Encode(picture.view(), i * 40'000, 40'000, false);
      REQUIRE(packet);
      if (i >= 100) size += packet->data.size();
    }
    return static_cast<double>(size) * 8;
  };
  const double constant = busy_second(RateControl::kConstantBitrate);
  const double variable = busy_second(RateControl::kVariableBitrate);
  CAPTURE(constant, variable);
  CHECK(constant < 5'400'000);                                 // two seconds
  if (codec == Codec::kVp8) CHECK(variable > constant * 1.2);  // VP9 is as careful in either mode
}

TEST_CASE("encoder: the bitrate can be changed while it runs, without a key frame", "[codec]") {
  const Codec codec = GENERATE(from_range(BuiltCodecs()));
  const Effort effort = GENERATE(Effort::kRealtime, Effort::kBalanced);
  EncoderConfig config = MakeEncoderConfig(codec, 176, 144);
  config.rate_control = RateControl::kConstantBitrate;
  config.effort = effort;
  config.key_frame_interval = 3600;
  config.bitrate = 1'500'000;
  auto encoder = VideoEncoder::Create(config);
  REQUIRE(encoder);
  Picture picture(config.width, config.height);
  std::vector<size_t> second_sizes;
  for (int i = 0; i < 150; ++i) {
    if (i == 50) REQUIRE(encoder->SetBitrate(500'000));
    if (i == 51) CHECK(encoder->config().bitrate == 500'000);
    if (i == 100) REQUIRE(encoder->SetBitrate(1'500'000));
    picture.Draw(i, true);
    const auto packet = encoder->Encode(picture.view(), i * 40'000, 40'000, false);
    REQUIRE(packet);
    CHECK(packet->key_frame == (i == 0));
    if (i % 25 == 0) second_sizes.push_back(0);
    second_sizes.back() += packet->data.size();
  }
  // Each change has a second to take hold; then the next is compared.
  CHECK(second_sizes[3] * 3 < second_sizes[1] * 2);
  CHECK(second_sizes[5] * 2 > second_sizes[3] * 3);
  CHECK(encoder->config().bitrate == 1'500'000);
}

TEST_CASE("encoder: effort goes down and up again between frames", "[codec]") {
  const Codec codec = GENERATE(from_range(BuiltCodecs()));
  const Effort effort = GENERATE(Effort::kRealtime, Effort::kBalanced, Effort::kBest);
  CAPTURE(codec, effort);
  EncoderConfig config = MakeEncoderConfig(codec, 96, 80);
  config.effort = effort;
  auto encoder = VideoEncoder::Create(config);
  REQUIRE(encoder);
  const int most = *encoder->ReduceEffort(1000);
  CHECK(most >= 1);
  Picture picture(config.width, config.height);
  vpx_enc_deadline_t last_deadline = 0;
  for (int i = 0; i < 6 * most; ++i) {
    const int steps = i < 3 * most ? i / 3 : (6 * most - i) / 3;
    CHECK(encoder->ReduceEffort(steps) == std::min(steps, most));
    const auto deadline = PaceOf(codec, effort, steps).deadline;
    const bool changes_mode = codec == Codec::kVp9 && i > 0 && deadline != last_deadline;
    last_deadline = deadline;
    picture.Draw(i, i % 7 == 0);
    const auto packet = encoder->Encode(picture.view(), i * 40'000, 40'000, false);
    REQUIRE(packet);
    CHECK(packet->key_frame == (i == 0 || changes_mode));
  }
  CHECK(encoder->ReduceEffort(-1) == 0);
}

TEST_CASE("encoder: effort goes from the slowest to the fastest on pictures that change in places", "[codec]") {
  const Codec codec = GENERATE(from_range(BuiltCodecs()));
  const auto [width, height] = GENERATE(std::pair{64, 64}, std::pair{66, 81});
  CAPTURE(codec, width, height);
  EncoderConfig config = MakeEncoderConfig(codec, width, height);
  config.effort = Effort::kBest;
  config.bitrate = 50'000;
  auto encoder = VideoEncoder::Create(config);
  REQUIRE(encoder);
  const int most = *encoder->ReduceEffort(1000);
  Picture picture(width, height);
  picture.Draw(0, true);
  std::minstd_rand random(1);
  for (int i = 0; i < 3 + 2 * most; ++i) {
    REQUIRE(encoder->ReduceEffort(i < 3 ? 0 : most - std::abs(most - (i - 2))));
    for (uint8_t& level : std::span(picture.view().y, static_cast<size_t>(width * height))) {
      if (random() % 128 == 0) level = static_cast<uint8_t>(random());
    }
    REQUIRE(encoder->Encode(picture.view(), i * 40'000, 40'000, false));
  }
}

TEST_CASE("encoder: an effort that was never reduced gives the bytes of one that was and is back", "[codec]") {
  EncoderConfig config = MakeEncoderConfig(BuiltCodecs()[0]);
  const auto encode = [&config](bool reduce) {
    auto encoder = VideoEncoder::Create(config);
    REQUIRE(encoder);
    if (reduce) {
      REQUIRE(encoder->ReduceEffort(2));
      REQUIRE(encoder->ReduceEffort(0));
    }
    Picture picture(config.width, config.height);
    picture.Draw(1);
    const auto packet = encoder->Encode(picture.view(), 0, 40'000, false);
    REQUIRE(packet);
    return std::vector<uint8_t>(packet->data.begin(), packet->data.end());
  };
  CHECK(encode(false) == encode(true));
}

TEST_CASE("encoder: the VP9 bitstream names its matrix and range", "[codec]") {
  if (!VpxInterface(Codec::kVp9)) return;
  // color_space is 3 bits after the sync code (VP9 specification, 7.2.2): 3 is SMPTE 170M, 2 is BT.709; then one bit
  // for the range, 0 for limited.
  const auto [color_space, code] = GENERATE(std::pair{ColorSpace::kBt601, 3}, std::pair{ColorSpace::kBt709, 2});
  EncoderConfig config = MakeEncoderConfig(Codec::kVp9);
  config.color_space = color_space;
  const auto packets = EncodeAll(config, 1);
  REQUIRE(packets[0].data.size() > 5);
  CHECK(packets[0].data[1] == 0x49);
  CHECK(packets[0].data[2] == 0x83);
  CHECK(packets[0].data[3] == 0x42);
  CHECK(packets[0].data[4] >> 5 == code);
  CHECK((packets[0].data[4] >> 4 & 1) == 0);
}

TEST_CASE("encoder: it can be moved, and goes on where it was", "[codec]") {
  const Codec codec = GENERATE(from_range(BuiltCodecs()));
  const EncoderConfig config = MakeEncoderConfig(codec);
  const auto expected = EncodeAll(config, 2);
  auto first = VideoEncoder::Create(config);
  REQUIRE(first);
  Picture picture(config.width, config.height);
  picture.Draw(0);
  REQUIRE(first->Encode(picture.view(), 0, 40'000, false));
  VideoEncoder moved = std::move(*first);
  picture.Draw(1);
  const auto packet = moved.Encode(picture.view(), 40'000, 40'000, false);
  REQUIRE(packet);
  CHECK(std::ranges::equal(packet->data, expected[1].data));
}

}  // namespace
}  // namespace kinora::testing
