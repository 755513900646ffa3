// CoreRecorder of web/src/core-module.ts: kinora::Recorder writing to a JavaScript function.
#include <emscripten/bind.h>
#include <emscripten/val.h>

#include <cmath>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <utility>

#include "base/result.h"
#include "errors.h"
#include "read_encoder_config.h"
#include "recorder/recorder.h"
#include "sink/callback_sink.h"

namespace kinora::bindings {
namespace {

using emscripten::typed_memory_view;
using emscripten::val;

// The sink is declared before the recorder: it outlives it.
class BoundRecorder {
 public:
  explicit BoundRecorder(val receiver)
      : sink_(
            [receiver = std::move(receiver)](uint64_t position, std::span<const uint8_t> bytes) {
              receiver(static_cast<double>(position), typed_memory_view(bytes.size(), bytes.data()));
              return true;
            },
            /*seekable=*/true) {}

  Status Start(const RecorderConfig& config) {
    Result<Recorder> recorder = Recorder::Create(config, sink_);
    if (!recorder) return std::unexpected(std::move(recorder).error());
    recorder_.emplace(*std::move(recorder));
    return {};
  }

  val FrameSlot() {
    const std::span<uint8_t> slot = recorder_->frame_slot();
    return val(typed_memory_view(slot.size(), slot.data()));
  }

  double AddSlot(const std::string& format, double timestamp, double duration, bool key_frame) {
    const PixelFormat pixel_format = format == "bgra" ? PixelFormat::kBgra : PixelFormat::kRgba;
    Result<EncodedFrame> frame =
        recorder_->AddSlot(pixel_format, ToMicroseconds(timestamp), ToMicroseconds(duration), key_frame);
    if (!frame) {
      Remember(std::move(frame).error());
      return -1;
    }
    last_was_key_frame_ = frame->key_frame;
    return static_cast<double>(frame->size);
  }

  // A Uint8Array comes as a string of its bytes.
  bool AddAudio(const std::string& packet, double timestamp) {
    return Succeeded(recorder_->AddAudio(BytesOf(packet), ToMicroseconds(timestamp)));
  }

  bool LastWasKeyFrame() const { return last_was_key_frame_; }

  bool SetBitrate(double bitrate) { return Succeeded(recorder_->SetBitrate(bitrate)); }

  int ReduceEffort(int steps) {
    Result<int> taken = recorder_->ReduceEffort(steps);
    if (taken) return *taken;
    Remember(std::move(taken).error());
    return -1;
  }

  bool Finish(double end) {
    return Succeeded(recorder_->Finish(std::isnan(end) ? std::nullopt : std::optional(ToMicroseconds(end))));
  }

 private:
  CallbackSink sink_;
  std::optional<Recorder> recorder_;
  bool last_was_key_frame_ = false;
};

std::unique_ptr<BoundRecorder> CreateRecorder(const val& config, const val& sink) {
  Result<RecorderConfig> parsed = ReadRecorderConfig(config);
  if (!parsed) {
    Remember(std::move(parsed).error());
    return nullptr;
  }
  auto recorder = std::make_unique<BoundRecorder>(sink);
  if (!Succeeded(recorder->Start(*parsed))) return nullptr;
  return recorder;
}

}  // namespace

EMSCRIPTEN_BINDINGS(kinora_recorder) {
  emscripten::class_<BoundRecorder>("CoreRecorder")
      .function("frameSlot", &BoundRecorder::FrameSlot)
      .function("addSlot", &BoundRecorder::AddSlot)
      .function("addAudio", &BoundRecorder::AddAudio)
      .function("lastWasKeyFrame", &BoundRecorder::LastWasKeyFrame)
      .function("setBitrate", &BoundRecorder::SetBitrate)
      .function("reduceEffort", &BoundRecorder::ReduceEffort)
      .function("finish", &BoundRecorder::Finish);
  emscripten::function("createRecorder", &CreateRecorder);
}

}  // namespace kinora::bindings
