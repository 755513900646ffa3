// What a repair makes of TrackEntries that lack something, or disagree.
#include <set>

#include "catch_amalgamated.hpp"
#include "mutants.h"
#include "unit/webm/repairing.h"

namespace kinora::testing {
namespace {

Bytes FilmWithSound() { return *Mutate(MakeFilm({.layout = WebmLayout::kLive}), "sound", 1, 0); }

TEST_CASE("remux: each track has a UID of its own", "[webm][repair]") {
  // The first track's, and the second's; 0 is none.
  const auto [first, second] = GENERATE(std::pair{2, 0}, std::pair{0, 1}, std::pair{2, 2}, std::pair{0, 0});
  INFO(first << " and " << second);
  EbmlNode tree = *ReadTree(FilmWithSound());
  const auto entries = tree.Child(kSegment)->Child(kTracks)->All(kTrackEntry);
  REQUIRE(entries.size() == 2);
  for (size_t i = 0; i < 2; ++i) {
    const int uid = i == 0 ? first : second;
    entries[i]->Remove(kTrackUid);
    if (uid != 0) entries[i]->children.push_back(MakeNumber(kTrackUid, static_cast<uint64_t>(uid)));
  }
  const Repaired repaired = Repair(WriteTree(tree));
  REQUIRE(repaired.whole());
  CHECK(repaired.count(RepairNote::kHeader) >= 1);
  CHECK(Lint(repaired.file).empty());
  std::set<uint64_t> uids;
  for (const Element* const entry : Walk(repaired.file)[1].Child(kTracks).Children(kTrackEntry)) {
    uids.insert(entry->Child(kTrackUid).AsUnsigned());
  }
  CHECK(uids.size() == 2);
  CHECK(uids.count(0) == 0);
  if (first != 0) CHECK(uids.count(2) == 1);
  if (first == 0 && second != 0) CHECK(uids.count(1) == 1);
}

TEST_CASE("remux: a Video that is lost is made anew of what the frames say", "[webm][repair][damage]") {
  Bytes film = MakeFilm({.layout = WebmLayout::kLive});
  const bool damaged = GENERATE(false, true);
  if (damaged) {
    // No ID begins so: the rest of the TrackEntry cannot be read.
    film[Walk(film)[1].Child(kTracks).Child(kTrackEntry).Child(kVideo).position] &= 0x0F;
  } else {
    EbmlNode tree = *ReadTree(film);
    tree.Child(kSegment)->Child(kTracks)->Child(kTrackEntry)->Remove(kVideo);
    film = WriteTree(tree);
  }
  const Repaired repaired = Repair(film);
  REQUIRE_FALSE(repaired.error);
  CHECK(repaired.count(RepairNote::kHeader) >= 1);
  CHECK(repaired.report.frames == 40);
  CHECK(Lint(repaired.file).empty());
  const Element video = Walk(repaired.file)[1].Child(kTracks).Child(kTrackEntry).Child(kVideo);
  CHECK(video.Child(kPixelWidth).AsUnsigned() == kFilmWidth);
  CHECK(video.Child(kPixelHeight).AsUnsigned() == kFilmHeight);
}

TEST_CASE("remux: the same Tracks once more begin nothing anew", "[webm][repair]") {
  const Bytes film = FilmWithSound();
  EbmlNode tree = *ReadTree(film);
  EbmlNode& segment = *tree.Child(kSegment);
  segment.children.insert(segment.children.end() - 2, *segment.Child(kTracks));
  const Repaired repaired = Repair(WriteTree(tree));
  REQUIRE(repaired.whole());
  CHECK(repaired.count(RepairNote::kJoined) == 0);
  CHECK((repaired.file == Repair(film).file));
}

}  // namespace
}  // namespace kinora::testing
