#include "recorder/frame_encoder.h"

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <string>
#include <utility>

#include "color/alpha_to_i420.h"
#include "color/rgb_to_i420.h"

namespace kinora {
namespace {

constexpr size_t kBytesPerPixel = 4;

// The picture has the encoder's size, and rows that hold its width.
Status ValidateFrame(const FrameView& frame, const EncoderConfig& config) {
  if (!frame.data)
    return Fail(ErrorCode::kInvalidArgument, "data", 0, "data must point to the frame's pixels, got null");
  if (frame.width != config.width) {
    return OutOfRange("width", frame.width, "the recording's, " + std::to_string(config.width) + " pixels");
  }
  if (frame.height != config.height) {
    return OutOfRange("height", frame.height, "the recording's, " + std::to_string(config.height) + " pixels");
  }
  const ptrdiff_t row = static_cast<ptrdiff_t>(kBytesPerPixel) * config.width;
  if (frame.stride < row && frame.stride > -row) {
    return OutOfRange("stride", static_cast<double>(frame.stride),
                      "at least a row of " + std::to_string(row) + " bytes, up or down");
  }
  return {};
}

// What the second stream has of the film's bits.
double AlphaBitrate(double bitrate) { return std::max(bitrate / 2, kMinBitrate); }

EncoderConfig AlphaConfig(EncoderConfig config) {
  config.bitrate = AlphaBitrate(config.bitrate);
  return config;
}

}  // namespace

Result<FrameEncoder> FrameEncoder::Create(const EncoderConfig& config, Channel channel) {
  KINORA_RETURN_IF_ERROR(Validate(config));
  Result<I420Frame> i420 = I420Frame::Create(config.width, config.height);
  if (!i420) return std::unexpected(std::move(i420).error());
  const size_t pixels = static_cast<size_t>(config.width) * static_cast<size_t>(config.height);
  Result<AlignedBuffer> slot = AlignedBuffer::Allocate(kBytesPerPixel * pixels, "frame_slot");
  if (!slot) return std::unexpected(std::move(slot).error());
  std::memset(slot->data(), 0, slot->size());  // whatever is encoded, it is never what memory held before
  Result<VideoEncoder> encoder = VideoEncoder::Create(config);
  if (!encoder) return std::unexpected(std::move(encoder).error());
  FrameEncoder result(*std::move(encoder), *std::move(i420), *std::move(slot), channel);
  if (channel == Channel::kBoth) {
    Result<AlphaPath> path = CreateAlphaPath(config);
    if (!path) return std::unexpected(std::move(path).error());
    result.alpha_.emplace(*std::move(path));
  }
  return result;
}

Result<FrameEncoder::AlphaPath> FrameEncoder::CreateAlphaPath(const EncoderConfig& config) {
  Result<VideoEncoder> encoder = VideoEncoder::Create(AlphaConfig(config));
  if (!encoder) return std::unexpected(std::move(encoder).error());
  Result<I420Frame> i420 = I420Frame::Create(config.width, config.height);
  if (!i420) return std::unexpected(std::move(i420).error());
  return AlphaPath{*std::move(encoder), *std::move(i420)};
}

FrameEncoder::FrameEncoder(VideoEncoder encoder, I420Frame i420, AlignedBuffer slot, Channel channel)
    : channel_(channel), encoder_(std::move(encoder)), i420_(std::move(i420)), slot_(std::move(slot)) {}

Result<Packet> FrameEncoder::EncodeSlot(PixelFormat format, int64_t timestamp_us, int64_t duration_us,
                                        bool force_key_frame) {
  const FrameView frame = {.data = slot_.data(),
                           .width = config().width,
                           .height = config().height,
                           .stride = static_cast<ptrdiff_t>(kBytesPerPixel) * config().width,
                           .format = format};
  return Encode(frame, timestamp_us, duration_us, force_key_frame);
}

Result<Packet> FrameEncoder::Encode(const FrameView& frame, int64_t timestamp_us, int64_t duration_us,
                                    bool force_key_frame) {
  KINORA_RETURN_IF_ERROR(ValidateFrame(frame, config()));
  if (channel_ == Channel::kAlpha) {
    AlphaToI420(frame, i420_.view());
  } else {
    ConvertToI420(frame, config().color_space, i420_.view());
  }
  Result<Packet> packet = encoder_.Encode(i420_.view(), timestamp_us, duration_us, force_key_frame);
  if (!packet || !alpha_) return packet;
  AlphaToI420(frame, alpha_->i420.view());
  // Both streams have their key frames together, so that players can seek in both.
  const Result<Packet> alpha =
      alpha_->encoder.Encode(alpha_->i420.view(), timestamp_us, duration_us, packet->key_frame);
  if (!alpha) return alpha;
  packet->alpha = alpha->data;
  return packet;
}

Status FrameEncoder::Restart(bool continues) {
  EncoderConfig changed = config();
  changed.continues = continues;
  Result<VideoEncoder> encoder = VideoEncoder::Create(changed);
  if (!encoder) return std::unexpected(std::move(encoder).error());
  if (alpha_) {
    EncoderConfig changed_alpha = alpha_->encoder.config();
    changed_alpha.continues = continues;
    Result<VideoEncoder> alpha = VideoEncoder::Create(changed_alpha);
    if (!alpha) return std::unexpected(std::move(alpha).error());
    alpha_->encoder = *std::move(alpha);
  }
  encoder_ = *std::move(encoder);
  return {};
}

Status FrameEncoder::SetBitrate(double bitrate) {
  KINORA_RETURN_IF_ERROR(encoder_.SetBitrate(bitrate));
  return alpha_ ? alpha_->encoder.SetBitrate(AlphaBitrate(bitrate)) : Status();
}

Result<int> FrameEncoder::ReduceEffort(int steps) {
  if (alpha_) {
    const Result<int> taken = alpha_->encoder.ReduceEffort(steps);
    if (!taken) return taken;
  }
  return encoder_.ReduceEffort(steps);
}

}  // namespace kinora
