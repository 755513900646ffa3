// A recorder whose bytes are refused.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "catch_amalgamated.hpp"
#include "recorder/recorder.h"
#include "sink/callback_sink.h"
#include "unit/recorder/recordings.h"
#include "unit/webm/sinks.h"

namespace kinora {

using testing::AddFrame;
using testing::AddFrames;
using testing::CheckWhole;
using testing::Create;
using testing::MakeConfig;
using testing::RecordFile;
using testing::RecordingSink;

TEST_CASE("Recorder reports a sink that fails at any byte, and goes no further", "[recorder]") {
  RecorderConfig config = MakeConfig();
  config.layout = GENERATE(WebmLayout::kFile, WebmLayout::kLive);
  const std::vector<uint8_t> whole = RecordFile(config, 4);
  for (uint64_t budget = 0; budget < whole.size(); budget += budget < 700 ? 1 : 37) {
    CAPTURE(budget);
    RecordingSink sink(config.layout == WebmLayout::kFile);
    sink.FailAfter(budget);
    Result<Recorder> recorder = Recorder::Create(config, sink);
    if (!recorder) {
      REQUIRE(recorder.error().code == ErrorCode::kSinkFailed);
      continue;
    }
    std::optional<Error> failure;
    for (int frame = 0; frame < 4; ++frame) {
      const Result<EncodedFrame> added = AddFrame(*recorder, frame);
      if (failure) {
        REQUIRE_FALSE(added);
        REQUIRE(added.error() == *failure);
      } else if (!added) {
        REQUIRE(added.error().code == ErrorCode::kSinkFailed);
        failure = added.error();
      }
    }
    const Status finished = recorder->Finish(std::nullopt);
    REQUIRE((failure || !finished));
    if (!finished) REQUIRE(finished.error().code == ErrorCode::kSinkFailed);
    REQUIRE(recorder->Finish(std::nullopt).error().code == ErrorCode::kInvalidState);
  }
}

TEST_CASE("Recorder finishes the file with the frames it has when the sink recovers", "[recorder]") {
  RecordingSink sink(true);
  Recorder recorder = Create(MakeConfig(), sink);
  AddFrames(recorder, 0, 3);
  sink.FailAfter(5);
  const Result<EncodedFrame> failed = AddFrame(recorder, 3);
  REQUIRE_FALSE(failed);
  CHECK(failed.error() == Error{ErrorCode::kSinkFailed, "disk", 28, "disk: it is full"});
  sink.Recover();
  const Result<EncodedFrame> after = AddFrame(recorder, 4);
  REQUIRE_FALSE(after);
  CHECK(after.error() == failed.error());
  REQUIRE(recorder.Finish(std::nullopt));
  CheckWhole(std::span(sink.bytes).first(static_cast<size_t>(sink.position())), 3);
}

TEST_CASE("Recorder loses nothing when a receiver refuses once", "[recorder]") {
  std::vector<uint8_t> file;
  bool refuses = false;
  CallbackSink sink(
      [&](uint64_t position, std::span<const uint8_t> bytes) {
        if (refuses) return false;
        file.resize(std::max<size_t>(file.size(), position + bytes.size()));
        std::copy(bytes.begin(), bytes.end(), file.begin() + static_cast<ptrdiff_t>(position));
        return true;
      },
      /*seekable=*/true);
  Recorder recorder = Create(MakeConfig(), sink);
  AddFrames(recorder, 0, 3);
  refuses = true;
  const Result<EncodedFrame> failed = AddFrame(recorder, 3);
  REQUIRE_FALSE(failed);
  CHECK(failed.error().code == ErrorCode::kSinkFailed);
  CHECK(failed.error().value == static_cast<double>(file.size()));
  refuses = false;
  const Result<EncodedFrame> after = AddFrame(recorder, 4);
  REQUIRE_FALSE(after);
  CHECK(after.error() == failed.error());
  REQUIRE(recorder.Finish(std::nullopt));
  CHECK(file == RecordFile(MakeConfig(), 4));
}

TEST_CASE("Recorder offers what is left once more when the end of the file was refused", "[recorder]") {
  std::vector<uint64_t> taken;
  std::optional<uint64_t> refused;
  bool refuses = false;
  CallbackSink sink(
      [&](uint64_t position, std::span<const uint8_t>) {
        if (!std::exchange(refuses, false)) {
          taken.push_back(position);
          return true;
        }
        refused = position;
        return false;
      },
      /*seekable=*/true);
  Recorder recorder = Create(MakeConfig(), sink);
  AddFrames(recorder, 0, 3);
  refuses = true;
  const Status finished = recorder.Finish(std::nullopt);
  REQUIRE_FALSE(finished);
  REQUIRE(refused);
  CHECK(finished.error().code == ErrorCode::kSinkFailed);
  CHECK(finished.error().value == static_cast<double>(*refused));
  CHECK(taken.back() == *refused);
}

}  // namespace kinora
