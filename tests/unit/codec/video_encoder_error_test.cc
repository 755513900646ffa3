// Bad input to the encoder: each names its field and its value, and leaves the encoder as it was.
#include <cmath>
#include <limits>

#include "catch_amalgamated.hpp"
#include "codec/video_encoder.h"
#include "unit/codec/pictures.h"

namespace kinora::testing {
namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
constexpr double kInfinity = std::numeric_limits<double>::infinity();

void CheckError(const Error& error, ErrorCode code, const std::string& field, double value) {
  CHECK(error.code == code);
  CHECK(error.field == field);
  if (std::isnan(value)) {
    CHECK(std::isnan(error.value));
  } else {
    CHECK(error.value == value);
  }
  CHECK(error.message.find(field) != std::string::npos);
}

TEST_CASE("encoder errors: each bad field of the config is named, with its value", "[codec]") {
  const Codec codec = GENERATE(Codec::kVp8, Codec::kVp9);
  const auto check = [codec](auto member, auto bad, const std::string& field) {
    CAPTURE(field, bad);
    EncoderConfig config = MakeEncoderConfig(codec);
    REQUIRE(Validate(config));
    config.*member = bad;
    const Status status = Validate(config);
    REQUIRE_FALSE(status);
    CheckError(status.error(), ErrorCode::kInvalidArgument, field, static_cast<double>(bad));
    const auto encoder = VideoEncoder::Create(config);
    REQUIRE_FALSE(encoder);
    CHECK(encoder.error().field == field);
  };
  for (const int bad : {0, -1, 16384, std::numeric_limits<int>::min(), std::numeric_limits<int>::max()}) {
    check(&EncoderConfig::width, bad, "width");
    check(&EncoderConfig::height, bad, "height");
  }
  for (const double bad : {0.0, -1.0, 999.0, 1.1e9, kNan, kInfinity, -kInfinity}) {
    check(&EncoderConfig::bitrate, bad, "bitrate");
  }
  for (const double bad : {0.0, -30.0, 1000.5, kNan, kInfinity, -kInfinity}) {
    check(&EncoderConfig::frame_rate, bad, "frame_rate");
  }
  for (const double bad : {-0.1, 3600.5, kNan, kInfinity, -kInfinity}) {
    check(&EncoderConfig::key_frame_interval, bad, "key_frame_interval");
  }
}

TEST_CASE("encoder errors: the limits themselves are taken", "[codec]") {
  EncoderConfig config = MakeEncoderConfig(Codec::kVp8);
  config.width = 16383;
  config.height = 1;
  config.bitrate = 1e9;
  config.frame_rate = 1000;
  config.key_frame_interval = 3600;
  CHECK(Validate(config));
  config.width = 1;
  config.height = 16383;
  config.bitrate = 1e3;
  config.frame_rate = 1e-9;
  config.key_frame_interval = 0;
  CHECK(Validate(config));
}

TEST_CASE("encoder errors: a codec that this build does not hold is kNotSupported", "[codec]") {
  for (const Codec codec : {Codec::kVp8, Codec::kVp9}) {
    if (VpxInterface(codec)) continue;
    const auto encoder = VideoEncoder::Create(MakeEncoderConfig(codec));
    REQUIRE_FALSE(encoder);
    CheckError(encoder.error(), ErrorCode::kNotSupported, "codec", static_cast<double>(codec));
  }
  EncoderConfig config = MakeEncoderConfig(static_cast<Codec>(7));
  CheckError(Validate(config).error(), ErrorCode::kInvalidArgument, "codec", 7);
}

TEST_CASE("encoder errors: a bad call is refused and the next good one gives the same bytes as without it", "[codec]") {
  const Codec codec = GENERATE(from_range(BuiltCodecs()));
  const EncoderConfig config = MakeEncoderConfig(codec);
  auto encoder = VideoEncoder::Create(config);
  auto undisturbed = VideoEncoder::Create(config);
  REQUIRE(encoder);
  REQUIRE(undisturbed);
  Picture picture(config.width, config.height);
  picture.Draw(0);
  REQUIRE(encoder->Encode(picture.view(), 5'000'000, 40'000, false));
  REQUIRE(undisturbed->Encode(picture.view(), 5'000'000, 40'000, false));
  picture.Draw(1);

  const auto refuse = [&](I420View view, int64_t timestamp, int64_t duration, const std::string& field, double value) {
    CAPTURE(field, value);
    const auto packet = encoder->Encode(view, timestamp, duration, true);
    REQUIRE_FALSE(packet);
    CheckError(packet.error(), ErrorCode::kInvalidArgument, field, value);
    return packet.error().message;
  };
  const I420View good = picture.view();
  CHECK(refuse(good, 5'000'000, 40'000, "timestamp", 5e6).find("5000000") != std::string::npos);
  CHECK(refuse(good, 4'999'999, 40'000, "timestamp", 4'999'999).find("5000000") != std::string::npos);
  refuse(good, -1, 40'000, "timestamp", -1);
  refuse(good, kMaxTimestampUs + 1, 40'000, "timestamp", static_cast<double>(kMaxTimestampUs + 1));
  refuse(good, 5'040'000, 0, "duration", 0);
  refuse(good, 5'040'000, -7, "duration", -7);
  refuse(good, 5'040'000, kMaxTimestampUs + 1, "duration", static_cast<double>(kMaxTimestampUs + 1));
  I420View bad = good;
  bad.width = 63;
  refuse(bad, 5'040'000, 40'000, "width", 63);
  bad = good;
  bad.height = 50;
  refuse(bad, 5'040'000, 40'000, "height", 50);
  bad = good;
  bad.stride_y = 63;
  refuse(bad, 5'040'000, 40'000, "stride_y", 63);
  bad = good;
  bad.stride_u = -32;
  refuse(bad, 5'040'000, 40'000, "stride_u", -32);
  bad = good;
  bad.stride_v = 33;
  refuse(bad, 5'040'000, 40'000, "stride_v", 33);
  bad = good;
  bad.y = nullptr;
  refuse(bad, 5'040'000, 40'000, "y", 0);
  bad = good;
  bad.u = nullptr;
  refuse(bad, 5'040'000, 40'000, "u", 0);
  bad = good;
  bad.v = nullptr;
  refuse(bad, 5'040'000, 40'000, "v", 0);
  for (const double bitrate : {0.0, 999.0, 1.1e9, -5.0, kNan, kInfinity}) {
    const Status status = encoder->SetBitrate(bitrate);
    REQUIRE_FALSE(status);
    CheckError(status.error(), ErrorCode::kInvalidArgument, "bitrate", bitrate);
  }
  CHECK(encoder->config().bitrate == 300'000);

  const auto packet = encoder->Encode(good, 5'040'000, 40'000, false);
  const auto expected = undisturbed->Encode(good, 5'040'000, 40'000, false);
  REQUIRE(packet);
  REQUIRE(expected);
  CHECK_FALSE(packet->key_frame);
  CHECK(std::ranges::equal(packet->data, expected->data));
}

TEST_CASE("encoder errors: the largest times are taken", "[codec]") {
  const Codec codec = GENERATE(from_range(BuiltCodecs()));
  auto encoder = VideoEncoder::Create(MakeEncoderConfig(codec));
  REQUIRE(encoder);
  Picture picture(64, 48);
  picture.Draw(0);
  CHECK(encoder->Encode(picture.view(), 0, kMaxTimestampUs, false));
  CHECK(encoder->Encode(picture.view(), kMaxTimestampUs - 1, kMaxTimestampUs, false));
  CHECK(encoder->Encode(picture.view(), kMaxTimestampUs, 1, false));
}

TEST_CASE("encoder errors: the lowest and highest bitrate and frame rate still give a packet a frame", "[codec]") {
  const Codec codec = GENERATE(from_range(BuiltCodecs()));
  const RateControl rate_control = GENERATE(RateControl::kConstantBitrate, RateControl::kVariableBitrate);
  const double bitrate = GENERATE(1e3, 1e9);
  const int64_t duration = GENERATE(1, 1000, 33'333, 10'000'000);
  EncoderConfig config = MakeEncoderConfig(codec, 80, 60);
  config.rate_control = rate_control;
  config.bitrate = bitrate;
  auto encoder = VideoEncoder::Create(config);
  REQUIRE(encoder);
  Picture picture(80, 60);
  for (int i = 0; i < 20; ++i) {
    picture.Draw(i, true);
    const auto packet = encoder->Encode(picture.view(), i * duration, duration, false);
    REQUIRE(packet);
    CHECK_FALSE(packet->data.empty());
  }
}

}  // namespace
}  // namespace kinora::testing
