// What a repair makes of whole files, live ones, and several in one.
#include "webm/remux.h"

#include <algorithm>

#include "catch_amalgamated.hpp"
#include "mutants.h"
#include "unit/webm/repairing.h"

namespace kinora::testing {
namespace {

const FilmConfig kFilms[] = {
    {},
    {.codec = Codec::kVp9, .constant_frame_rate = 25},
    {.alpha = true},
    {.codec = Codec::kVp9, .alpha = true},
    {.frames = 1},
    {.interval_us = 3'333},
    {.frames = 12, .key_interval = 12, .interval_us = 9'000'000},  // longer than a block's offset reaches
};

void CheckSameBlocks(const Bytes& before, const Bytes& after, int64_t shift = 0) {
  const auto expected = BlocksOf(before);
  const auto blocks = BlocksOf(after);
  REQUIRE(blocks.size() == expected.size());
  for (size_t i = 0; i < blocks.size(); ++i) {
    INFO("block " << i);
    CHECK(std::ranges::equal(blocks[i].payload, expected[i].payload));
    CHECK(std::ranges::equal(blocks[i].addition, expected[i].addition));
    CHECK(blocks[i].time == expected[i].time + shift);
    CHECK(blocks[i].track == expected[i].track);
    CHECK(blocks[i].flags == expected[i].flags);
    CHECK(blocks[i].key_frame() == expected[i].key_frame());
  }
}

Bytes Concatenate(const Bytes& a, const Bytes& b) {
  Bytes both = a;
  both.insert(both.end(), b.begin(), b.end());
  return both;
}

TEST_CASE("remux: a finished file has nothing to be mended and keeps every block", "[webm][repair]") {
  for (const FilmConfig& config : kFilms) {
    const Bytes film = MakeFilm(config);
    const Repaired repaired = Repair(film);
    REQUIRE_FALSE(repaired.error);
    CHECK(repaired.notes().empty());
    CHECK(repaired.report.frames == static_cast<uint64_t>(config.frames));
    CheckSameBlocks(film, repaired.file);
    CHECK(Lint(repaired.file).empty());
    CHECK((Repair(repaired.file).file == repaired.file));
    CHECK((Repair<StutteringSource>(film).file == repaired.file));
  }
}

TEST_CASE("remux: a live film gets Duration, SeekHead, Cues and sizes", "[webm][repair]") {
  for (FilmConfig config : kFilms) {
    config.layout = WebmLayout::kLive;
    const Bytes film = MakeFilm(config);
    const Repaired repaired = Repair(film);
    REQUIRE_FALSE(repaired.error);
    const std::vector notes = {RepairNote::kDuration, RepairNote::kCues, RepairNote::kSeekHead, RepairNote::kSizes};
    CHECK(repaired.notes() == notes);
    CheckSameBlocks(film, repaired.file);
    CHECK(Lint(repaired.file).empty());
    CHECK((Repair<StutteringSource>(film).file == repaired.file));

    const Element segment = Walk(repaired.file)[1];
    CHECK_FALSE(segment.unknown_size);
    const double duration = segment.Child(kInfo).Child(kDuration).AsFloat();
    const int64_t last = (config.frames - 1) * config.interval_us / 1000;
    CHECK(duration >= static_cast<double>(last));
    if (config.frames > 1) CHECK(std::abs(duration - static_cast<double>(last + config.interval_us / 1000)) <= 1);
    CHECK(repaired.report.duration_ms == duration);
    CHECK(segment.Child(kCues).Children(kCuePoint).size() ==
          static_cast<size_t>((config.frames + config.key_interval - 1) / config.key_interval));
  }
}

TEST_CASE("remux: two tracks keep their blocks and their order", "[webm][repair]") {
  const Bytes film = *Mutate(MakeFilm(), "sound", 1, 0);
  for (const Bytes& file : {film, *Mutate(film, "live", 1, 0)}) {
    const Repaired repaired = Repair(file);
    REQUIRE(repaired.whole());
    CheckSameBlocks(film, repaired.file);
    CHECK(Lint(repaired.file).empty());
  }
}

TEST_CASE("remux: one recording after the other becomes one film", "[webm][repair]") {
  const Bytes film = MakeFilm();
  const Bytes live = MakeFilm({.layout = WebmLayout::kLive});
  for (const Bytes& file : {Concatenate(film, film), Concatenate(live, live), Concatenate(live, film)}) {
    const Repaired repaired = Repair(file);
    REQUIRE(repaired.whole());
    CHECK(repaired.count(RepairNote::kJoined) == 1);
    CHECK(Lint(repaired.file).empty());
    const auto before = BlocksOf(film);
    const auto after = BlocksOf(repaired.file);
    REQUIRE(after.size() == 2 * before.size());
    for (size_t i = 0; i < after.size(); ++i) {
      CHECK(std::ranges::equal(after[i].payload, before[i % before.size()].payload));
      if (i > 0) CHECK(after[i].time > after[i - 1].time);
    }
    // No gap: the second begins a frame after the first.
    CHECK(after[before.size()].time - after[before.size() - 1].time <= 40);
  }
}

// A number in a BlockGroup may need more bytes than the one that it had.
TEST_CASE("remux: a recording takes the first one's track numbers", "[webm][repair]") {
  const Bytes film = MakeFilm({.layout = WebmLayout::kLive, .alpha = true});
  const Bytes number = {0xD7, 0x81, 0x01};
  const Bytes cluster = {0x1F, 0x43, 0xB6, 0x75};
  Bytes header(film.begin(), std::ranges::search(film, cluster).begin());
  *(std::ranges::search(header, number).end() - 1) = 200;
  const Repaired repaired = Repair(Concatenate(header, film));
  REQUIRE(repaired.whole());
  CHECK(repaired.report.frames == 40);
  CHECK((FramesOf(repaired.file) == FramesOf(film)));
  for (const Block& block : BlocksOf(repaired.file)) CHECK(block.track == 200);
  const Repaired again = Repair(repaired.file);
  CHECK(again.notes().empty());
  CHECK((again.file == repaired.file));
}

// The longest number of EBML has 56 bits, and all of them ones is reserved. A track beyond says nothing about any
// block: those of both recordings are of the second one's.
TEST_CASE("remux: a track whose number no block can have is left out", "[webm][repair]") {
  const uint64_t beyond = GENERATE(0u, 1u, uint64_t{1} << 56);
  const uint64_t number = (uint64_t{1} << 56) - 2 + beyond;
  INFO("number " << number);
  const Bytes film = MakeFilm({.layout = WebmLayout::kLive});
  EbmlNode tree = *ReadTree(film);
  tree.Child(kSegment)->Child(kTracks)->Child(kTrackEntry)->Child(kTrackNumber)->SetNumber(number);
  const Repaired repaired = Repair(Concatenate(WriteTree(tree), film));
  REQUIRE_FALSE(repaired.error);
  CHECK(repaired.count(RepairNote::kUnknownTrack) == (beyond == 0 ? 40 : 0));
  CHECK(repaired.report.frames == (beyond == 0 ? 40 : 80));
  CHECK(std::ranges::all_of(BlocksOf(repaired.file),
                            [&](const Block& block) { return block.track == (beyond == 0 ? number : 1); }));
  CHECK(Repair(repaired.file).notes().empty());
}

TEST_CASE("remux: a further recording with other tracks is left out and named", "[webm][repair]") {
  const Bytes film = MakeFilm();
  const Repaired repaired = Repair(Concatenate(film, MakeFilm({.codec = Codec::kVp9})));
  REQUIRE_FALSE(repaired.error);
  CHECK(repaired.count(RepairNote::kForeignRecording) == 40);
  CHECK_FALSE(repaired.whole());
  CheckSameBlocks(film, repaired.file);
  CHECK(Lint(repaired.file).empty());
}

TEST_CASE("remux: Clusters in any order are sorted", "[webm][repair]") {
  const Bytes film = MakeFilm({.frames = 100});
  for (uint32_t seed = 0; seed < 20; ++seed) {
    const Repaired repaired = Repair(*Mutate(film, "shuffle", 1, seed));
    REQUIRE(repaired.whole());
    CheckSameBlocks(film, repaired.file);
    CHECK(Lint(repaired.file).empty());
  }
}

TEST_CASE("remux: a film that begins late is moved to its beginning", "[webm][repair]") {
  EbmlNode tree = *ReadTree(MakeFilm({.layout = WebmLayout::kLive}));
  for (EbmlNode* const cluster : tree.Child(kSegment)->All(kCluster)) {
    cluster->Child(kClusterTimestamp)->SetNumber(cluster->Child(kClusterTimestamp)->Number() + 86'400'000);
  }
  const Bytes late = WriteTree(tree);
  const Repaired repaired = Repair(late);
  REQUIRE(repaired.whole());
  CHECK(repaired.count(RepairNote::kStart) == 1);
  CheckSameBlocks(late, repaired.file, -86'400'000);
  CHECK(repaired.report.duration_ms == 1600);
}

TEST_CASE("remux: what is no WebM, or has no tracks, is refused by name", "[webm][repair]") {
  const std::string text = "GIF89a, or anything else that is not WebM, and long enough to be searched through";
  for (const Bytes& file : {Bytes(), Bytes(1, 0x1A), Bytes(100'000, 0), Bytes(text.begin(), text.end())}) {
    const Repaired repaired = Repair(file);
    REQUIRE(repaired.error);
    CHECK(repaired.error->code == ErrorCode::kInvalidData);
    CHECK(repaired.error->field == "file");
    CHECK(repaired.error->value == static_cast<double>(file.size()));
    CHECK(repaired.file.empty());
  }
  for (const char* const name : {"no-tracks"}) {
    const Repaired repaired = Repair(*Mutate(MakeFilm(), name, 1, 0));
    REQUIRE(repaired.error);
    CHECK(repaired.error->code == ErrorCode::kInvalidData);
    CHECK(repaired.error->field == "tracks");
  }
}

TEST_CASE("remux: errors of the source and of the target are the caller's", "[webm][repair]") {
  const Bytes film = MakeFilm();
  MemorySource source(film);
  for (const uint64_t budget : {0, 1, 100, 1000, 10'000}) {
    RecordingSink sink(false);
    sink.FailAfter(budget);
    const auto remuxer = std::make_unique<Remuxer>(source, sink);
    const Status status = remuxer->Run();
    REQUIRE_FALSE(status);
    CHECK(status.error().code == ErrorCode::kSinkFailed);
    CHECK(sink.bytes.size() == budget);
  }
  RecordingSink sink(false);
  FailingSource failing(film, film.size() / 2);
  const auto remuxer = std::make_unique<Remuxer>(failing, sink);
  const Status status = remuxer->Run();
  REQUIRE_FALSE(status);
  CHECK(status.error().code == ErrorCode::kSourceFailed);
}

TEST_CASE("remux: a last picture that stays for long keeps its time", "[webm][repair]") {
  MemorySink sink;
  auto writer = WebmWriter::Create(MakeWebmConfig(), sink);
  REQUIRE(writer);
  for (int i = 0; i < 2; ++i) {
    const Bytes frame = MakeFrame(Codec::kVp8, i == 0, 300, static_cast<uint32_t>(i));
    REQUIRE(writer->Write({frame, i * 33'333, 33'333, i == 0}));
  }
  REQUIRE(writer->Finish(10'000'000));
  CHECK(Lint(sink.bytes()) == std::set<int>{});
  const Repaired repaired = Repair(sink.bytes());
  CHECK(std::ranges::equal(repaired.file, sink.bytes()));
  CHECK(repaired.report.duration_ms == 10'000);
}

}  // namespace
}  // namespace kinora::testing
