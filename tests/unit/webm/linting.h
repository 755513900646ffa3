// The rules that a file breaks, for tests.
#pragma once

#include <memory>
#include <set>
#include <span>

#include "catch_amalgamated.hpp"
#include "source/memory_source.h"
#include "unit/webm/sources.h"
#include "webm/lint.h"

namespace kinora::testing {

template <typename Source = MemorySource>
std::set<int> Lint(std::span<const uint8_t> file) {
  Source source(file);
  const auto linter = std::make_unique<WebmLinter>(source);
  REQUIRE(RunToEnd(*linter));
  std::set<int> rules;
  for (int rule = 1; rule <= WebmLinter::kRules; ++rule) {
    if (linter->count(rule) > 0) rules.insert(rule);
  }
  CHECK(rules.empty() == linter->flawless());
  return rules;
}

// The same through a source that is never ready at once.
inline std::set<int> LintSlowly(std::span<const uint8_t> file) { return Lint<StutteringSource>(file); }

}  // namespace kinora::testing
