// Any bytes through everything that reads WebM: the repair, and the rules.
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <optional>
#include <source_location>
#include <span>

#include "sink/memory_sink.h"
#include "source/memory_source.h"
#include "unit/webm/sources.h"
#include "webm/lint.h"
#include "webm/remux.h"

namespace kinora {
namespace {

void Expect(bool condition, std::source_location where = std::source_location::current()) {
  if (condition) return;
  std::fprintf(stderr, "line %u: not as expected\n", static_cast<unsigned>(where.line()));
  std::abort();
}

struct Repaired {
  bool done = false;
  MemorySink file;
  RepairReport report;
};

template <typename Source>
std::unique_ptr<Repaired> Repair(std::span<const uint8_t> bytes) {
  auto repaired = std::make_unique<Repaired>();
  Source source(bytes);
  const auto remuxer = std::make_unique<Remuxer>(source, repaired->file);
  const Status status = testing::RunToEnd(*remuxer);
  Expect(status || status.error().code == ErrorCode::kInvalidData);
  repaired->done = status.has_value();
  repaired->report = remuxer->report();
  return repaired;
}

template <typename Source>
std::array<uint64_t, WebmLinter::kRules + 1> Lint(std::span<const uint8_t> bytes) {
  Source source(bytes);
  const auto linter = std::make_unique<WebmLinter>(source);
  Expect(testing::RunToEnd(*linter).has_value());
  std::array<uint64_t, WebmLinter::kRules + 1> counts{};
  for (int rule = 1; rule <= WebmLinter::kRules; ++rule) counts[static_cast<size_t>(rule)] = linter->count(rule);
  return counts;
}

bool Same(std::span<const uint8_t> a, std::span<const uint8_t> b) { return std::ranges::equal(a, b); }

}  // namespace
}  // namespace kinora

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace kinora;
  const std::span bytes(data, size);
  // How the bytes come must not matter.
  Expect(Lint<MemorySource>(bytes) == Lint<testing::StutteringSource>(bytes));
  const auto repaired = Repair<MemorySource>(bytes);
  const auto slowly = Repair<testing::StutteringSource>(bytes);
  Expect(repaired->done == slowly->done);
  Expect(Same(repaired->file.bytes(), slowly->file.bytes()));
  if (!repaired->done) return 0;

  // What comes out is sound, and loses nothing when it is repaired again.
  const auto again = Repair<MemorySource>(repaired->file.bytes());
  Expect(again->done);
  for (const RepairNote note : {RepairNote::kTruncated, RepairNote::kDamaged, RepairNote::kSizes, RepairNote::kJoined,
                                RepairNote::kUnknownElements, RepairNote::kUnknownTrack}) {
    Expect(again->report.at(note).count == 0);
  }
  Expect(again->report.frames == repaired->report.frames);
  const auto counts = Lint<MemorySource>(repaired->file.bytes());
  for (const int rule : {3, 4, 5, 16, 29, 30}) {
    // Without video, or without a key frame, a film cannot begin with one.
    if (rule != 30) Expect(counts[static_cast<size_t>(rule)] == 0);
  }
  return 0;
}
