// Sound beside the pictures: its track, and the order of both in the file.
#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <utility>

#include "catch_amalgamated.hpp"
#include "sink/memory_sink.h"
#include "unit/webm/ebml_walker.h"
#include "unit/webm/films.h"
#include "unit/webm/linting.h"

namespace kinora::testing {
namespace {

constexpr int64_t kSoundStep = 20'000;  // microseconds that a packet lasts

// Fullband CELT, one frame of 20 ms (RFC 6716, table 2: configuration 31), and the packet's number.
Bytes MakeSound(int index) { return {0xF8, static_cast<uint8_t>(index), static_cast<uint8_t>(index >> 8), 0x5A}; }

// A film as its packets come: the writer is told all of both tracks up to each time, sound `lag_us` later.
struct Arrival {
  int64_t time_us = 0;
  bool sound = false;
  int index = 0;
};

std::vector<Arrival> Arrivals(int frames, int64_t interval_us, int sounds, int64_t lag_us) {
  std::vector<Arrival> arrivals;
  for (int i = 0; i < frames; ++i) arrivals.push_back({i * interval_us, false, i});
  for (int i = 0; i < sounds; ++i) arrivals.push_back({i * kSoundStep + lag_us, true, i});
  std::ranges::sort(arrivals, {}, [](const Arrival& arrival) { return std::pair(arrival.time_us, arrival.sound); });
  return arrivals;
}

WebmConfig WithSound(WebmLayout layout, int channels = 2) {
  WebmConfig config = MakeWebmConfig(layout);
  config.audio_channels = channels;
  return config;
}

Status WriteFrame(WebmWriter& writer, int index, int64_t interval_us, int key_interval = 10) {
  const bool key_frame = index % key_interval == 0;
  const Bytes frame = MakeFrame(Codec::kVp8, key_frame, 300, static_cast<uint32_t>(index));
  return writer.Write({frame, index * interval_us, interval_us, key_frame});
}

TEST_CASE("webm audio: the track is Opus as RFC 7845 has it", "[webm][audio]") {
  const int channels = GENERATE(1, 2);
  MemorySink sink;
  auto writer = WebmWriter::Create(WithSound(WebmLayout::kFile, channels), sink);
  REQUIRE(writer);
  REQUIRE(writer->Finish(std::nullopt));
  const auto file = Walk(sink.bytes());
  const auto tracks = file[1].Child(kTracks).Children(kTrackEntry);
  REQUIRE(tracks.size() == 2);
  const Element& track = *tracks[1];
  CHECK(track.Child(kTrackNumber).AsUnsigned() == 2);
  CHECK(track.Child(kTrackType).AsUnsigned() == 2);
  CHECK(track.Child(kCodecId).AsText() == "A_OPUS");
  CHECK(track.Child(kCodecDelay).AsUnsigned() == 6'500'000);
  CHECK(track.Child(kSeekPreRoll).AsUnsigned() == 80'000'000);
  CHECK(track.Child(kAudio).Child(kChannels).AsUnsigned() == static_cast<uint64_t>(channels));
  const Bytes head = {'O',  'p',  'u',  's',  'H', 'e', 'a', 'd', 1, static_cast<uint8_t>(channels),
                      0x38, 0x01, 0x80, 0xBB, 0,   0,   0,   0,   0};
  CHECK(std::ranges::equal(track.Child(kCodecPrivate).data, head));
}

TEST_CASE("webm audio: both tracks are in the order of time, however they come", "[webm][audio]") {
  const auto layout = GENERATE(WebmLayout::kFile, WebmLayout::kLive);
  const int64_t lag_us = GENERATE(-900'000, -5'000, 0, 47'000, 400'000, 900'000);
  INFO("sound comes " << lag_us << " us later");
  MemorySink sink;
  auto writer = WebmWriter::Create(WithSound(layout), sink);
  REQUIRE(writer);
  for (const Arrival& arrival : Arrivals(120, 33'333, 200, lag_us)) {
    if (arrival.sound) {
      REQUIRE(writer->WriteAudio(MakeSound(arrival.index), arrival.index * kSoundStep));
    } else {
      REQUIRE(WriteFrame(*writer, arrival.index, 33'333, 30));
    }
  }
  REQUIRE(writer->Finish(std::nullopt));
  CHECK(Lint(sink.bytes()) == std::set<int>{});

  const auto file = Walk(sink.bytes());
  const auto blocks = Blocks(file[1]);
  CHECK(blocks.size() == 320);
  CHECK(std::ranges::is_sorted(blocks, {}, &Block::time));
  std::map<uint64_t, int> seen;
  for (const Block& block : blocks) {
    const int index = seen[block.track]++;
    CHECK(block.time == (index * (block.track == 1 ? 33'333 : kSoundStep) + 500) / 1000);
    if (block.track == 2) CHECK(std::ranges::equal(block.payload, MakeSound(index)));
  }
  CHECK(file[1].Children(kCluster).size() == 4);
  if (layout == WebmLayout::kFile) {
    CHECK(file[1].Child(kInfo).Child(kDuration).AsFloat() == 4000);
    CHECK(file[1].Child(kCues).children.size() == 4);
  }
}

TEST_CASE("webm audio: a track that falls silent keeps the other waiting for a second at most", "[webm][audio]") {
  const bool sound_stops = GENERATE(true, false);
  MemorySink sink;
  auto writer = WebmWriter::Create(WithSound(WebmLayout::kLive), sink);
  REQUIRE(writer);
  // Two seconds of both, then twenty of one alone, then both again, late.
  const auto write = [&](bool sound, int index) {
    if (sound) REQUIRE(writer->WriteAudio(MakeSound(index), index * kSoundStep));
    if (!sound) REQUIRE(WriteFrame(*writer, index, kSoundStep, 50));
  };
  for (int i = 0; i < 1100; ++i) {
    if (i < 100 || !sound_stops) write(true, i);
    if (i < 100 || sound_stops) write(false, i);
    const auto file = Walk(sink.bytes());
    const auto blocks = Blocks(file[1]);
    if (i > 200) REQUIRE(blocks.size() + 51 >= static_cast<size_t>(100 + i));
  }
  write(sound_stops, 500);
  write(!sound_stops, 1100);
  write(sound_stops, 1100);
  REQUIRE(writer->Finish(std::nullopt));
  const auto film = Walk(sink.bytes());
  const auto blocks = Blocks(film[1]);
  CHECK(blocks.size() == 1203);
  // What came too late is moved on to where the file is.
  CHECK(std::ranges::all_of(blocks, [](const Block& block) { return block.offset >= 0; }));
  CHECK(Lint(sink.bytes()) == std::set<int>{});
}

TEST_CASE("webm audio: what is wrong is refused and changes nothing", "[webm][audio]") {
  MemorySink sink;
  auto writer = WebmWriter::Create(WithSound(WebmLayout::kFile), sink);
  REQUIRE(writer);
  REQUIRE(writer->WriteAudio(MakeSound(0), 40'000));
  const auto refuse = [&](const Bytes& data, int64_t time, const std::string& field) {
    const Status status = writer->WriteAudio(data, time);
    REQUIRE_FALSE(status);
    CHECK(status.error().code == ErrorCode::kInvalidArgument);
    CHECK(status.error().field == field);
  };
  refuse({}, 60'000, "data");
  refuse({0xFB}, 60'000, "data");  // a count of frames should follow
  refuse(MakeSound(1), 39'999, "timestamp");
  refuse(MakeSound(1), -1, "timestamp");
  refuse(MakeSound(1), kMaxTimestampUs + 1, "timestamp");
  REQUIRE(writer->WriteAudio(MakeSound(1), 40'000));
  REQUIRE(WriteFrame(*writer, 0, 40'000));
  REQUIRE(writer->Finish(std::nullopt));
  CHECK(writer->WriteAudio(MakeSound(2), 80'000).error().code == ErrorCode::kInvalidState);
  CHECK(Lint(sink.bytes()) == std::set<int>{});

  auto silent = WebmWriter::Create(MakeWebmConfig(), sink);
  REQUIRE(silent);
  CHECK(silent->WriteAudio(MakeSound(0), 0).error().field == "audio_channels");
  WebmConfig config = MakeWebmConfig();
  for (const int channels : {-1, 3}) {
    config.audio_channels = channels;
    CHECK(WebmWriter::Create(config, sink).error().field == "audio_channels");
  }
}

TEST_CASE("webm audio: a sink that fails leaves a file of what it took", "[webm][audio]") {
  for (uint64_t budget = 450; budget < 9000; budget += 97) {
    INFO(budget << " bytes");
    RecordingSink sink(true);
    auto writer = WebmWriter::Create(WithSound(WebmLayout::kFile), sink);
    REQUIRE(writer);
    sink.FailAfter(budget);
    Status status;
    for (int i = 0; i < 60 && status; ++i) {
      status = WriteFrame(*writer, i, kSoundStep);
      if (status) status = writer->WriteAudio(MakeSound(i), i * kSoundStep);
    }
    REQUIRE_FALSE(status);
    CHECK(status.error().code == ErrorCode::kSinkFailed);
    sink.Recover();
    REQUIRE(writer->Finish(std::nullopt));
    // Behind it may stand the rest of what failed.
    CHECK(Lint(std::span(sink.bytes).first(sink.position())) == std::set<int>{});
  }
}

}  // namespace
}  // namespace kinora::testing
