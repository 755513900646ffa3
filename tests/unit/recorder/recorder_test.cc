#include "recorder/recorder.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "catch_amalgamated.hpp"
#include "sink/callback_sink.h"
#include "sink/memory_sink.h"
#include "unit/recorder/recordings.h"
#include "unit/webm/ebml_walker.h"

namespace kinora {

using testing::AddFrame;
using testing::AddFrames;
using testing::Blocks;
using testing::CheckWhole;
using testing::Create;
using testing::Element;
using testing::kFrameUs;
using testing::kHeight;
using testing::kWidth;
using testing::MakeConfig;
using testing::MakePixels;
using testing::RecordFile;
using testing::ToVector;
using testing::View;
using testing::Walk;

TEST_CASE("Recorder makes a whole file with each frame in it once", "[recorder]") {
  RecorderConfig config = MakeConfig();
  config.encoder.codec = GENERATE(Codec::kVp8, Codec::kVp9);
  CAPTURE(static_cast<int>(config.encoder.codec));
  MemorySink sink;
  Recorder recorder = Create(config, sink);
  std::vector<EncodedFrame> added;
  for (int frame = 0; frame < 12; ++frame) {
    const Result<EncodedFrame> result = AddFrame(recorder, frame);
    REQUIRE(result);
    added.push_back(*result);
  }
  REQUIRE(recorder.Finish(std::nullopt));

  const std::span<const uint8_t> file = sink.bytes();
  REQUIRE(file.size() > 4);
  CHECK(ToVector(file.first(4)) == std::vector<uint8_t>{0x1A, 0x45, 0xDF, 0xA3});
  CheckWhole(file, 12);
  const std::vector<Element> top = Walk(file);
  const std::vector<testing::Block> blocks = Blocks(top[1]);
  REQUIRE(blocks.size() == added.size());
  for (size_t i = 0; i < blocks.size(); ++i) {
    CAPTURE(i);
    CHECK(blocks[i].time == static_cast<int64_t>(i) * kFrameUs / 1000);
    CHECK(blocks[i].payload.size() == added[i].size);
    CHECK(blocks[i].key_frame() == added[i].key_frame);
  }
  CHECK(added[0].key_frame);
  CHECK_FALSE(added[1].key_frame);
  const Element& info = top[1].Child(testing::kInfo);
  CHECK(info.Child(testing::kDuration).AsFloat() == 12 * kFrameUs / 1000);
}

TEST_CASE("Recorder puts each frame's alpha beside it", "[recorder]") {
  RecorderConfig config = MakeConfig();
  config.encoder.codec = GENERATE(Codec::kVp8, Codec::kVp9);
  config.encoder.key_frame_interval = 0.1;
  const std::vector<uint8_t> colour = RecordFile(config, 8);
  config.channel = Channel::kBoth;
  const std::vector<uint8_t> both = RecordFile(config, 8);
  config.channel = Channel::kAlpha;
  config.encoder.bitrate /= 2;
  const std::vector<uint8_t> alpha = RecordFile(config, 8);

  const std::vector<uint8_t> alpha_mode = {0x53, 0xC0, 0x81, 1};
  CHECK(std::ranges::search(both, alpha_mode).size() == 4);
  CHECK(std::ranges::search(colour, alpha_mode).empty());
  // First the block, then what is added to it.
  const std::vector<testing::Block> colours = Blocks(Walk(colour)[1]);
  const std::vector<testing::Block> alphas = Blocks(Walk(alpha)[1]);
  REQUIRE(colours.size() == 8);
  REQUIRE(alphas.size() == 8);
  std::span<const uint8_t> rest = both;
  for (size_t i = 0; i < 8; ++i) {
    for (const std::span<const uint8_t> payload : {colours[i].payload, alphas[i].payload}) {
      CAPTURE(i, payload.size());
      const auto found = std::ranges::search(rest, payload);
      REQUIRE(found.size() == payload.size());
      rest = rest.subspan(static_cast<size_t>(found.end() - rest.begin()));
    }
  }
}

TEST_CASE("Recorder makes the same bytes from the same frames", "[recorder]") {
  CHECK(RecordFile(MakeConfig(), 5) == RecordFile(MakeConfig(), 5));
  CHECK(RecordFile(MakeConfig(), 5) != RecordFile(MakeConfig(), 4));
}

TEST_CASE("Recorder takes frames from its slot as from anywhere", "[recorder]") {
  MemorySink sink;
  Recorder recorder = Create(MakeConfig(), sink);
  const std::span<uint8_t> slot = recorder.frame_slot();
  CHECK(slot.size() == 4 * kWidth * kHeight);
  CHECK(std::all_of(slot.begin(), slot.end(), [](uint8_t byte) { return byte == 0; }));
  for (int frame = 0; frame < 5; ++frame) {
    CHECK(recorder.frame_slot().data() == slot.data());
    std::vector<uint8_t> pixels = MakePixels(frame);
    const PixelFormat format = frame % 2 ? PixelFormat::kBgra : PixelFormat::kRgba;
    if (format == PixelFormat::kBgra) {
      for (size_t i = 0; i < pixels.size(); i += 4) std::swap(pixels[i], pixels[i + 2]);
    }
    std::copy(pixels.begin(), pixels.end(), slot.begin());
    REQUIRE(recorder.AddSlot(format, frame * kFrameUs, kFrameUs, false));
  }
  REQUIRE(recorder.Finish(std::nullopt));
  CHECK(ToVector(sink.bytes()) == RecordFile(MakeConfig(), 5));
}

TEST_CASE("Recorder takes pictures of any stride", "[recorder]") {
  MemorySink sink;
  Recorder recorder = Create(MakeConfig(), sink);
  constexpr ptrdiff_t kStride = 4 * kWidth + 5;
  for (int frame = 0; frame < 5; ++frame) {
    const std::vector<uint8_t> pixels = MakePixels(frame, kStride);
    FrameView view = View(pixels);
    view.stride = kStride;
    std::vector<uint8_t> flipped(pixels.size());
    if (frame % 2) {  // bottom up
      for (size_t row = 0; row < kHeight; ++row) {
        std::copy_n(&pixels[row * kStride], kStride, &flipped[(kHeight - 1 - row) * kStride]);
      }
      view.data = &flipped[(kHeight - 1) * kStride];
      view.stride = -kStride;
    }
    REQUIRE(recorder.AddFrame(view, frame * kFrameUs, kFrameUs, false));
  }
  REQUIRE(recorder.Finish(std::nullopt));
  CHECK(ToVector(sink.bytes()) == RecordFile(MakeConfig(), 5));
}

TEST_CASE("Recorder finishes a file without frames", "[recorder]") {
  MemorySink sink;
  Recorder recorder = Create(MakeConfig(), sink);
  REQUIRE(recorder.Finish(std::nullopt));
  CheckWhole(sink.bytes(), 0);
}

TEST_CASE("Recorder ends the file when told to", "[recorder]") {
  MemorySink sink;
  Recorder recorder = Create(MakeConfig(), sink);
  AddFrames(recorder, 0, 2);
  const Status refused = recorder.Finish(std::numeric_limits<int64_t>::max());
  REQUIRE_FALSE(refused);
  CHECK(refused.error().code == ErrorCode::kInvalidArgument);
  CHECK(refused.error().field == "end");
  AddFrames(recorder, 2, 3);
  REQUIRE(recorder.Finish(5'000'000));
  CheckWhole(sink.bytes(), 3);
  CHECK(Walk(sink.bytes())[1].Child(testing::kInfo).Child(testing::kDuration).AsFloat() == 5000);
}

TEST_CASE("Recorder makes key frames where it is told to, and states a constant frame rate", "[recorder]") {
  RecorderConfig config = MakeConfig();
  config.constant_frame_rate = GENERATE(false, true);
  MemorySink sink;
  Recorder recorder = Create(config, sink);
  AddFrames(recorder, 0, 3);
  const std::vector<uint8_t> pixels = MakePixels(3);
  const Result<EncodedFrame> forced = recorder.AddFrame(View(pixels), 3 * kFrameUs, kFrameUs, true);
  REQUIRE(forced);
  CHECK(forced->key_frame);
  REQUIRE(recorder.Finish(std::nullopt));
  const std::vector<Element> top = Walk(sink.bytes());
  const Element& track = top[1].Child(testing::kTracks).Child(testing::kTrackEntry);
  REQUIRE(track.Has(testing::kDefaultDuration) == config.constant_frame_rate);
  if (config.constant_frame_rate) CHECK(track.Child(testing::kDefaultDuration).AsUnsigned() == 40'000'000);
}

TEST_CASE("Recorder changes its bitrate while it runs", "[recorder]") {
  MemorySink sink;
  Recorder recorder = Create(MakeConfig(), sink);
  AddFrames(recorder, 0, 2);
  const Status refused = recorder.SetBitrate(-1);
  REQUIRE_FALSE(refused);
  CHECK(refused.error().field == "bitrate");
  CHECK(recorder.SetBitrate(2'000'000));
  AddFrames(recorder, 2, 4);
  REQUIRE(recorder.Finish(std::nullopt));
  CheckWhole(sink.bytes(), 4);
}

TEST_CASE("Recorder records live to a sink that cannot seek, each frame handed on when the call returns",
          "[recorder]") {
  RecorderConfig config = MakeConfig();
  config.layout = WebmLayout::kLive;
  std::vector<uint8_t> file;
  CallbackSink sink(
      [&](uint64_t position, std::span<const uint8_t> bytes) {
        if (position != file.size()) return false;
        file.insert(file.end(), bytes.begin(), bytes.end());
        return true;
      },
      /*seekable=*/false);
  Recorder recorder = Create(config, sink);
  CHECK(Walk(file)[1].Has(testing::kTracks));
  for (int frame = 0; frame < 6; ++frame) {
    REQUIRE(AddFrame(recorder, frame));
    CHECK(Blocks(Walk(file)[1]).size() == static_cast<size_t>(frame) + 1);
  }
  REQUIRE(recorder.Finish(std::nullopt));
  CHECK(Blocks(Walk(file)[1]).size() == 6);
}

TEST_CASE("Recorder hands each frame of a file on when the call returns", "[recorder]") {
  std::vector<uint8_t> file;
  CallbackSink sink(
      [&](uint64_t position, std::span<const uint8_t> bytes) {
        file.resize(std::max<size_t>(file.size(), position + bytes.size()));
        std::copy(bytes.begin(), bytes.end(), file.begin() + static_cast<ptrdiff_t>(position));
        return true;
      },
      /*seekable=*/true);
  Recorder recorder = Create(MakeConfig(), sink);
  for (int frame = 0; frame < 4; ++frame) {
    const size_t before = file.size();
    const Result<EncodedFrame> added = AddFrame(recorder, frame);
    REQUIRE(added);
    CHECK(file.size() >= before + added->size);
  }
  REQUIRE(recorder.Finish(std::nullopt));
  CHECK(file == RecordFile(MakeConfig(), 4));
}

}  // namespace kinora
