// CoreWriter of web/src/core-module.ts: packets of another encoder, written by kinora::WebmWriter to a JavaScript
// function.
#include <emscripten/bind.h>
#include <emscripten/val.h>

#include <algorithm>
#include <cmath>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <utility>

#include "base/aligned_buffer.h"
#include "base/result.h"
#include "errors.h"
#include "read_config.h"
#include "sink/callback_sink.h"
#include "webm/writer.h"

namespace kinora::bindings {
namespace {

using emscripten::typed_memory_view;
using emscripten::val;

Result<WebmConfig> ReadConfig(const val& config) {
  WebmConfig result;
  KINORA_RETURN_IF_ERROR(Read(config, "codec", kCodecs, result.codec));
  KINORA_RETURN_IF_ERROR(Read(config, "colorSpace", kColorSpaces, result.color_space));
  KINORA_RETURN_IF_ERROR(Read(config, "layout", kLayouts, result.layout));
  result.width = ToInt(config["width"]);
  result.height = ToInt(config["height"]);
  result.alpha = config["alpha"].as<bool>();
  result.constant_frame_rate = config["constantFrameRate"].as<double>();
  result.audio_channels = ToInt(config["audioChannels"]);
  return result;
}

// The sink is declared before the writer: it outlives it.
class BoundWriter {
 public:
  explicit BoundWriter(val receiver)
      : sink_(
            [receiver = std::move(receiver)](uint64_t position, std::span<const uint8_t> bytes) {
              receiver(static_cast<double>(position), typed_memory_view(bytes.size(), bytes.data()));
              return true;
            },
            /*seekable=*/true) {}

  Status Start(const WebmConfig& config) {
    Result<WebmWriter> writer = WebmWriter::Create(config, sink_);
    if (!writer) return std::unexpected(std::move(writer).error());
    writer_.emplace(*std::move(writer));
    return sink_.Flush();
  }

  // Grows by doubling, so that few packets of a film allocate.
  val PacketSlot(double size) {
    const size_t bytes = static_cast<size_t>(size);
    if (bytes > slot_.size()) {
      Result<AlignedBuffer> larger = AlignedBuffer::Allocate(std::max(bytes, 2 * slot_.size()), "packet_slot");
      if (!larger) {
        Remember(std::move(larger).error());
        return val::null();
      }
      slot_ = *std::move(larger);
    }
    packet_ = {slot_.data(), bytes};
    return val(typed_memory_view(bytes, slot_.data()));
  }

  // The last `alpha_size` bytes of the slot are the alpha channel's packet. Flushes, so that the packet is with the
  // receiver when the call returns.
  bool WriteSlot(double timestamp, double duration, bool key_frame, double alpha_size) {
    const size_t data_size = packet_.size() - std::min(packet_.size(), static_cast<size_t>(alpha_size));
    const Packet packet = {.data = packet_.first(data_size),
                           .timestamp_us = ToMicroseconds(timestamp),
                           .duration_us = ToMicroseconds(duration),
                           .key_frame = key_frame,
                           .alpha = packet_.subspan(data_size)};
    return Succeeded(writer_->Write(packet)) && Succeeded(sink_.Flush());
  }

  // A Uint8Array comes as a string of its bytes.
  bool WriteAudio(const std::string& packet, double timestamp) {
    return Succeeded(writer_->WriteAudio(BytesOf(packet), ToMicroseconds(timestamp))) && Succeeded(sink_.Flush());
  }

  bool Finish(double end) {
    Status finished = writer_->Finish(std::isnan(end) ? std::nullopt : std::optional(ToMicroseconds(end)));
    const Status flushed = sink_.Flush();
    return Succeeded(finished ? flushed : finished);
  }

 private:
  CallbackSink sink_;
  std::optional<WebmWriter> writer_;
  AlignedBuffer slot_;
  std::span<const uint8_t> packet_;  // the part of slot_ that the next packet fills
};

std::unique_ptr<BoundWriter> CreateWriter(const val& config, const val& sink) {
  Result<WebmConfig> parsed = ReadConfig(config);
  if (!parsed) {
    Remember(std::move(parsed).error());
    return nullptr;
  }
  auto writer = std::make_unique<BoundWriter>(sink);
  if (!Succeeded(writer->Start(*parsed))) return nullptr;
  return writer;
}

}  // namespace

EMSCRIPTEN_BINDINGS(kinora_writer) {
  emscripten::class_<BoundWriter>("CoreWriter")
      .function("packetSlot", &BoundWriter::PacketSlot)
      .function("writeSlot", &BoundWriter::WriteSlot)
      .function("writeAudio", &BoundWriter::WriteAudio)
      .function("finish", &BoundWriter::Finish);
  emscripten::function("createWriter", &CreateWriter);
}

}  // namespace kinora::bindings
