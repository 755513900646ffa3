#include "recorder/recorder.h"

#include <string>
#include <utility>

namespace kinora {
namespace {

std::unexpected<Error> AlreadyFinished(const char* step) {
  return Fail(ErrorCode::kInvalidState, step, 0, std::string(step) + ": the recording is finished");
}

}  // namespace

Result<Recorder> Recorder::Create(const RecorderConfig& config, ByteSink& sink) {
  const EncoderConfig& encoder_config = config.encoder;
  Result<FrameEncoder> encoder = FrameEncoder::Create(encoder_config, config.channel);
  if (!encoder) return std::unexpected(std::move(encoder).error());
  // Last, since it is the first to write.
  Result<WebmWriter> writer =
      WebmWriter::Create({.codec = encoder_config.codec,
                          .width = encoder_config.width,
                          .height = encoder_config.height,
                          .color_space = encoder_config.color_space,
                          .alpha = config.channel == Channel::kBoth,
                          .layout = config.layout,
                          .constant_frame_rate = config.constant_frame_rate ? encoder_config.frame_rate : 0,
                          .audio_channels = config.audio_channels},
                         sink);
  if (!writer) return std::unexpected(std::move(writer).error());
  KINORA_RETURN_IF_ERROR(sink.Flush());
  return Recorder(*std::move(encoder), *std::move(writer), sink);
}

Recorder::Recorder(FrameEncoder encoder, WebmWriter writer, ByteSink& sink)
    : encoder_(std::move(encoder)), writer_(std::move(writer)), sink_(&sink) {}

Result<EncodedFrame> Recorder::AddSlot(PixelFormat format, int64_t timestamp_us, int64_t duration_us,
                                       bool force_key_frame) {
  KINORA_RETURN_IF_ERROR(CheckOpen());
  return Add(encoder_.EncodeSlot(format, timestamp_us, duration_us, force_key_frame));
}

Result<EncodedFrame> Recorder::AddFrame(const FrameView& frame, int64_t timestamp_us, int64_t duration_us,
                                        bool force_key_frame) {
  KINORA_RETURN_IF_ERROR(CheckOpen());
  return Add(encoder_.Encode(frame, timestamp_us, duration_us, force_key_frame));
}

Status Recorder::CheckOpen() const {
  if (finished_) return AlreadyFinished("add_frame");
  if (failure_) return std::unexpected(*failure_);
  return {};
}

Result<EncodedFrame> Recorder::Add(const Result<Packet>& packet) {
  // The encoder checks the times before its state changes, so only what it refuses so can be tried again.
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

Status Recorder::SetBitrate(double bitrate) {
  if (finished_) return AlreadyFinished("set_bitrate");
  return encoder_.SetBitrate(bitrate);
}

Result<int> Recorder::ReduceEffort(int steps) {
  if (finished_) return AlreadyFinished("reduce_effort");
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
