// Moving pictures for the encoder's tests: a gradient, a square that wanders, and noise that cannot be predicted.
#pragma once

#include <cstdint>
#include <vector>

#include "codec/video_encoder.h"
#include "codec/vpx_interface.h"

namespace kinora::testing {

class Picture {
 public:
  // Planes with `padding` bytes after each row, filled with a value that must never be read as a picture.
  Picture(int width, int height, int padding = 0)
      : chroma_width_((width + 1) / 2),
        chroma_height_((height + 1) / 2),
        y_(static_cast<size_t>((width + padding) * height), 0xEE),
        u_(static_cast<size_t>((chroma_width_ + padding) * chroma_height_), 0xEE),
        v_(u_) {
    view_ = {y_.data(), u_.data(), v_.data(), width + padding, chroma_width_ + padding, chroma_width_ + padding,
             width,     height};
  }

  const I420View& view() const { return view_; }

  void Draw(int frame, bool noise = false) {
    uint32_t random = 99u + static_cast<uint32_t>(frame);
    for (int row = 0; row < view_.height; ++row) {
      for (int column = 0; column < view_.width; ++column) {
        random = random * 1664525 + 1013904223;
        const bool square = column / 16 == frame % 5 && row / 16 == frame % 3;
        const int value = noise ? static_cast<int>(random >> 24) : square ? 220 : 40 + (column + row + frame) % 100;
        view_.y[row * view_.stride_y + column] = static_cast<uint8_t>(value);
      }
    }
    for (int row = 0; row < chroma_height_; ++row) {
      for (int column = 0; column < chroma_width_; ++column) {
        view_.u[row * view_.stride_u + column] = static_cast<uint8_t>(100 + (column + frame) % 50);
        view_.v[row * view_.stride_v + column] = static_cast<uint8_t>(150 - (row + frame) % 50);
      }
    }
  }

 private:
  int chroma_width_;
  int chroma_height_;
  std::vector<uint8_t> y_;
  std::vector<uint8_t> u_;
  std::vector<uint8_t> v_;
  I420View view_;
};

inline EncoderConfig MakeEncoderConfig(Codec codec, int width = 64, int height = 48) {
  EncoderConfig config;
  config.codec = codec;
  config.width = width;
  config.height = height;
  config.bitrate = 300'000;
  return config;
}

// The codecs of this build: a test that runs for each is complete in each module.
inline std::vector<Codec> BuiltCodecs() {
  std::vector<Codec> codecs;
  for (const Codec codec : {Codec::kVp8, Codec::kVp9}) {
    if (VpxInterface(codec)) codecs.push_back(codec);
  }
  return codecs;
}

// What the bitstream itself says. VP8: RFC 6386, 9.1, bit 0 of the frame tag. VP9: bitstream specification, 6.2,
// frame_marker (2 bits), two profile bits, show_existing_frame, frame_type.
inline bool IsKeyFrameInBitstream(Codec codec, std::span<const uint8_t> data) {
  if (codec == Codec::kVp8) return (data[0] & 1) == 0;
  return (data[0] & 0xC0) == 0x80 && (data[0] & 0x08) == 0 && (data[0] & 0x04) == 0;
}

// The picture's size as a key frame's header has it.
inline std::pair<int, int> SizeInBitstream(Codec codec, std::span<const uint8_t> data) {
  if (codec == Codec::kVp8) return {(data[6] | data[7] << 8) & 0x3FFF, (data[8] | data[9] << 8) & 0x3FFF};
  // Profile 0: 8 bits of flags, a sync code of 24, color_space 3 and color_range 1, then 16 bits each, minus one.
  const auto bits = [&data](size_t first, int count) {
    int value = 0;
    for (size_t i = first; i < first + static_cast<size_t>(count); ++i)
      value = value << 1 | (data[i / 8] >> (7 - i % 8) & 1);
    return value;
  };
  return {bits(36, 16) + 1, bits(52, 16) + 1};
}

}  // namespace kinora::testing
