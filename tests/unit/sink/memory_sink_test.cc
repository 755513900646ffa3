#include "sink/memory_sink.h"

#include <cstdint>
#include <limits>
#include <random>
#include <span>
#include <string_view>
#include <vector>

#include "catch_amalgamated.hpp"

namespace kinora {
namespace {

std::span<const uint8_t> Bytes(std::string_view text) {
  return {reinterpret_cast<const uint8_t*>(text.data()), text.size()};
}

std::string_view Text(const MemorySink& sink) {
  return {reinterpret_cast<const char*>(sink.bytes().data()), sink.bytes().size()};
}

}  // namespace

TEST_CASE("MemorySink starts empty", "[sink]") {
  MemorySink sink;
  CHECK(sink.seekable());
  CHECK(sink.position() == 0);
  CHECK(sink.bytes().empty());
  CHECK(sink.Flush());
  CHECK(sink.SetPosition(0));
  CHECK(sink.Write({}));
  CHECK(sink.bytes().empty());
}

TEST_CASE("MemorySink patches what was written and goes on at the end", "[sink]") {
  MemorySink sink;
  REQUIRE(sink.Write(Bytes("header ....")));
  REQUIRE(sink.Write(Bytes(" frames")));
  REQUIRE(sink.SetPosition(7));
  CHECK(sink.position() == 7);
  REQUIRE(sink.Write(Bytes("1234")));
  CHECK(sink.position() == 11);
  CHECK(Text(sink) == "header 1234 frames");
  REQUIRE(sink.SetPosition(18));
  REQUIRE(sink.Write(Bytes(" cues")));
  CHECK(Text(sink) == "header 1234 frames cues");
}

TEST_CASE("MemorySink grows when a patch runs over the end", "[sink]") {
  MemorySink sink;
  REQUIRE(sink.Write(Bytes("abcd")));
  REQUIRE(sink.SetPosition(2));
  REQUIRE(sink.Write(Bytes("XYZ!")));
  CHECK(Text(sink) == "abXYZ!");
  CHECK(sink.position() == 6);
}

TEST_CASE("MemorySink refuses a position beyond its end", "[sink]") {
  MemorySink sink;
  REQUIRE(sink.Write(Bytes("abc")));
  const Status status = sink.SetPosition(4);
  REQUIRE_FALSE(status);
  CHECK(status.error() ==
        Error{ErrorCode::kInvalidArgument, "position", 4, "position must be at most the file's size, 3, got 4"});
  CHECK(sink.position() == 3);
}

TEST_CASE("MemorySink keeps every byte while it grows", "[sink]") {
  std::mt19937 random(3);
  MemorySink sink;
  std::vector<uint8_t> wanted;
  while (wanted.size() < 1'000'000) {
    std::vector<uint8_t> piece(random() % 30'000);
    for (uint8_t& byte : piece) byte = static_cast<uint8_t>(random());
    REQUIRE(sink.Write(piece));
    wanted.insert(wanted.end(), piece.begin(), piece.end());
  }
  CHECK(sink.position() == wanted.size());
  CHECK(std::vector<uint8_t>(sink.bytes().begin(), sink.bytes().end()) == wanted);
}

TEST_CASE("MemorySink says so when there is no memory, and keeps what it has", "[sink]") {
  MemorySink sink;
  REQUIRE(sink.Write(Bytes("kept")));
  // Sizes that no machine has, so that the bytes are never looked at.
  std::vector<size_t> sizes = {std::numeric_limits<size_t>::max(), std::numeric_limits<ptrdiff_t>::max()};
  // With 64-bit addresses also one that gets as far as the allocation.
  if (sizeof(size_t) == 8) sizes.push_back(std::numeric_limits<ptrdiff_t>::max() - 4);
  for (const size_t size : sizes) {
    CAPTURE(size);
    const Status status = sink.Write({sink.bytes().data(), size});
    REQUIRE_FALSE(status);
    CHECK(status.error().code == ErrorCode::kOutOfMemory);
    CHECK(status.error().field == "sink");
    CHECK(status.error().value == static_cast<double>(size) + 4);
    CHECK_THAT(status.error().message, Catch::Matchers::StartsWith("sink: no memory for a file of "));
  }
  CHECK(sink.position() == 4);
  CHECK(Text(sink) == "kept");
  REQUIRE(sink.Write(Bytes(" and more")));
  CHECK(Text(sink) == "kept and more");
}

}  // namespace kinora
