#include "sink/callback_sink.h"

#include <cstdint>
#include <random>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "catch_amalgamated.hpp"

namespace kinora {
namespace {

constexpr bool kSeekable = true;

std::span<const uint8_t> Bytes(std::string_view text) {
  return {reinterpret_cast<const uint8_t*>(text.data()), text.size()};
}

// What was handed on, call by call, and the file it makes.
struct Received {
  std::vector<std::pair<uint64_t, std::string>> calls;
  bool refuses = false;

  CallbackSink::Receiver receiver() {
    return [this](uint64_t position, std::span<const uint8_t> bytes) {
      if (refuses) return false;
      calls.emplace_back(position, std::string(bytes.begin(), bytes.end()));
      return true;
    };
  }

  std::string File() const {
    std::string file;
    for (const auto& [position, bytes] : calls) {
      REQUIRE(position <= file.size());
      file.replace(position, bytes.size(), bytes);
    }
    return file;
  }
};

using Calls = std::vector<std::pair<uint64_t, std::string>>;

}  // namespace

TEST_CASE("CallbackSink gathers writes until it is flushed", "[sink]") {
  Received received;
  CallbackSink sink(received.receiver(), kSeekable);
  REQUIRE(sink.Write(Bytes("one ")));
  REQUIRE(sink.Write({}));
  REQUIRE(sink.Write(Bytes("two ")));
  CHECK(sink.position() == 8);
  CHECK(received.calls.empty());
  REQUIRE(sink.Flush());
  CHECK(received.calls == Calls{{0, "one two "}});
  REQUIRE(sink.Flush());
  CHECK(received.calls.size() == 1);
  REQUIRE(sink.Write(Bytes("three")));
  REQUIRE(sink.Flush());
  CHECK(received.calls == Calls{{0, "one two "}, {8, "three"}});
  CHECK(sink.position() == 13);
}

TEST_CASE("CallbackSink holds no more than its bound", "[sink]") {
  Received received;
  CallbackSink sink(received.receiver(), kSeekable);
  const std::string full(CallbackSink::kGathered, 'x');
  REQUIRE(sink.Write(Bytes(full)));
  CHECK(received.calls.empty());
  REQUIRE(sink.Write(Bytes("y")));
  CHECK(received.calls == Calls{{0, full}});
  CHECK(sink.position() == CallbackSink::kGathered + 1);
  REQUIRE(sink.Flush());
  CHECK(received.File() == full + "y");
}

TEST_CASE("CallbackSink passes a large write straight on, after what came before", "[sink]") {
  Received received;
  CallbackSink sink(received.receiver(), kSeekable);
  const std::string large(CallbackSink::kGathered + 1, 'z');
  REQUIRE(sink.Write(Bytes("first")));
  REQUIRE(sink.Write(Bytes(large)));
  CHECK(received.calls == Calls{{0, "first"}, {5, large}});
  CHECK(sink.position() == 5 + large.size());
}

TEST_CASE("CallbackSink goes back to patch and on at the end", "[sink]") {
  Received received;
  CallbackSink sink(received.receiver(), kSeekable);
  CHECK(sink.seekable());
  REQUIRE(sink.Write(Bytes("header .... frames")));
  REQUIRE(sink.SetPosition(7));
  CHECK(received.calls.size() == 1);
  CHECK(sink.position() == 7);
  REQUIRE(sink.Write(Bytes("1234")));
  REQUIRE(sink.SetPosition(18));
  REQUIRE(sink.Write(Bytes(" cues")));
  REQUIRE(sink.Flush());
  CHECK(received.calls == Calls{{0, "header .... frames"}, {7, "1234"}, {18, " cues"}});
  CHECK(received.File() == "header 1234 frames cues");
}

TEST_CASE("CallbackSink stays where it is without a call", "[sink]") {
  Received received;
  CallbackSink sink(received.receiver(), false);
  REQUIRE(sink.Write(Bytes("abc")));
  CHECK(sink.SetPosition(3));
  CHECK(received.calls.empty());
}

TEST_CASE("CallbackSink refuses a position beyond its end", "[sink]") {
  Received received;
  CallbackSink sink(received.receiver(), kSeekable);
  REQUIRE(sink.Write(Bytes("abcdef")));
  REQUIRE(sink.SetPosition(2));
  const Status status = sink.SetPosition(7);
  REQUIRE_FALSE(status);
  CHECK(status.error() ==
        Error{ErrorCode::kInvalidArgument, "position", 7, "position must be at most the file's size, 6, got 7"});
  CHECK(sink.position() == 2);
  CHECK(sink.SetPosition(6));
}

TEST_CASE("CallbackSink that cannot seek refuses every other position", "[sink]") {
  Received received;
  CallbackSink sink(received.receiver(), false);
  CHECK_FALSE(sink.seekable());
  REQUIRE(sink.Write(Bytes("abc")));
  for (const uint64_t position : {uint64_t{0}, uint64_t{2}, uint64_t{4}}) {
    const Status status = sink.SetPosition(position);
    REQUIRE_FALSE(status);
    CHECK(status.error() == Error{ErrorCode::kInvalidState, "position", static_cast<double>(position),
                                  "position must be 3 in a sink that cannot seek, got " + std::to_string(position)});
  }
  REQUIRE(sink.Write(Bytes("def")));
  REQUIRE(sink.Flush());
  CHECK(received.File() == "abcdef");
}

TEST_CASE("CallbackSink names the position that was refused", "[sink]") {
  Received received;
  CallbackSink sink(received.receiver(), kSeekable);
  REQUIRE(sink.Write(Bytes("taken")));
  REQUIRE(sink.Flush());
  received.refuses = true;
  REQUIRE(sink.Write(Bytes("refused")));
  const Error wanted = {ErrorCode::kSinkFailed, "sink", 5, "sink: the receiver refused 7 bytes for position 5"};

  const Status flushed = sink.Flush();
  REQUIRE_FALSE(flushed);
  CHECK(flushed.error() == wanted);
  const Status moved = sink.SetPosition(0);
  REQUIRE_FALSE(moved);
  CHECK(moved.error() == wanted);
  CHECK(sink.position() == 12);
  const Status written = sink.Write(Bytes(std::string(CallbackSink::kGathered, 'x')));
  REQUIRE_FALSE(written);
  CHECK(written.error() == wanted);
  CHECK(sink.position() == 12);
}

TEST_CASE("CallbackSink offers refused bytes again, without a gap", "[sink]") {
  Received received;
  CallbackSink sink(received.receiver(), kSeekable);
  const std::string large(CallbackSink::kGathered + 1, 'z');
  received.refuses = true;
  REQUIRE(sink.Write(Bytes("first ")));
  REQUIRE_FALSE(sink.Flush());
  REQUIRE_FALSE(sink.Write(Bytes(large)));
  received.refuses = false;
  REQUIRE(sink.Write(Bytes("second")));
  REQUIRE(sink.Flush());
  CHECK(received.File() == "first second");
}

TEST_CASE("CallbackSink makes the file that any mix of calls asks for", "[sink]") {
  std::mt19937 random(5);
  Received received;
  CallbackSink sink(received.receiver(), kSeekable);
  std::string wanted;
  size_t position = 0;
  for (int i = 0; i < 500; ++i) {
    const std::string piece(random() % (i % 50 ? 3'000 : 150'000), static_cast<char>('a' + random() % 26));
    REQUIRE(sink.Write(Bytes(piece)));
    wanted.replace(position, piece.size(), piece);
    position += piece.size();
    if (random() % 8 == 0) {
      position = random() % (wanted.size() + 1);
      REQUIRE(sink.SetPosition(position));
    }
    if (random() % 16 == 0) REQUIRE(sink.Flush());
    REQUIRE(sink.position() == position);
  }
  REQUIRE(sink.Flush());
  CHECK(received.File() == wanted);
}

}  // namespace kinora
