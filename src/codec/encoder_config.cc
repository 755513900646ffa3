// The ranges of EncoderConfig.
#include <cmath>

#include "codec/encoder_limits.h"
#include "codec/video_encoder.h"
#include "frame/frame_view.h"

namespace kinora {

// The comparisons are written so that NaN fails them.

Status ValidateBitrate(double bitrate) {
  if (!(bitrate >= kMinBitrate && bitrate <= 1e9)) {
    return OutOfRange("bitrate", bitrate, "from 1000 to 1000000000 bits per second");
  }
  return {};
}

Status Validate(const EncoderConfig& config) {
  if (config.codec != Codec::kVp8 && config.codec != Codec::kVp9) {
    return OutOfRange("codec", static_cast<double>(config.codec), "VP8 (0) or VP9 (1)");
  }
  if (config.width < 1 || config.width > kMaxDimension) {
    return OutOfRange("width", config.width, "from 1 to 16383 pixels");
  }
  if (config.height < 1 || config.height > kMaxDimension) {
    return OutOfRange("height", config.height, "from 1 to 16383 pixels");
  }
  KINORA_RETURN_IF_ERROR(ValidateBitrate(config.bitrate));
  if (!(config.quality == kByBitrate || (config.quality >= 0 && config.quality <= 1))) {
    return OutOfRange("quality", config.quality, "from 0 to 1, or -1 for none");
  }
  if (!(config.frame_rate > 0 && config.frame_rate <= 1000)) {
    return OutOfRange("frame_rate", config.frame_rate, "above 0 and at most 1000 frames per second");
  }
  if (!(config.key_frame_interval >= 0 && config.key_frame_interval <= 3600)) {
    return OutOfRange("key_frame_interval", config.key_frame_interval, "from 0 to 3600 seconds");
  }
  return {};
}

}  // namespace kinora
