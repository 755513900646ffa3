// Repairs for tests: of bytes in memory, with what came out.
#pragma once

#include <algorithm>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "catch_amalgamated.hpp"
#include "ebml_tree.h"
#include "sink/memory_sink.h"
#include "source/memory_source.h"
#include "unit/webm/ebml_walker.h"
#include "unit/webm/films.h"
#include "unit/webm/linting.h"
#include "unit/webm/sources.h"
#include "webm/remux.h"

namespace kinora::testing {

struct Repaired {
  std::optional<Error> error;
  Bytes file;
  RepairReport report;

  uint64_t count(RepairNote note) const { return report.at(note).count; }
  // Those that apply.
  std::vector<RepairNote> notes() const {
    std::vector<RepairNote> all;
    for (size_t i = 0; i < report.entries.size(); ++i) {
      if (report.entries[i].count > 0) all.push_back(static_cast<RepairNote>(i));
    }
    return all;
  }
  // No note of what could not be mended.
  bool whole() const { return !error && std::ranges::all_of(notes(), IsMended); }
};

template <typename Source = MemorySource>
Repaired Repair(std::span<const uint8_t> file) {
  Source source(file);
  MemorySink sink;
  const auto remuxer = std::make_unique<Remuxer>(source, sink);
  const Status status = RunToEnd(*remuxer);
  Repaired repaired;
  if (!status) repaired.error = status.error();
  repaired.file.assign(sink.bytes().begin(), sink.bytes().end());
  repaired.report = remuxer->report();
  if (status) CHECK(remuxer->progress() == 1);
  return repaired;
}

// The blocks of a well-formed file.
inline std::vector<Block> BlocksOf(std::span<const uint8_t> file) {
  for (const Element& element : Walk(file)) {
    if (element.id == kSegment) return Blocks(element);
  }
  return {};
}

inline std::vector<Bytes> FramesOf(std::span<const uint8_t> file) {
  std::vector<Bytes> frames;
  for (const Block& block : BlocksOf(file)) frames.emplace_back(block.payload.begin(), block.payload.end());
  return frames;
}

}  // namespace kinora::testing
