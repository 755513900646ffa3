// Bad input and sinks that give out.
#include <cmath>
#include <limits>

#include "catch_amalgamated.hpp"
#include "unit/webm/ebml_walker.h"
#include "unit/webm/packets.h"

namespace kinora::testing {
namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
constexpr double kInfinity = std::numeric_limits<double>::infinity();

void CheckError(const Status& status, ErrorCode code, const std::string& field, double value) {
  REQUIRE_FALSE(status.has_value());
  CHECK(status.error().code == code);
  CHECK(status.error().field == field);
  if (std::isnan(value)) {
    CHECK(std::isnan(status.error().value));
  } else {
    CHECK(status.error().value == value);
  }
  CHECK(status.error().message.find(field) != std::string::npos);
}

TEST_CASE("webm errors: a bad config names its field and nothing is written", "[webm]") {
  const auto check = [](auto change, const std::string& field, double value) {
    WebmConfig config = MakeWebmConfig();
    change(config);
    RecordingSink sink(true);
    CheckError(WriteAll(config, sink, {}), ErrorCode::kInvalidArgument, field, value);
    CHECK(sink.bytes.empty());
  };
  for (const int bad : {0, -1, 16384, std::numeric_limits<int>::min(), std::numeric_limits<int>::max()}) {
    check([bad](WebmConfig& config) { config.width = bad; }, "width", bad);
    check([bad](WebmConfig& config) { config.height = bad; }, "height", bad);
  }
  for (const double bad : {-1.0, 1000.5, kNan, kInfinity, -kInfinity}) {
    check([bad](WebmConfig& config) { config.constant_frame_rate = bad; }, "constant_frame_rate", bad);
  }
}

TEST_CASE("webm errors: a file needs a sink that can seek", "[webm]") {
  RecordingSink sink(false);
  CheckError(WriteAll(MakeWebmConfig(), sink, {}), ErrorCode::kInvalidArgument, "layout", 0);
  CHECK(sink.bytes.empty());
}

TEST_CASE("webm errors: a bad packet is refused and the writer goes on", "[webm]") {
  RecordingSink sink(true);
  auto writer = WebmWriter::Create(MakeWebmConfig(), sink);
  REQUIRE(writer);
  const std::vector<uint8_t> data = {1, 2, 3};
  CheckError(writer->Write({data, 0, 1000, false}), ErrorCode::kInvalidArgument, "key_frame", 0);
  REQUIRE(writer->Write({data, 1000, 1000, true}));
  const size_t size = sink.bytes.size();

  CheckError(writer->Write({data, 1000, 1000, false}), ErrorCode::kInvalidArgument, "timestamp", 1000);
  const Status back = writer->Write({data, 999, 1000, true});
  CheckError(back, ErrorCode::kInvalidArgument, "timestamp", 999);
  CHECK(back.error().message.find("1000") != std::string::npos);
  CheckError(writer->Write({data, -1, 1000, false}), ErrorCode::kInvalidArgument, "timestamp", -1);
  CheckError(writer->Write({data, std::numeric_limits<int64_t>::max(), 1000, false}), ErrorCode::kInvalidArgument,
             "timestamp", static_cast<double>(std::numeric_limits<int64_t>::max()));
  CheckError(writer->Write({data, 2000, -1, false}), ErrorCode::kInvalidArgument, "duration", -1);
  CheckError(writer->Write({data, 2000, std::numeric_limits<int64_t>::max(), false}), ErrorCode::kInvalidArgument,
             "duration", static_cast<double>(std::numeric_limits<int64_t>::max()));
  CheckError(writer->Write({{}, 2000, 1000, false}), ErrorCode::kInvalidArgument, "data", 0);
  CHECK(sink.bytes.size() == size);

  CheckError(writer->Finish(std::numeric_limits<int64_t>::max()), ErrorCode::kInvalidArgument, "end",
             static_cast<double>(std::numeric_limits<int64_t>::max()));
  REQUIRE(writer->Write({data, 2000, 1000, false}));
  REQUIRE(writer->Finish(std::nullopt));
  const auto file = Walk(sink.bytes);
  CHECK(Blocks(file[1]).size() == 2);
}

TEST_CASE("webm errors: the largest times are taken", "[webm]") {
  RecordingSink sink(true);
  const std::vector<uint8_t> data = {1};
  auto writer = WebmWriter::Create(MakeWebmConfig(), sink);
  REQUIRE(writer);
  REQUIRE(writer->Write({data, 0, kMaxTimestampUs, true}));
  REQUIRE(writer->Write({data, kMaxTimestampUs, kMaxTimestampUs, false}));
  REQUIRE(writer->Finish(std::nullopt));
  const auto file = Walk(sink.bytes);
  CHECK(Blocks(file[1])[1].time == 9'007'199'254'741);
}

TEST_CASE("webm errors: after Finish every call is refused and nothing changes", "[webm]") {
  RecordingSink sink(true);
  auto writer = WebmWriter::Create(MakeWebmConfig(), sink);
  REQUIRE(writer);
  REQUIRE(writer->Finish(std::nullopt));
  const auto before = sink.bytes;
  CheckError(writer->Finish(std::nullopt), ErrorCode::kInvalidState, "finish", 0);
  CheckError(writer->Write(MakePackets(1, 1000, 1)[0].view()), ErrorCode::kInvalidState, "write", 0);
  CHECK(sink.bytes == before);
}

TEST_CASE("webm errors: a sink that fails at any byte gives its own error and never a crash", "[webm]") {
  const auto layout = GENERATE(WebmLayout::kFile, WebmLayout::kLive);
  const auto packets = MakePackets(9, 33'333, 4);
  RecordingSink whole(true);
  REQUIRE(WriteAll(MakeWebmConfig(layout), whole, packets));

  for (uint64_t budget = 0; budget <= whole.bytes.size() + 200; ++budget) {
    RecordingSink sink(true);
    sink.FailAfter(budget);
    auto writer = WebmWriter::Create(MakeWebmConfig(layout), sink);
    if (!writer) {
      REQUIRE(writer.error().code == ErrorCode::kSinkFailed);
      continue;
    }
    Status status;
    for (size_t i = 0; i < packets.size() && status; ++i) status = writer->Write(packets[i].view());
    if (!status) {
      REQUIRE(status.error() == Error{ErrorCode::kSinkFailed, "disk", 28, "disk: it is full"});
      const size_t size = sink.bytes.size();
      REQUIRE(writer->Write(packets.back().view()).error() == status.error());  // for good: a frame is missing
      REQUIRE(sink.bytes.size() == size);
    }
    const bool full = !status.has_value();
    const Status finished = writer->Finish(std::nullopt);
    if (full) {
      REQUIRE(finished.error().code == ErrorCode::kSinkFailed);
    } else if (!finished) {
      REQUIRE(finished.error().code == ErrorCode::kSinkFailed);
    } else {
      REQUIRE(sink.bytes == whole.bytes);
    }
  }
}

TEST_CASE("webm errors: a sink that failed and works again still gets a finished file of the frames before", "[webm]") {
  const auto packets = MakePackets(9, 33'333, 4);
  RecordingSink whole(true);
  REQUIRE(WriteAll(MakeWebmConfig(), whole, packets));
  for (uint64_t budget = 400; budget < whole.bytes.size(); budget += 7) {
    RecordingSink sink(true);
    sink.FailAfter(budget);
    auto writer = WebmWriter::Create(MakeWebmConfig(), sink);
    REQUIRE(writer);
    std::vector<OwnedPacket> written;
    for (const OwnedPacket& packet : packets) {
      if (!writer->Write(packet.view())) break;
      written.push_back(packet);
    }
    sink.Recover();
    REQUIRE(writer->Finish(std::nullopt));
    RecordingSink expected(true);
    REQUIRE(WriteAll(MakeWebmConfig(), expected, written));
    // What the failed write left behind the Segment's end is not ours to cut off.
    REQUIRE(sink.bytes.size() >= expected.bytes.size());
    REQUIRE(std::equal(expected.bytes.begin(), expected.bytes.end(), sink.bytes.begin()));
  }
}

}  // namespace
}  // namespace kinora::testing
