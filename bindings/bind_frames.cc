// CoreFrameEncoder of web/src/core-module.ts: kinora::FrameEncoder, whose packets JavaScript takes to where they
// belong.
#include <emscripten/bind.h>
#include <emscripten/val.h>

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <utility>

#include "base/result.h"
#include "codec/packet.h"
#include "errors.h"
#include "read_encoder_config.h"
#include "recorder/frame_encoder.h"

namespace kinora::bindings {
namespace {

using emscripten::typed_memory_view;
using emscripten::val;

val ViewOf(std::span<const uint8_t> bytes) { return val(typed_memory_view(bytes.size(), bytes.data())); }

class BoundFrameEncoder {
 public:
  Status Start(const RecorderConfig& config) {
    Result<FrameEncoder> encoder = FrameEncoder::Create(config.encoder, config.channel);
    if (!encoder) return std::unexpected(std::move(encoder).error());
    encoder_.emplace(*std::move(encoder));
    return {};
  }

  val FrameSlot() { return ViewOf(encoder_->frame_slot()); }

  bool EncodeSlot(const std::string& format, double timestamp, double duration) {
    const PixelFormat pixel_format = format == "bgra" ? PixelFormat::kBgra : PixelFormat::kRgba;
    Result<Packet> packet = encoder_->EncodeSlot(pixel_format, ToMicroseconds(timestamp), ToMicroseconds(duration),
                                                 /*force_key_frame=*/false);
    if (!packet) {
      Remember(std::move(packet).error());
      return false;
    }
    packet_ = *packet;
    return true;
  }

  bool WasKeyFrame() const { return packet_.key_frame; }
  val Data() const { return ViewOf(packet_.data); }
  val Alpha() const { return ViewOf(packet_.alpha); }

  bool Restart(bool continues) { return Succeeded(encoder_->Restart(continues)); }

 private:
  std::optional<FrameEncoder> encoder_;
  Packet packet_;  // the last one; its bytes are the encoder's
};

std::unique_ptr<BoundFrameEncoder> CreateFrameEncoder(const val& config) {
  Result<RecorderConfig> parsed = ReadRecorderConfig(config);
  if (!parsed) {
    Remember(std::move(parsed).error());
    return nullptr;
  }
  auto encoder = std::make_unique<BoundFrameEncoder>();
  if (!Succeeded(encoder->Start(*parsed))) return nullptr;
  return encoder;
}

}  // namespace

EMSCRIPTEN_BINDINGS(kinora_frame_encoder) {
  emscripten::class_<BoundFrameEncoder>("CoreFrameEncoder")
      .function("frameSlot", &BoundFrameEncoder::FrameSlot)
      .function("encodeSlot", &BoundFrameEncoder::EncodeSlot)
      .function("wasKeyFrame", &BoundFrameEncoder::WasKeyFrame)
      .function("data", &BoundFrameEncoder::Data)
      .function("alpha", &BoundFrameEncoder::Alpha)
      .function("restart", &BoundFrameEncoder::Restart);
  emscripten::function("createFrameEncoder", &CreateFrameEncoder);
}

}  // namespace kinora::bindings
