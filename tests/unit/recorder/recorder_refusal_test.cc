// What a recorder refuses, and that a refusal changes nothing.
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "catch_amalgamated.hpp"
#include "recorder/recorder.h"
#include "sink/memory_sink.h"
#include "unit/recorder/recordings.h"
#include "unit/webm/sinks.h"

namespace kinora {

using testing::AddFrame;
using testing::AddFrames;
using testing::Create;
using testing::kFrameUs;
using testing::kHeight;
using testing::kWidth;
using testing::MakeConfig;
using testing::MakePixels;
using testing::RecordFile;
using testing::RecordingSink;
using testing::ToVector;
using testing::View;

TEST_CASE("Recorder names the config's field that is out of range", "[recorder]") {
  struct Bad {
    const char* field;
    double value;
    void (*set)(RecorderConfig&);
  };
  constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
  const Bad bad = GENERATE_COPY(
      Bad{"width", 0, [](RecorderConfig& config) { config.encoder.width = 0; }},
      Bad{"width", 16384, [](RecorderConfig& config) { config.encoder.width = 16384; }},
      Bad{"height", -1, [](RecorderConfig& config) { config.encoder.height = -1; }},
      Bad{"bitrate", 0, [](RecorderConfig& config) { config.encoder.bitrate = 0; }},
      Bad{"bitrate", kNan, [](RecorderConfig& config) { config.encoder.bitrate = kNan; }},
      Bad{"frame_rate", 0, [](RecorderConfig& config) { config.encoder.frame_rate = 0; }},
      Bad{"frame_rate", 1001, [](RecorderConfig& config) { config.encoder.frame_rate = 1001; }},
      Bad{"key_frame_interval", -1, [](RecorderConfig& config) { config.encoder.key_frame_interval = -1; }});
  CAPTURE(bad.field, bad.value);
  RecorderConfig config = MakeConfig();
  bad.set(config);
  MemorySink sink;
  const Result<Recorder> recorder = Recorder::Create(config, sink);
  REQUIRE_FALSE(recorder);
  CHECK(recorder.error().code == ErrorCode::kInvalidArgument);
  CHECK(recorder.error().field == bad.field);
  CHECK((recorder.error().value == bad.value || bad.value != bad.value));
  CHECK_THAT(recorder.error().message, Catch::Matchers::StartsWith(std::string(bad.field) + " must be "));
  CHECK(sink.bytes().empty());
}

TEST_CASE("Recorder refuses a file layout on a sink that cannot seek", "[recorder]") {
  RecordingSink sink(false);
  const Result<Recorder> recorder = Recorder::Create(MakeConfig(), sink);
  REQUIRE_FALSE(recorder);
  CHECK(recorder.error().code == ErrorCode::kInvalidArgument);
  CHECK(recorder.error().field == "layout");
  CHECK(sink.bytes.empty());
}

TEST_CASE("Recorder refuses a bad frame, and is as if it had not been asked", "[recorder]") {
  MemorySink sink;
  Recorder recorder = Create(MakeConfig(), sink);
  AddFrames(recorder, 0, 3);

  const std::vector<uint8_t> pixels = MakePixels(99);
  const auto refused = [&](const FrameView& frame, int64_t timestamp_us, int64_t duration_us) {
    const size_t size = sink.bytes().size();
    const Result<EncodedFrame> added = recorder.AddFrame(frame, timestamp_us, duration_us, true);
    REQUIRE_FALSE(added);
    CHECK(added.error().code == ErrorCode::kInvalidArgument);
    CHECK(sink.bytes().size() == size);
    return added.error();
  };
  constexpr int64_t kNext = 3 * kFrameUs;

  FrameView frame = View(pixels);
  frame.width = kWidth - 1;
  CHECK(refused(frame, kNext, kFrameUs).message == "width must be the recording's, 64 pixels, got 63");
  frame = View(pixels);
  frame.height = kHeight + 1;
  CHECK(refused(frame, kNext, kFrameUs).message == "height must be the recording's, 49 pixels, got 50");
  frame = View(pixels);
  frame.data = nullptr;
  CHECK(refused(frame, kNext, kFrameUs).field == "data");
  for (const ptrdiff_t stride : {ptrdiff_t{0}, ptrdiff_t{255}, ptrdiff_t{-255}}) {
    frame = View(pixels);
    frame.stride = stride;
    CHECK(refused(frame, kNext, kFrameUs).message ==
          "stride must be at least a row of 256 bytes, up or down, got " + std::to_string(stride));
  }
  CHECK(refused(View(pixels), 2 * kFrameUs, kFrameUs).field == "timestamp");
  CHECK(refused(View(pixels), -1, kFrameUs).field == "timestamp");
  CHECK(refused(View(pixels), kNext, 0).field == "duration");
  CHECK(refused(View(pixels), kNext, -5).field == "duration");

  AddFrames(recorder, 3, 6);
  REQUIRE(recorder.Finish(std::nullopt));
  CHECK(ToVector(sink.bytes()) == RecordFile(MakeConfig(), 6));
}

TEST_CASE("Recorder is closed once it has finished", "[recorder]") {
  MemorySink sink;
  Recorder recorder = Create(MakeConfig(), sink);
  AddFrames(recorder, 0, 2);
  REQUIRE(recorder.Finish(std::nullopt));
  const std::vector<uint8_t> file = ToVector(sink.bytes());

  const auto check = [](const Error& error, const char* step) {
    CHECK(error == Error{ErrorCode::kInvalidState, step, 0, std::string(step) + ": the recording is finished"});
  };
  const Result<EncodedFrame> added = AddFrame(recorder, 2);
  REQUIRE_FALSE(added);
  check(added.error(), "add_frame");
  const Result<EncodedFrame> slot = recorder.AddSlot(PixelFormat::kRgba, 2 * kFrameUs, kFrameUs, false);
  REQUIRE_FALSE(slot);
  check(slot.error(), "add_frame");
  const Status bitrate = recorder.SetBitrate(100'000);
  REQUIRE_FALSE(bitrate);
  check(bitrate.error(), "set_bitrate");
  const Status finished = recorder.Finish(std::nullopt);
  REQUIRE_FALSE(finished);
  check(finished.error(), "finish");
  CHECK(ToVector(sink.bytes()) == file);
}

}  // namespace kinora
