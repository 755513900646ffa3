// Reads CoreRecorderConfig of web/src/core-module.ts.
#pragma once

#include <emscripten/val.h>

#include "base/result.h"
#include "codec/video_encoder.h"
#include "read_config.h"
#include "recorder/recorder.h"

namespace kinora::bindings {

inline constexpr Choice<RateControl> kRateControls[] = {{"constant", RateControl::kConstantBitrate},
                                                        {"variable", RateControl::kVariableBitrate}};
inline constexpr Choice<Effort> kEfforts[] = {
    {"realtime", Effort::kRealtime}, {"balanced", Effort::kBalanced}, {"best", Effort::kBest}};
inline constexpr Choice<Channel> kChannels[] = {
    {"color", Channel::kColor}, {"alpha", Channel::kAlpha}, {"both", Channel::kBoth}};

inline Result<RecorderConfig> ReadRecorderConfig(const emscripten::val& config) {
  RecorderConfig result;
  EncoderConfig& encoder = result.encoder;
  KINORA_RETURN_IF_ERROR(Read(config, "codec", kCodecs, encoder.codec));
  KINORA_RETURN_IF_ERROR(Read(config, "rateControl", kRateControls, encoder.rate_control));
  KINORA_RETURN_IF_ERROR(Read(config, "effort", kEfforts, encoder.effort));
  KINORA_RETURN_IF_ERROR(Read(config, "colorSpace", kColorSpaces, encoder.color_space));
  KINORA_RETURN_IF_ERROR(Read(config, "layout", kLayouts, result.layout));
  KINORA_RETURN_IF_ERROR(Read(config, "channel", kChannels, result.channel));
  encoder.width = ToInt(config["width"]);
  encoder.height = ToInt(config["height"]);
  encoder.bitrate = config["bitrate"].as<double>();
  encoder.quality = config["quality"].as<double>();
  encoder.frame_rate = config["frameRate"].as<double>();
  encoder.key_frame_interval = config["keyFrameInterval"].as<double>();
  result.constant_frame_rate = config["constantFrameRate"].as<bool>();
  result.audio_channels = ToInt(config["audioChannels"]);
  return result;
}

}  // namespace kinora::bindings
