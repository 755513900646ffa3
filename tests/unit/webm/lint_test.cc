// Each rule is tripped by files that break it, and by those alone.
#include "webm/lint.h"

#include <map>
#include <set>
#include <string>

#include "catch_amalgamated.hpp"
#include "mutants.h"
#include "unit/webm/films.h"
#include "unit/webm/linting.h"

namespace kinora::testing {
namespace {

std::vector<Bytes> SoundFilms() {
  const Bytes film = MakeFilm({.constant_frame_rate = 25});
  return {*Mutate(film, "sound", 1, 0),
          film,
          MakeFilm({.codec = Codec::kVp9}),
          MakeFilm({.codec = Codec::kVp9, .alpha = true}),
          MakeFilm({.alpha = true}),
          MakeFilm({.layout = WebmLayout::kLive}),
          MakeFilm({.codec = Codec::kVp9, .layout = WebmLayout::kLive}),
          MakeFilm({.frames = 1}),
          MakeFilm({.frames = 3, .interval_us = 700'000'000, .constant_frame_rate = 1.0 / 700}),
          MakeFilm({.frames = 0}),
          MakeFilm({.layout = WebmLayout::kLive, .frames = 0})};
}

// What a variant is made of, where it is not MakeFilm's own.
const std::map<std::string, FilmConfig> kOther = {
    {"addition-id", {.alpha = true}},
    {"colour-matrix", {.codec = Codec::kVp9}},
    {"truncated", {.layout = WebmLayout::kLive}},
    {"default-duration", {.interval_us = 33'333}},
};

// Variants that cannot but break other rules, too: by the name, those.
const std::map<std::string, std::set<int>> kMore = {
    // Two headers, two Segments: nothing is where the first says.
    {"concatenated", {4, 5, 8, 10, 17, 19, 24, 30}},
    {"lacing", {10}},  // a frame less
    {"block-first", {19, 24}},
    {"cluster-time", {19, 24}},
    {"shuffle", {10, 19, 24}},
    {"no-cues", {5}},
    // The structure behind is lost.
    {"info-size", {5, 30}},
    {"cluster-size", {5, 7, 24}},
    {"block-size", {5, 7, 24}},
    {"late-tracks", {8}},
    {"no-tracks", {5, 8, 24}},
};

TEST_CASE("lint: sound files of every kind keep all rules", "[webm][lint]") {
  int index = 0;
  for (const Bytes& film : SoundFilms()) {
    INFO("film " << index++);
    CHECK(Lint(film).empty());
    CHECK(LintSlowly(film).empty());
  }
}

TEST_CASE("lint: each variant trips its rule and no other, each rule has such a variant", "[webm][lint]") {
  std::set<int> alone;
  for (const MutantName& mutant : MutantNames()) {
    if (mutant.rule == 0) continue;
    INFO(mutant.name);
    const auto other = kOther.find(mutant.name);
    Bytes film = MakeFilm(other == kOther.end() ? FilmConfig{.constant_frame_rate = 25} : other->second);
    if (mutant.name == std::string("negative-offset")) film = *Mutate(film, "sound", 1, 0);
    REQUIRE(Lint(film).empty());
    const auto broken = Mutate(film, mutant.name, film.size() / 2, 7);
    REQUIRE(broken);
    std::set<int> expected = {mutant.rule};
    if (const auto more = kMore.find(mutant.name); more != kMore.end())
      expected.insert(more->second.begin(), more->second.end());
    CHECK(Lint(*broken) == expected);
    CHECK(LintSlowly(*broken) == expected);
    if (expected.size() == 1) alone.insert(mutant.rule);
  }
  CHECK(alone.size() == WebmLinter::kRules);
}

TEST_CASE("lint: a file cut off anywhere is told from a whole one", "[webm][lint]") {
  const Bytes film = MakeFilm();
  for (size_t size = 0; size < film.size(); size += 97) {
    INFO(size << " of " << film.size() << " bytes");
    const auto rules = Lint(std::span(film).first(size));
    CHECK_FALSE(rules.empty());
    CHECK(rules == LintSlowly(std::span(film).first(size)));
  }
}

TEST_CASE("lint: an element in its like is misplaced", "[webm][lint]") {
  Bytes film = MakeFilm({.layout = WebmLayout::kLive, .frames = 0});
  const auto [element, rules] = GENERATE(
      // A TrackEntry in a TrackEntry, and a BlockGroup in a BlockGroup.
      std::pair<Bytes, std::set<int>>{{0x16, 0x54, 0xAE, 0x6B, 0x84, 0xAE, 0x82, 0xAE, 0x80}, {4, 8, 26}},
      std::pair<Bytes, std::set<int>>{
          {0x1F, 0x43, 0xB6, 0x75, 0x8D, 0xE7, 0x81, 0x00, 0xA0, 0x88, 0xA1, 0x84, 0x81, 0, 0, 0, 0xA0, 0x80}, {26}});
  film.insert(film.end(), element.begin(), element.end());
  CHECK(Lint(film) == rules);
  CHECK(LintSlowly(film) == rules);
}

TEST_CASE("lint: a live film cut off breaks at most the rule about its end", "[webm][lint]") {
  const Bytes film = MakeFilm({.layout = WebmLayout::kLive});
  const Bytes header = MakeFilm({.layout = WebmLayout::kLive, .frames = 0});
  for (size_t size = header.size(); size < film.size(); ++size) {
    INFO(size << " of " << film.size() << " bytes");
    const auto rules = Lint(std::span(film).first(size));
    // A Cluster without its Timestamp is all that can be whole and yet wrong.
    CHECK((rules.empty() || rules == std::set{29} || rules == std::set{16} || rules == std::set{16, 29}));
  }
}

TEST_CASE("lint: says where, and counts what it does not list", "[webm][lint]") {
  const Bytes film = MakeFilm({.frames = 600});
  const Bytes broken = *Mutate(film, "alpha-mode", 1, 0);
  MemorySource source(broken);
  WebmLinter linter(source);
  REQUIRE(linter.Run());
  CHECK(linter.count(13) == 601);
  CHECK(linter.findings().size() == WebmLinter::kMaxFindings);
  CHECK(linter.progress() == 1);
  CHECK_FALSE(linter.flawless());
  for (const LintFinding& finding : linter.findings()) {
    CHECK(finding.rule == 13);
    CHECK(finding.position < broken.size());
    // Each but the last is a SimpleBlock.
    CHECK(broken[finding.position] == 0xA3);
  }
}

}  // namespace
}  // namespace kinora::testing
