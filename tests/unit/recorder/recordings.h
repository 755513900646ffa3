// Small recordings for the recorder's tests.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "catch_amalgamated.hpp"
#include "recorder/recorder.h"
#include "sink/memory_sink.h"
#include "unit/webm/ebml_walker.h"

namespace kinora::testing {

inline constexpr int kWidth = 64;
inline constexpr int kHeight = 49;
inline constexpr int64_t kFrameUs = 40'000;

inline RecorderConfig MakeConfig() {
  RecorderConfig config;
  config.encoder.width = kWidth;
  config.encoder.height = kHeight;
  config.encoder.bitrate = 500'000;
  config.encoder.frame_rate = 25;
  return config;
}

inline Recorder Create(const RecorderConfig& config, ByteSink& sink) {
  Result<Recorder> recorder = Recorder::Create(config, sink);
  if (!recorder) FAIL(recorder.error().message);
  return *std::move(recorder);
}

// A picture that changes from frame to frame, four bytes a pixel, rows of `stride` bytes.
inline std::vector<uint8_t> MakePixels(int frame, size_t stride = 4 * kWidth) {
  std::vector<uint8_t> pixels(stride * kHeight);
  for (size_t row = 0; row < kHeight; ++row) {
    for (size_t column = 0; column < kWidth; ++column) {
      uint8_t* pixel = &pixels[row * stride + 4 * column];
      pixel[0] = static_cast<uint8_t>(4 * column + 9 * static_cast<size_t>(frame));
      pixel[1] = static_cast<uint8_t>(5 * row);
      pixel[2] = static_cast<uint8_t>(column * row);
      pixel[3] = 255;
    }
  }
  return pixels;
}

inline FrameView View(const std::vector<uint8_t>& pixels) {
  return {.data = pixels.data(), .width = kWidth, .height = kHeight, .stride = 4 * kWidth};
}

inline Result<EncodedFrame> AddFrame(Recorder& recorder, int frame) {
  const std::vector<uint8_t> pixels = MakePixels(frame);
  return recorder.AddFrame(View(pixels), frame * kFrameUs, kFrameUs, false);
}

inline void AddFrames(Recorder& recorder, int first, int end) {
  for (int frame = first; frame < end; ++frame) {
    const Result<EncodedFrame> added = AddFrame(recorder, frame);
    if (!added) FAIL(added.error().message);
  }
}

inline std::vector<uint8_t> ToVector(std::span<const uint8_t> bytes) { return {bytes.begin(), bytes.end()}; }

// The file that `frames` frames of MakePixels give.
inline std::vector<uint8_t> RecordFile(const RecorderConfig& config, int frames) {
  MemorySink sink;
  Recorder recorder = Create(config, sink);
  AddFrames(recorder, 0, frames);
  REQUIRE(recorder.Finish(std::nullopt));
  return ToVector(sink.bytes());
}

// A file that is whole: the Segment's size is known and ends with the file, and it has its Cues and Duration.
inline void CheckWhole(std::span<const uint8_t> file, size_t frames) {
  const std::vector<Element> top = Walk(file);
  REQUIRE(top.size() == 2);
  CHECK(top[0].id == kEbml);
  const Element& segment = top[1];
  CHECK_FALSE(segment.unknown_size);
  CHECK(segment.end() == file.size());
  CHECK(segment.Has(kSeekHead));
  CHECK(segment.Has(kCues) == (frames > 0));
  for (const Element* cluster : segment.Children(kCluster)) CHECK_FALSE(cluster->unknown_size);
  CHECK(Blocks(segment).size() == frames);
}

}  // namespace kinora::testing
