// From EncoderConfig to libvpx's configuration and controls. All choices of speed and rate control are here.
#pragma once

#include "base/result.h"
#include "codec/video_encoder.h"
#include "vpx/vpx_encoder.h"

namespace kinora {

// libvpx counts time in these: microseconds. It converts them to its own 100 ns ticks in 64 bits, so nothing overflows
// in 29,000 years. (It takes the reciprocal of a coarser time base for a frame rate, and 30 where that is above 180.)
inline constexpr int kVpxTimebase = 1'000'000;

// No frame counts for longer than this in rate control. libvpx turns to its realtime mode, and with VP9 makes a key
// frame, when a frame lasts as long as the deadline of the good-quality mode, one second; and a still of ten minutes
// must not earn the next frame ten minutes' worth of bits.
inline constexpr int64_t kVpxLongestFrame = kVpxTimebase - 1;

// Kilobits per second, libvpx's unit: rounded, at least 1.
unsigned int VpxBitrate(double bitrate);

// libvpx's quantizer, 0 to 63, for a quality of 0 to 1 on WebP's scale: libwebp's own for VP8; VP9's of the same number
// gives about the same signal-to-noise ratio.
unsigned int VpxQuantizer(double quality);

// What libvpx's time for a frame is set by.
struct VpxPace {
  vpx_enc_deadline_t deadline;  // of vpx_codec_encode: chooses the mode
  // cpu-used. VP8's realtime mode takes a positive number as "measure the time and adapt", which would give other bytes
  // on each run; a negative one is a fixed speed. The other modes are fixed in either case.
  int speed;
};

// The pace of `effort`, or one that is `reduction` steps (0 or more) faster, as far as there are any.
VpxPace PaceOf(Codec codec, Effort effort, int reduction);

// The number of steps from `effort` to the fastest pace.
int MaxEffortReduction(Codec codec, Effort effort);

// `interface` is the codec's own (codec/vpx_interface.h). Fails with libvpx's error.
Result<vpx_codec_enc_cfg_t> VpxConfig(const EncoderConfig& config, vpx_codec_iface_t* interface);

// Sets what libvpx keeps outside its configuration, but for the speed. `context` is initialised.
Status ApplyVpxControls(const EncoderConfig& config, vpx_codec_ctx_t* context);

// Sets cpu-used.
Status ApplyVpxSpeed(int speed, vpx_codec_ctx_t* context);

}  // namespace kinora
