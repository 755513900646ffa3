// The whole path of a frame: pixels, I420, packet, file.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>

#include "base/result.h"
#include "codec/video_encoder.h"
#include "frame/frame_view.h"
#include "sink/byte_sink.h"
#include "webm/writer.h"

namespace kinora {

struct RecorderConfig {
  EncoderConfig encoder;
  WebmLayout layout = WebmLayout::kFile;
  bool constant_frame_rate = false;  // encoder.frame_rate is exact, not a guess: written as DefaultDuration
};

struct EncodedFrame {
  size_t size = 0;  // bytes of the compressed frame
  bool key_frame = false;
};

class Recorder {
 public:
  // Allocates everything that a frame will need. `sink` outlives the recorder.
  static Result<Recorder> Create(const RecorderConfig& config, ByteSink& sink);

  Recorder(Recorder&&) noexcept = default;
  Recorder& operator=(Recorder&&) noexcept = default;

  // A place for one frame's pixels, width * height * 4 bytes without padding, owned by the recorder and the same at
  // each call: whoever has the pixels writes them here once.
  std::span<uint8_t> frame_slot() { return {slot_.data(), slot_.size()}; }

  // Encodes the picture that stands in the frame slot. Times in microseconds as VideoEncoder::Encode has them.
  Result<EncodedFrame> AddSlot(PixelFormat format, int64_t timestamp_us, int64_t duration_us, bool force_key_frame);

  // The same for a picture anywhere, of the config's size.
  Result<EncodedFrame> AddFrame(const FrameView& frame, int64_t timestamp_us, int64_t duration_us,
                                bool force_key_frame);

  Status SetBitrate(double bitrate) { return encoder_.SetBitrate(bitrate); }

  // Finishes the file, as WebmWriter::Finish. Afterwards every call fails with kInvalidState.
  Status Finish(std::optional<int64_t> end_us);

 private:
  Recorder(VideoEncoder encoder, WebmWriter writer, I420Frame i420, AlignedBuffer slot, ByteSink& sink);

  VideoEncoder encoder_;
  WebmWriter writer_;
  I420Frame i420_;
  AlignedBuffer slot_;
  ByteSink* sink_;
  bool finished_ = false;
};

}  // namespace kinora
