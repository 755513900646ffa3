// What of the settings cannot be seen in a few small frames.
#include "codec/vpx_settings.h"

#include "catch_amalgamated.hpp"
#include "unit/codec/pictures.h"

namespace kinora::testing {
namespace {

TEST_CASE("vpx settings: no speed lets libvpx look at the clock", "[codec]") {
  const int most = MaxEffortReduction(Codec::kVp8, Effort::kRealtime);
  for (int reduction = 0; reduction <= most; ++reduction) {
    CHECK(PaceOf(Codec::kVp8, Effort::kRealtime, reduction).speed < 0);
  }
}

TEST_CASE("vpx settings: less effort is more speed, as far as there is any", "[codec]") {
  const Codec codec = GENERATE(Codec::kVp8, Codec::kVp9);
  const int most = MaxEffortReduction(codec, Effort::kBest);
  CHECK(most > MaxEffortReduction(codec, Effort::kBalanced));
  for (int reduction = 1; reduction <= most; ++reduction) {
    const VpxPace pace = PaceOf(codec, Effort::kBest, reduction);
    CHECK(std::abs(pace.speed) > std::abs(PaceOf(codec, Effort::kBest, reduction - 1).speed));
  }
  CHECK(PaceOf(codec, Effort::kBest, most).speed == PaceOf(codec, Effort::kBest, most + 9).speed);
  CHECK(PaceOf(codec, Effort::kRealtime, 0).deadline == VPX_DL_REALTIME);
  CHECK(PaceOf(codec, Effort::kBest, -1).speed == PaceOf(codec, Effort::kBest, 0).speed);
}

TEST_CASE("vpx settings: kilobits are rounded and never 0", "[codec]") {
  CHECK(VpxBitrate(1000) == 1);
  CHECK(VpxBitrate(1499) == 1);
  CHECK(VpxBitrate(1500) == 2);
  CHECK(VpxBitrate(1e9) == 1'000'000);
}

TEST_CASE("vpx settings: quality is libwebp's, on libvpx's scale", "[codec]") {
  CHECK(VpxQuantizer(0) == 63);
  CHECK(VpxQuantizer(1) == 0);
  // libwebp: 127 * (1 - cbrt(2 * 0.8 - 1)) is 19.9, which libvpx calls 16; 127 * (1 - cbrt(0.5 * 2 / 3)) is 38.9, 28.
  CHECK(VpxQuantizer(0.8) == 16);
  CHECK(VpxQuantizer(0.5) == 28);
  for (int percent = 1; percent <= 100; ++percent) {
    CHECK(VpxQuantizer(percent / 100.0) <= VpxQuantizer((percent - 1) / 100.0));
  }
  EncoderConfig config = MakeEncoderConfig(Codec::kVp8);
  config.quality = 0.8;
  const auto vpx = VpxConfig(config, VpxInterface(Codec::kVp8));
  REQUIRE(vpx);
  CHECK(vpx->rc_min_quantizer == 16);
  CHECK(vpx->rc_max_quantizer == 16);
}

TEST_CASE("vpx settings: rate control, one thread, no waiting, no dropping", "[codec]") {
  const Codec codec = GENERATE(from_range(BuiltCodecs()));
  EncoderConfig config = MakeEncoderConfig(codec);
  config.rate_control = RateControl::kConstantBitrate;
  const auto constant = VpxConfig(config, VpxInterface(codec));
  config.rate_control = RateControl::kVariableBitrate;
  const auto variable = VpxConfig(config, VpxInterface(codec));
  REQUIRE(constant);
  REQUIRE(variable);
  CHECK(constant->rc_end_usage == VPX_CBR);
  CHECK(variable->rc_end_usage == VPX_VBR);
  for (const vpx_codec_enc_cfg_t& vpx : {*constant, *variable}) {
    CHECK(vpx.g_threads == 1);
    CHECK(vpx.g_lag_in_frames == 0);
    CHECK(vpx.rc_dropframe_thresh == 0);
    CHECK(vpx.rc_resize_allowed == 0);
    CHECK(vpx.rc_target_bitrate == 300);
  }
}

TEST_CASE("vpx settings: what libvpx refuses comes back with its number and its words", "[codec]") {
  const Codec codec = GENERATE(from_range(BuiltCodecs()));
  EncoderConfig config = MakeEncoderConfig(codec);
  vpx_codec_ctx_t context = {};
  const Status status = ApplyVpxControls(config, &context);  // not initialised
  REQUIRE_FALSE(status);
  CHECK(status.error().code == ErrorCode::kEncoderFailed);
  CHECK(status.error().field == "VP8E_SET_ENABLEAUTOALTREF");
  CHECK(status.error().value == static_cast<int>(VPX_CODEC_ERROR));
  CHECK(status.error().message.find("VP8E_SET_ENABLEAUTOALTREF") == 0);
}

}  // namespace
}  // namespace kinora::testing
