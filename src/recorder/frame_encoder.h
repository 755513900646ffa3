// The first half of a frame's path: pixels, I420, packet.
#pragma once

#include <cstdint>
#include <optional>
#include <span>

#include "base/aligned_buffer.h"
#include "base/result.h"
#include "codec/packet.h"
#include "codec/video_encoder.h"
#include "frame/frame_view.h"
#include "frame/i420.h"

namespace kinora {

// What of the pictures is encoded.
enum class Channel : uint8_t {
  kColor,
  kAlpha,  // alpha as luma, 0 to 255 for 0 to 255, without colour: what WebM's BlockAdditions hold
  kBoth,  // the colours, and beside each frame its alpha in a BlockAddition; at half of the bitrate or the same quality
};

class FrameEncoder {
 public:
  // Allocates everything that a frame will need. Fails as VideoEncoder::Create.
  static Result<FrameEncoder> Create(const EncoderConfig& config, Channel channel);

  FrameEncoder(FrameEncoder&&) noexcept = default;
  FrameEncoder& operator=(FrameEncoder&&) noexcept = default;

  // A place for one frame's pixels, width * height * 4 bytes without padding, owned by the encoder and the same at each
  // call: whoever has the pixels writes them here once. Black and transparent at first.
  std::span<uint8_t> frame_slot() { return {slot_.data(), slot_.size()}; }

  // Encodes the picture that stands in the frame slot, as VideoEncoder::Encode, whose errors and packet it gives. With
  // Channel::kBoth the packet has the alpha channel's with it.
  Result<Packet> EncodeSlot(PixelFormat format, int64_t timestamp_us, int64_t duration_us, bool force_key_frame);

  // The same for a picture anywhere, of the config's size, else kInvalidArgument.
  Result<Packet> Encode(const FrameView& frame, int64_t timestamp_us, int64_t duration_us, bool force_key_frame);

  // From the next frame on, which is a key frame, encodes as one just created does, whatever came before: packets
  // depend on the frames since then alone. Timestamps may begin anew. `continues`: as EncoderConfig's. Fails as Create,
  // and is then as before.
  Status Restart(bool continues);

  // Takes effect with the next frame, and stays when it is restarted. Bits per second, 1,000 to 1e9.
  Status SetBitrate(double bitrate);

  // As VideoEncoder::ReduceEffort.
  Result<int> ReduceEffort(int steps);

  const EncoderConfig& config() const { return encoder_.config(); }
  Channel channel() const { return channel_; }

 private:
  // The second stream of Channel::kBoth.
  struct AlphaPath {
    VideoEncoder encoder;
    I420Frame i420;
  };
  static Result<AlphaPath> CreateAlphaPath(const EncoderConfig& config);

  FrameEncoder(VideoEncoder encoder, I420Frame i420, AlignedBuffer slot, Channel channel);

  Channel channel_;
  VideoEncoder encoder_;
  I420Frame i420_;
  AlignedBuffer slot_;
  std::optional<AlphaPath> alpha_;
};

}  // namespace kinora
