#include "codec/vpx_settings.h"

#include <algorithm>
#include <cmath>
#include <span>

#include "codec/vpx_error.h"
#include "vpx/vp8cx.h"

namespace kinora {
namespace {

// log2 of the number of tile columns: players decode columns in parallel, and each one more costs some compression.
int TileColumns(int width) { return width < 960 ? 0 : width < 1920 ? 1 : 2; }

// SMPTE 170M and BT.601 are the same matrix; libvpx's "BT_601" is the one players call BT.470 B/G.
int VpxColorSpace(ColorSpace color_space) {
  return color_space == ColorSpace::kBt709 ? VPX_CS_BT_709 : VPX_CS_SMPTE_170;
}

// From the slowest to the fastest. Beyond these libvpx has no further shortcuts, or, as with VP8's -14 and -16, takes
// them at a worse picture and in no less time (tools/bench/effort.mjs).
constexpr VpxPace kVp8Paces[] = {{VPX_DL_GOOD_QUALITY, 1},
                                 {VPX_DL_GOOD_QUALITY, 4},
                                 {VPX_DL_REALTIME, -6},
                                 {VPX_DL_REALTIME, -9},
                                 {VPX_DL_REALTIME, -12}};
constexpr VpxPace kVp9Paces[] = {
    {VPX_DL_GOOD_QUALITY, 1}, {VPX_DL_GOOD_QUALITY, 4}, {VPX_DL_REALTIME, 8}, {VPX_DL_REALTIME, 9}};

std::span<const VpxPace> Paces(Codec codec) {
  if (codec == Codec::kVp9) return kVp9Paces;
  return kVp8Paces;
}

// The index of an effort's own pace.
int FirstPace(Effort effort) { return effort == Effort::kBest ? 0 : effort == Effort::kBalanced ? 1 : 2; }

}  // namespace

unsigned int VpxBitrate(double bitrate) {
  return static_cast<unsigned int>(std::max(1LL, std::llround(bitrate / 1000)));
}

unsigned int VpxQuantizer(double quality) {
  // libwebp's curve from quality to the quantizer's index in the bitstream, 0 to 127 (its QualityToCompression):
  // 127 * (1 - cube root of `linear`), found by trying, because the library's cube root is larger than all of this.
  const double linear = quality < 0.75 ? quality * (2.0 / 3) : 2 * quality - 1;
  double index = 0;
  while ((127 - index) * (127 - index) * (127 - index) > linear * (127.0 * 127 * 127)) ++index;
  // libvpx spaces its 64 steps over the 128 in this way, to a step.
  const double step = index <= 20 ? index * 0.8 : index <= 61 ? 16 + (index - 20) * (25.0 / 41) : 41 + (index - 61) / 3;
  return static_cast<unsigned int>(std::lround(step));
}

VpxPace PaceOf(Codec codec, Effort effort, int reduction) {
  const std::span<const VpxPace> paces = Paces(codec);
  return paces[static_cast<size_t>(FirstPace(effort) + std::clamp(reduction, 0, MaxEffortReduction(codec, effort)))];
}

int MaxEffortReduction(Codec codec, Effort effort) {
  return static_cast<int>(Paces(codec).size()) - 1 - FirstPace(effort);
}

Result<vpx_codec_enc_cfg_t> VpxConfig(const EncoderConfig& config, vpx_codec_iface_t* interface) {
  vpx_codec_enc_cfg_t vpx;
  if (const vpx_codec_err_t error = vpx_codec_enc_config_default(interface, &vpx, 0)) {
    return VpxFailure("vpx_codec_enc_config_default", error, nullptr);
  }
  vpx.g_w = static_cast<unsigned int>(config.width);
  vpx.g_h = static_cast<unsigned int>(config.height);
  vpx.g_timebase = {1, kVpxTimebase};
  vpx.g_threads = 1;          // more threads give other bytes
  vpx.g_lag_in_frames = 0;    // a packet for each frame, at once
  vpx.g_error_resilient = 0;  // packets are not lost on the way into a file
  vpx.g_pass = VPX_RC_ONE_PASS;

  vpx.rc_dropframe_thresh = 0;  // each frame is kept ...
  vpx.rc_resize_allowed = 0;    // ... in its own size
  vpx.rc_target_bitrate = VpxBitrate(config.bitrate);
  vpx.rc_min_quantizer = 4;   // finer steps cost bits and are not seen
  vpx.rc_max_quantizer = 63;  // all the way, so that a low bitrate is held
  if (config.quality >= 0) vpx.rc_min_quantizer = vpx.rc_max_quantizer = VpxQuantizer(config.quality);
  if (config.rate_control == RateControl::kConstantBitrate) {
    vpx.rc_end_usage = VPX_CBR;
    // A second's worth of buffer, half full at the start: what a live viewer's player can be asked to hold.
    vpx.rc_buf_sz = 1000;  // milliseconds
    vpx.rc_buf_initial_sz = 500;
    vpx.rc_buf_optimal_sz = 600;
    vpx.rc_undershoot_pct = 50;
    vpx.rc_overshoot_pct = 50;
  } else {
    vpx.rc_end_usage = VPX_VBR;  // libvpx takes minutes of buffer then, and its own defaults do
  }

  // Key frames are asked for by VideoEncoder, by time. The distance counts frames and is never reached, but VP9 uses
  // it as the time to the next key frame even where the mode is off, and so it must not be small.
  vpx.kf_mode = VPX_KF_DISABLED;
  vpx.kf_min_dist = 0;
  vpx.kf_max_dist = 1u << 30;
  return vpx;
}

Status ApplyVpxControls(const EncoderConfig& config, vpx_codec_ctx_t* context) {
  struct Control {
    const char* name;
    int id;
    int value;
  };
  const bool realtime = config.effort == Effort::kRealtime;
  const bool constant = config.rate_control == RateControl::kConstantBitrate;
  const Control both[] = {
      {"VP8E_SET_ENABLEAUTOALTREF", VP8E_SET_ENABLEAUTOALTREF, 0},  // no invisible frames
  };
  const Control vp9[] = {
      {"VP9E_SET_COLOR_SPACE", VP9E_SET_COLOR_SPACE, VpxColorSpace(config.color_space)},
      {"VP9E_SET_COLOR_RANGE", VP9E_SET_COLOR_RANGE, VPX_CR_STUDIO_RANGE},
      {"VP9E_SET_ROW_MT", VP9E_SET_ROW_MT, 0},
      {"VP9E_SET_TILE_COLUMNS", VP9E_SET_TILE_COLUMNS, TileColumns(config.width)},
      // Refreshes a part of each picture at better quality; made for a constant bitrate in realtime.
      {"VP9E_SET_AQ_MODE", VP9E_SET_AQ_MODE, realtime && constant ? 3 : 0},
      // Probabilities that learn from frame to frame: smaller files. The parallel mode, libvpx's default, forbids it.
      {"VP9E_SET_FRAME_PARALLEL_DECODING", VP9E_SET_FRAME_PARALLEL_DECODING, 0},
  };
  const auto apply = [context](const Control& control) -> Status {
    if (const vpx_codec_err_t error = vpx_codec_control_(context, control.id, control.value)) {
      return VpxFailure(control.name, error, context);
    }
    return {};
  };
  // Percent of a frame's mean. VP8 alone needs it: it gives a key frame on the way 4 to 8 frames' bits, and a first one
  // up to 45, which those after it pay for with 1 dB. Of 3 to 20 frames' bits, 10 left the least difference
  // (docs/PERFORMANCE.md).
  const Control continued = {"VP8E_SET_MAX_INTRA_BITRATE_PCT", VP8E_SET_MAX_INTRA_BITRATE_PCT, 1000};
  for (const Control& control : both) KINORA_RETURN_IF_ERROR(apply(control));
  if (config.codec == Codec::kVp8 && config.continues) KINORA_RETURN_IF_ERROR(apply(continued));
  if (config.codec == Codec::kVp9) {
    for (const Control& control : vp9) KINORA_RETURN_IF_ERROR(apply(control));
  }
  return {};
}

Status ApplyVpxSpeed(int speed, vpx_codec_ctx_t* context) {
  if (const vpx_codec_err_t error = vpx_codec_control(context, VP8E_SET_CPUUSED, speed)) {
    return VpxFailure("VP8E_SET_CPUUSED", error, context);
  }
  return {};
}

}  // namespace kinora
