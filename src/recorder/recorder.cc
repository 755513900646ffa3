#include "recorder/recorder.h"

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

std::unexpected<Error> AlreadyFinished(const char* step) {
  return Fail(ErrorCode::kInvalidState, step, 0, std::string(step) + ": the recording is finished");
}

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

}  // namespace

Result<Recorder> Recorder::Create(const RecorderConfig& config, ByteSink& sink) {
  const EncoderConfig& encoder_config = config.encoder;
  KINORA_RETURN_IF_ERROR(Validate(encoder_config));

  Result<I420Frame> i420 = I420Frame::Create(encoder_config.width, encoder_config.height);
  if (!i420) return std::unexpected(std::move(i420).error());
  const size_t pixels = static_cast<size_t>(encoder_config.width) * static_cast<size_t>(encoder_config.height);
  Result<AlignedBuffer> slot = AlignedBuffer::Allocate(kBytesPerPixel * pixels, "frame_slot");
  if (!slot) return std::unexpected(std::move(slot).error());
  std::memset(slot->data(), 0, slot->size());  // whatever is encoded, it is never what memory held before
  Result<VideoEncoder> encoder = VideoEncoder::Create(encoder_config);
  if (!encoder) return std::unexpected(std::move(encoder).error());
  const bool both = config.channel == Channel::kBoth;
  std::optional<AlphaPath> alpha;
  if (both) {
    Result<AlphaPath> path = CreateAlphaPath(encoder_config);
    if (!path) return std::unexpected(std::move(path).error());
    alpha.emplace(*std::move(path));
  }

  // Last, since it is the first to write.
  Result<WebmWriter> writer =
      WebmWriter::Create({.codec = encoder_config.codec,
                          .width = encoder_config.width,
                          .height = encoder_config.height,
                          .color_space = encoder_config.color_space,
                          .alpha = both,
                          .layout = config.layout,
                          .constant_frame_rate = config.constant_frame_rate ? encoder_config.frame_rate : 0,
                          .audio_channels = config.audio_channels},
                         sink);
  if (!writer) return std::unexpected(std::move(writer).error());
  KINORA_RETURN_IF_ERROR(sink.Flush());
  Recorder recorder(*std::move(encoder), *std::move(writer), *std::move(i420), *std::move(slot), sink);
  recorder.channel_ = config.channel;
  recorder.alpha_ = std::move(alpha);
  return recorder;
}

Result<Recorder::AlphaPath> Recorder::CreateAlphaPath(EncoderConfig config) {
  config.bitrate = std::max(config.bitrate / 2, kMinBitrate);
  Result<VideoEncoder> encoder = VideoEncoder::Create(config);
  if (!encoder) return std::unexpected(std::move(encoder).error());
  Result<I420Frame> i420 = I420Frame::Create(config.width, config.height);
  if (!i420) return std::unexpected(std::move(i420).error());
  return AlphaPath{*std::move(encoder), *std::move(i420)};
}

Recorder::Recorder(VideoEncoder encoder, WebmWriter writer, I420Frame i420, AlignedBuffer slot, ByteSink& sink)
    : encoder_(std::move(encoder)),
      writer_(std::move(writer)),
      i420_(std::move(i420)),
      slot_(std::move(slot)),
      sink_(&sink) {}

Result<EncodedFrame> Recorder::AddSlot(PixelFormat format, int64_t timestamp_us, int64_t duration_us,
                                       bool force_key_frame) {
  const EncoderConfig& config = encoder_.config();
  const FrameView frame = {.data = slot_.data(),
                           .width = config.width,
                           .height = config.height,
                           .stride = static_cast<ptrdiff_t>(kBytesPerPixel) * config.width,
                           .format = format};
  return AddFrame(frame, timestamp_us, duration_us, force_key_frame);
}

Result<EncodedFrame> Recorder::AddFrame(const FrameView& frame, int64_t timestamp_us, int64_t duration_us,
                                        bool force_key_frame) {
  if (finished_) return AlreadyFinished("add_frame");
  if (failure_) return std::unexpected(*failure_);
  KINORA_RETURN_IF_ERROR(ValidateFrame(frame, encoder_.config()));

  // The encoder checks the times before its state changes, so only what it refuses so can be tried again.
  const Result<Packet> packet = Encode(frame, timestamp_us, duration_us, force_key_frame);
  if (!packet) {
    if (packet.error().code != ErrorCode::kInvalidArgument) failure_ = packet.error();
    return std::unexpected(packet.error());
  }
  Status written = writer_.Write(*packet);
  if (written) written = sink_->Flush();
  if (!written) {
    failure_ = written.error();
    return std::unexpected(std::move(written).error());
  }
  return EncodedFrame{.size = packet->data.size(), .key_frame = packet->key_frame};
}

Status Recorder::AddAudio(std::span<const uint8_t> packet, int64_t timestamp_us) {
  if (finished_) return AlreadyFinished("add_audio");
  if (failure_) return std::unexpected(*failure_);
  Status written = writer_.WriteAudio(packet, timestamp_us);
  if (!written && written.error().code == ErrorCode::kInvalidArgument) return written;
  if (written) written = sink_->Flush();
  if (!written) failure_ = written.error();
  return written;
}

Result<Packet> Recorder::Encode(const FrameView& frame, int64_t timestamp_us, int64_t duration_us,
                                bool force_key_frame) {
  if (channel_ == Channel::kAlpha) {
    AlphaToI420(frame, i420_.view());
  } else {
    ConvertToI420(frame, encoder_.config().color_space, i420_.view());
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

Status Recorder::SetBitrate(double bitrate) {
  if (finished_) return AlreadyFinished("set_bitrate");
  KINORA_RETURN_IF_ERROR(encoder_.SetBitrate(bitrate));
  return alpha_ ? alpha_->encoder.SetBitrate(std::max(bitrate / 2, kMinBitrate)) : Status();
}

Result<int> Recorder::ReduceEffort(int steps) {
  if (finished_) return AlreadyFinished("reduce_effort");
  if (alpha_) {
    const Result<int> taken = alpha_->encoder.ReduceEffort(steps);
    if (!taken) return taken;
  }
  return encoder_.ReduceEffort(steps);
}

Status Recorder::Finish(std::optional<int64_t> end_us) {
  if (finished_) return AlreadyFinished("finish");
  Status finished = writer_.Finish(end_us);
  if (!finished && finished.error().code == ErrorCode::kInvalidArgument) return finished;
  finished_ = true;
  // What the file holds so far goes out even if its end could not be written.
  const Status flushed = sink_->Flush();
  return finished ? flushed : finished;
}

}  // namespace kinora
