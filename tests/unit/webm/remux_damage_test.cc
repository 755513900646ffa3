// What a repair makes of files that are cut off, damaged or wrong.
#include <algorithm>
#include <map>
#include <set>
#include <string>

#include "catch_amalgamated.hpp"
#include "mutants.h"
#include "unit/webm/repairing.h"

namespace kinora::testing {
namespace {

// Where each block of a live or finished film of one track ends.
std::vector<uint64_t> BlockEnds(const Bytes& film) {
  std::vector<uint64_t> ends;
  for (const Element& element : Walk(film)) {
    for (const Element& cluster : element.children) {
      for (const Element& block : cluster.children) {
        if (block.id == kSimpleBlock || block.id == kBlockGroup) ends.push_back(block.end());
      }
    }
  }
  return ends;
}

// Every byte near the ends of blocks and of the file's header, and each kilobyte.
std::set<size_t> Cuts(const Bytes& film, const std::vector<uint64_t>& ends) {
  std::set<size_t> cuts;
  for (size_t size = 0; size < film.size(); size += 1024) cuts.insert(size);
  for (size_t size = 0; size < 500; ++size) cuts.insert(size);
  for (size_t i = 8; i < 13; ++i) {
    for (int offset = -4; offset <= 30; ++offset)
      cuts.insert(static_cast<size_t>(static_cast<int64_t>(ends[i]) + offset));
  }
  for (size_t before = 1; before < 150; ++before) cuts.insert(film.size() - before);
  return cuts;
}

TEST_CASE("remux: a file cut off anywhere keeps every whole frame", "[webm][repair][damage]") {
  const FilmConfig configs[] = {{.frame_size = 900},
                                {.layout = WebmLayout::kLive, .frame_size = 900},
                                {.codec = Codec::kVp9, .layout = WebmLayout::kLive, .alpha = true}};
  for (const FilmConfig& config : configs) {
    const Bytes film = MakeFilm(config);
    const auto frames = FramesOf(film);
    const auto ends = BlockEnds(film);
    const size_t header = Walk(film)[1].Child(kTracks).end();
    for (const size_t size : Cuts(film, ends)) {
      INFO("cut off at " << size << " of " << film.size());
      const auto cut = std::span(film).first(size);
      const Repaired repaired = Repair(cut);
      if (size < header) {
        REQUIRE(repaired.error);
        CHECK(repaired.error->code == ErrorCode::kInvalidData);
        continue;
      }
      REQUIRE_FALSE(repaired.error);
      const auto whole = static_cast<size_t>(std::ranges::upper_bound(ends, size) - ends.begin());
      const auto kept = FramesOf(repaired.file);
      REQUIRE(kept.size() == whole);
      CHECK(std::equal(kept.begin(), kept.end(), frames.begin()));
      CHECK(Lint(repaired.file).empty());
      // A cut between two blocks leaves nothing to be told.
      const bool between = size == header || std::ranges::binary_search(ends, size);
      if (between) CHECK(repaired.count(RepairNote::kTruncated) == 0);
      CHECK(repaired.count(RepairNote::kDamaged) == 0);
    }
  }
}

// Of which variants something is lost or stays wrong, and how many frames of 40 there are then.
const std::map<std::string, size_t> kFrames = {{"unknown-track", 39}, {"empty-frame", 39},  {"lost-block", 39},
                                               {"block-size", 39},    {"concatenated", 80}, {"block-swallows", 39}};

TEST_CASE("remux: each variant becomes a sound file with its frames", "[webm][repair][damage]") {
  for (const bool live : {false, true}) {
    const Bytes film = MakeFilm({.layout = live ? WebmLayout::kLive : WebmLayout::kFile});
    const auto frames = FramesOf(film);
    for (const MutantName& mutant : MutantNames()) {
      INFO(mutant.name << (live ? " of a live film" : ""));
      const std::string name = mutant.name;
      if (name == "flipped" || name == "truncated") continue;  // these have tests of their own
      const auto broken = Mutate(film, name, 50, 3);
      if (!broken) {
        // A live film has not what these change.
        CHECK((live || name == "colour-matrix"));
        continue;
      }
      const Repaired repaired = Repair(*broken);
      const Repaired slowly = Repair<StutteringSource>(*broken);
      CHECK((slowly.file == repaired.file));
      if (name == "no-tracks") {
        CHECK(repaired.error);
        continue;
      }
      REQUIRE_FALSE(repaired.error);
      // A BlockAddition that means something else than alpha stays what it is.
      if (name == "addition-id") {
        CHECK(Lint(repaired.file) == std::set{13, 14});
        continue;
      }
      CHECK(Lint(repaired.file).empty());
      CHECK((Repair(repaired.file).file == repaired.file));
      auto kept = FramesOf(repaired.file);
      if (name == "sound") std::erase_if(kept, [](const Bytes& frame) { return frame.size() < 10; });
      const auto expected = kFrames.find(name);
      CHECK(kept.size() == (expected == kFrames.end() ? 40 : expected->second));
      for (const Bytes& frame : kept) CHECK(std::ranges::find(frames, frame) != frames.end());
    }
  }
}

TEST_CASE("remux: garbage of any length between two Clusters costs no frame", "[webm][repair][damage]") {
  for (const bool live : {false, true}) {
    const Bytes film = MakeFilm({.layout = live ? WebmLayout::kLive : WebmLayout::kFile});
    const auto frames = FramesOf(film);
    for (uint64_t size = 1; size < 400; size += 7) {
      INFO(size << " bytes");
      const Repaired repaired = Repair(*Mutate(film, "garbage", size, static_cast<uint32_t>(size)));
      REQUIRE_FALSE(repaired.error);
      CHECK(repaired.count(RepairNote::kDamaged) + repaired.count(RepairNote::kUnknownElements) > 0);
      CHECK((FramesOf(repaired.file) == frames));
      CHECK(Lint(repaired.file).empty());
    }
  }
}

TEST_CASE("remux: wrong sizes in the file's header are the same from a slow source", "[webm][repair][damage]") {
  Bytes film = MakeFilm({});
  REQUIRE(film[4] == 0x9F);
  REQUIRE(film[7] == 0x81);
  film[7] = 0x3F;  // its first element is larger than the file
  for (const uint8_t size : {0x9E, 0xA0, 0xFE}) {
    film[4] = size;
    const Repaired repaired = Repair(film);
    REQUIRE_FALSE(repaired.error);
    CHECK(repaired.report.frames == 40);
    const Repaired slowly = Repair<StutteringSource>(film);
    CHECK((slowly.file == repaired.file));
    CHECK(slowly.count(RepairNote::kDamaged) == repaired.count(RepairNote::kDamaged));
  }
}

// A step of the reader that looks at more places than it remembers would never end with a source that forgets them.
TEST_CASE("remux: a BlockGroup of very many elements is read from a slow source", "[webm][repair][damage]") {
  const Bytes film = MakeFilm({.layout = WebmLayout::kLive});
  Bytes group = {0xA0, 0x40, 0x00, 0xA1, 0x85, 0x81, 0x00, 0x00, 0x00, 0x00};
  const bool nested = GENERATE(true, false);
  if (nested) {
    group.insert(group.end(), {0x75, 0xA1, 0x40, 0xB0});
    for (int more = 0; more < 8; ++more) {
      group.insert(group.end(), {0xA6, 0x94});
      for (int child = 0; child < 10; ++child) group.insert(group.end(), {0xEC, 0x80});
    }
  } else {
    for (int i = 0; i < 60; ++i) group.insert(group.end(), {0x9B, 0x81, static_cast<uint8_t>(i)});
  }
  const size_t size = group.size() - 3;
  group[1] = static_cast<uint8_t>(0x40 | size >> 8);
  group[2] = static_cast<uint8_t>(size);
  Bytes broken = film;
  broken.insert(broken.end(), group.begin(), group.end());
  const Repaired repaired = Repair(broken);
  REQUIRE_FALSE(repaired.error);
  CHECK(repaired.report.frames >= 40);
  CHECK((Repair<StutteringSource>(broken).file == repaired.file));
}

// What is added to a group must not make it one that is not read any more.
TEST_CASE("remux: a BlockGroup's references are mended for good", "[webm][repair][damage]") {
  struct Case {
    int references;
    int others;
    uint8_t frame_tag;  // of VP8: its lowest bit says that the frame is no key frame
  };
  const auto [references, others, frame_tag] =
      GENERATE(Case{0, 14, 0x11}, Case{0, 15, 0x11}, Case{1, 15, 0x10}, Case{3, 0, 0x10}, Case{8, 2, 0x10});
  CAPTURE(references, others, int{frame_tag});
  Bytes children;
  for (int i = 0; i < references; ++i) children.insert(children.end(), {0xFB, 0x81, static_cast<uint8_t>(0xF0 + i)});
  const Bytes key_frame = {frame_tag, 0x00, 0x00, 0x9D, 0x01, 0x2A, 0x40, 0x00, 0x24, 0x00};
  children.insert(children.end(), {0xA1, static_cast<uint8_t>(0x80 | (4 + key_frame.size())), 0x81, 0x7F, 0x00, 0x00});
  children.insert(children.end(), key_frame.begin(), key_frame.end());
  for (int i = 0; i < others; ++i) children.insert(children.end(), {0xEC, 0x81, 0x00});

  Bytes film = MakeFilm({.layout = WebmLayout::kLive});
  film.insert(film.end(), {0xA0, static_cast<uint8_t>(0x80 | children.size())});
  film.insert(film.end(), children.begin(), children.end());
  const Repaired repaired = Repair(film);
  REQUIRE_FALSE(repaired.error);
  CHECK(repaired.count(RepairNote::kDamaged) == 0);
  CHECK(repaired.count(RepairNote::kFlags) == 1);
  CHECK((FramesOf(repaired.file).back() == key_frame));
  const Repaired again = Repair(repaired.file);
  CHECK(again.notes().empty());
  CHECK((again.file == repaired.file));
}

TEST_CASE("remux: what is misplaced in a BlockGroup is left out, the frame kept", "[webm][repair][damage]") {
  const Bytes misplaced =
      GENERATE(Bytes{0xAE, 0x81, 0x9C}, Bytes{0xA0, 0x82, 0xEC, 0x85}, Bytes{0x75, 0xA1, 0x83, 0xAE, 0x81, 0x9C});
  const bool nested = misplaced[0] == 0x75;
  Bytes group = {0xA0, 0x00, 0xBF, 0x84, 1, 2, 3, 4, 0xA1, 0x87, 0x81, 0x7F, 0x00, 0x00, 0x11, 0x00, 0x00};
  group.insert(group.end(), misplaced.begin(), misplaced.end());
  group.insert(group.end(), {0xEC, 0x81, 0xFF, 0xFB, 0x81, 0x00});
  group[1] = static_cast<uint8_t>(0x80 | (group.size() - 2));
  Bytes film = MakeFilm({.layout = WebmLayout::kLive});
  film.insert(film.end(), group.begin(), group.end());

  const Repaired repaired = Repair(film);
  REQUIRE_FALSE(repaired.error);
  CHECK(repaired.count(RepairNote::kUnknownElements) == (nested ? 0 : 1));
  CHECK(repaired.count(RepairNote::kDamaged) == (nested ? 1 : 0));
  REQUIRE(repaired.report.frames == 41);
  CHECK((FramesOf(repaired.file).back() == Bytes{0x11, 0x00, 0x00}));
  CHECK(Lint(repaired.file).empty());
  CHECK((Repair<StutteringSource>(film).file == repaired.file));
}

TEST_CASE("remux: each frame of a laced block has the flag that it says itself", "[webm][repair]") {
  Bytes film = MakeFilm({.layout = WebmLayout::kLive});
  const Bytes key_frame = {0x10, 0x00, 0x00, 0x9D, 0x01, 0x2A, 0x40, 0x00, 0x24, 0x00};
  const Bytes other(key_frame.size(), 0x11);
  // A group with a duration, no reference, and two frames of one size.
  film.insert(film.end(), {0xA0, 0x9E, 0x9B, 0x81, 0x50, 0xA1, 0x99, 0x81, 0x7F, 0x00, 0x04, 0x01});
  film.insert(film.end(), key_frame.begin(), key_frame.end());
  film.insert(film.end(), other.begin(), other.end());
  const Repaired repaired = Repair(film);
  REQUIRE_FALSE(repaired.error);
  CHECK(repaired.count(RepairNote::kLacing) == 1);
  const auto blocks = BlocksOf(repaired.file);
  REQUIRE(blocks.size() == 42);
  CHECK(blocks[40].flags == 0x80);
  CHECK(blocks[41].flags == 0);
  CHECK((Repair(repaired.file).file == repaired.file));
}

TEST_CASE("remux: flipped bits cost what they touch", "[webm][repair][damage]") {
  const Bytes film = MakeFilm({.frames = 100});
  const auto frames = FramesOf(film);
  const size_t header = Walk(film)[1].Child(kTracks).end();
  for (uint32_t seed = 0; seed < 300; ++seed) {
    INFO("seed " << seed);
    Bytes broken = *Mutate(film, "flipped", 3, seed);
    std::copy_n(film.begin(), header, broken.begin());
    const Repaired repaired = Repair(broken);
    REQUIRE_FALSE(repaired.error);
    CHECK((Repair<StutteringSource>(broken).file == repaired.file));
    // Three bits are in three frames or in what tells three blocks or Clusters; what follows is found again.
    const auto kept = FramesOf(repaired.file);
    const auto known = std::ranges::count_if(
        frames, [&kept](const Bytes& frame) { return std::ranges::find(kept, frame) != kept.end(); });
    CHECK(known >= 94);
    const auto again = Repair(repaired.file);
    CHECK(again.report.frames == repaired.report.frames);
    CHECK(again.count(RepairNote::kDamaged) == 0);
  }
}

TEST_CASE("remux: two Segments cut off in the midst and joined", "[webm][repair][damage]") {
  const Bytes film = MakeFilm({.layout = WebmLayout::kLive});
  const auto ends = BlockEnds(film);
  for (const size_t cut : {ends[20] - 3, ends[25] - 200, ends[12] + 2}) {
    Bytes both(film.begin(), film.begin() + static_cast<ptrdiff_t>(cut));
    both.insert(both.end(), film.begin(), film.end());
    const Repaired repaired = Repair(both);
    REQUIRE_FALSE(repaired.error);
    CHECK(repaired.count(RepairNote::kJoined) == 1);
    const auto whole = static_cast<size_t>(std::ranges::upper_bound(ends, cut) - ends.begin());
    CHECK(FramesOf(repaired.file).size() == whole + 40);
    CHECK(Lint(repaired.file).empty());
  }
}

TEST_CASE("remux: a clock that begins anew again and again overflows nothing", "[webm][repair][damage]") {
  EbmlNode tree = *ReadTree(MakeFilm({.layout = WebmLayout::kLive, .frames = 2}));
  const EbmlNode cluster = *tree.Child(kSegment)->Child(kCluster);
  const bool join = GENERATE(false, true);
  std::vector<EbmlNode>& children = tree.Child(kSegment)->children;
  std::erase_if(children, [](const EbmlNode& child) { return child.id == kCluster; });
  const auto add = [&](uint64_t time) {
    children.push_back(cluster);
    children.back().Child(kClusterTimestamp)->SetNumber(time);
  };
  for (int i = 0; i < (join ? 1 : 2200); ++i) {
    for (const uint64_t time : {uint64_t{0}, uint64_t{1} << 52, (uint64_t{1} << 52) + 100}) add(time);
  }
  const Bytes part = WriteTree(tree);
  Bytes film;
  for (int i = 0; i < (join ? 2200 : 1); ++i) film.insert(film.end(), part.begin(), part.end());
  const Repaired repaired = Repair(film);
  REQUIRE_FALSE(repaired.error);
  int64_t last = 0;
  for (const Block& block : BlocksOf(repaired.file)) {
    CHECK(block.time >= last);
    last = block.time;
  }
  CHECK(Lint(repaired.file).count(17) == 0);
}

TEST_CASE("remux: elements without an end are searched for one once, not each", "[webm][repair][damage]") {
  Bytes film = MakeFilm({.layout = WebmLayout::kLive, .frames = 1});
  const auto searched = [&film](size_t count) {
    Bytes file = film;
    // SeekHeads of unknown size, each with a Void up to the end of all of them, and many small ones there.
    for (size_t left = 14 * count; left > 0; left -= 14) {
      file.insert(file.end(), {0x11, 0x4D, 0x9B, 0x74, 0xFF, 0xEC, 0x01, 0, 0, 0, 0, 0});
      const size_t size = left - 14;
      file.insert(file.end(), {static_cast<uint8_t>(size >> 8), static_cast<uint8_t>(size)});
    }
    for (size_t i = 0; i < 4 * count; ++i) file.insert(file.end(), {0xEC, 0x80});
    file.resize(file.size() + 64);
    StutteringSource source(file);
    MemorySink sink;
    const auto remuxer = std::make_unique<Remuxer>(source, sink);
    CHECK(RunToEnd(*remuxer));
    return static_cast<double>(source.refusals);
  };
  CHECK(searched(1600) < 6 * searched(400));
}

}  // namespace
}  // namespace kinora::testing
