// The whole path of a frame: pixels, I420, packet, file.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

#include "base/result.h"
#include "codec/video_encoder.h"
#include "frame/frame_view.h"
#include "recorder/frame_encoder.h"
#include "sink/byte_sink.h"
#include "webm/writer.h"

namespace kinora {

struct RecorderConfig {
  EncoderConfig encoder;
  Channel channel = Channel::kColor;
  WebmLayout layout = WebmLayout::kFile;
  bool constant_frame_rate = false;  // encoder.frame_rate is exact, not a guess: written as DefaultDuration
  int audio_channels = 0;            // as WebmConfig's
};

struct EncodedFrame {
  size_t size = 0;  // bytes of the compressed frame
  bool key_frame = false;
};

class Recorder {
 public:
  // Allocates everything that a frame will need, and writes the file's header. `sink` outlives the recorder. Nothing
  // is written when it fails: with kInvalidArgument naming the field of the config, kNotSupported, kOutOfMemory,
  // kEncoderFailed or kWriterFailed. (With the sink's own error, the header may be there in part.)
  static Result<Recorder> Create(const RecorderConfig& config, ByteSink& sink);

  Recorder(Recorder&&) noexcept = default;
  Recorder& operator=(Recorder&&) noexcept = default;

  // A place for one frame's pixels, width * height * 4 bytes without padding, owned by the recorder and the same at
  // each call, finished or not: whoever has the pixels writes them here once.
  std::span<uint8_t> frame_slot() { return encoder_.frame_slot(); }

  // Encodes the picture that stands in the frame slot. Times in microseconds as VideoEncoder::Encode has them.
  Result<EncodedFrame> AddSlot(PixelFormat format, int64_t timestamp_us, int64_t duration_us, bool force_key_frame);

  // The same for a picture anywhere, of the config's size. The sink is flushed, so that the frame is safe when the call
  // returns.
  //
  // A frame refused with kInvalidArgument changes nothing. After any other error frames would be missing that later
  // ones build on: each further call returns the same error, and Finish still finishes the file with what is there.
  Result<EncodedFrame> AddFrame(const FrameView& frame, int64_t timestamp_us, int64_t duration_us,
                                bool force_key_frame);

  // Adds a packet of Opus, as WebmWriter::WriteAudio. What is refused changes nothing; an error of the sink is that of
  // each further frame.
  Status AddAudio(std::span<const uint8_t> packet, int64_t timestamp_us);

  // Takes effect with the next frame. Bits per second, 1,000 to 1e9.
  Status SetBitrate(double bitrate);

  // As VideoEncoder::ReduceEffort.
  Result<int> ReduceEffort(int steps);

  // Finishes the file, as WebmWriter::Finish, and flushes the sink. Afterwards every call fails with kInvalidState,
  // but for an `end_us` out of range: that is refused, and Finish can be called again.
  Status Finish(std::optional<int64_t> end_us);

 private:
  Recorder(FrameEncoder encoder, WebmWriter writer, ByteSink& sink);

  // Whether frames are taken still.
  Status CheckOpen() const;
  Result<EncodedFrame> Add(const Result<Packet>& packet);

  FrameEncoder encoder_;
  WebmWriter writer_;
  ByteSink* sink_;
  std::optional<Error> failure_;  // of the frame that could not be added
  bool finished_ = false;
};

}  // namespace kinora
