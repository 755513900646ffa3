// VP8 or VP9 through libvpx: one picture in, one packet out, never fewer.
#pragma once

#include <cstdint>
#include <memory>

#include "base/result.h"
#include "codec/packet.h"
#include "color/color_space.h"
#include "frame/i420.h"

namespace kinora {

// How much time a frame may take. Each maps to libvpx settings in codec/vpx_settings.cc.
enum class Effort : uint8_t { kRealtime, kBalanced, kBest };

enum class RateControl : uint8_t {
  kConstantBitrate,  // short-term bitrate is held; for live streams
  kVariableBitrate,  // the mean is held, hard scenes get more; for files
};

inline constexpr double kMinBitrate = 1000;  // bits per second

// EncoderConfig::quality where the bitrate decides.
inline constexpr double kByBitrate = -1;

struct EncoderConfig {
  Codec codec = Codec::kVp8;
  int width = 0;       // pixels, 1 to kMaxDimension
  int height = 0;      // pixels, 1 to kMaxDimension
  double bitrate = 0;  // bits per second, 1,000 to 1e9
  // 0 to 1 for a constant quantizer, that of WebP's lossy quality of the same number (0.8 is 80); kByBitrate: none.
  double quality = kByBitrate;
  double frame_rate = 30;         // frames per second expected, above 0 to 1,000; rate control goes by the timestamps
  double key_frame_interval = 5;  // seconds, 0 (each frame a key frame) to 3,600
  RateControl rate_control = RateControl::kVariableBitrate;
  Effort effort = Effort::kRealtime;
  ColorSpace color_space = ColorSpace::kBt601;  // written into the VP9 bitstream; VP8 has no place for it
  // Pictures of the same film stand before the first one, in another encoder's hands: it gets the bits of a key frame
  // on the way, where libvpx would spend more than a second's on the picture that a film begins with.
  bool continues = false;
};

// kInvalidArgument naming the first field that is out of range.
Status Validate(const EncoderConfig& config);

// The same frames and the same config give the same bytes on every machine: one thread, no time-dependent decisions.
// There are no invisible frames and no frames held back.
class VideoEncoder {
 public:
  // Fails with kInvalidArgument, kNotSupported (a codec this build does not hold), kOutOfMemory or kEncoderFailed.
  static Result<VideoEncoder> Create(const EncoderConfig& config);

  VideoEncoder(VideoEncoder&&) noexcept;
  VideoEncoder& operator=(VideoEncoder&&) noexcept;
  ~VideoEncoder();

  // Encodes one picture of the config's size. `timestamp_us` rises from call to call and `duration_us` is at least 1,
  // else kInvalidArgument. The frame becomes a key frame when it is the first, when `force_key_frame` is set, or when
  // the key-frame interval has passed since the last. The packet's data is valid until the next call.
  Result<Packet> Encode(const I420View& frame, int64_t timestamp_us, int64_t duration_us, bool force_key_frame);

  // Takes effect with the next frame. Bits per second, 1,000 to 1e9.
  Status SetBitrate(double bitrate);

  // From the next frame on, takes less time for a frame than config().effort does: by so many steps, 0 (as configured)
  // or more. Steps that there are not do nothing. VP9 makes a key frame where a step leaves or enters its realtime
  // mode. Returns the steps taken, or an error.
  Result<int> ReduceEffort(int steps);

  const EncoderConfig& config() const;

 private:
  struct State;
  explicit VideoEncoder(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace kinora
