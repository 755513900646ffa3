// webm_lint: checks WebM files against the rules that kinora's files keep (docs/WEBM.md).
//
//   webm_lint FILE.webm...
//
// Prints a line for each fault: "FILE:BYTE: RULE: what is wrong"; of a rule that is broken often the first 200 faults
// in all. Exit status: 0 when all files keep all rules, 1 when one does not, 2 when a file could not be read or none
// was given.
#include <cinttypes>
#include <cstdio>
#include <memory>

#include "file_access.h"
#include "webm/lint.h"

namespace kinora {
namespace {

Result<bool> Lint(const char* path) {
  auto input = InputFile::Open(path);
  if (!input) return std::unexpected(std::move(input).error());
  const auto linter = std::make_unique<WebmLinter>(input->source());
  KINORA_RETURN_IF_ERROR(linter->Run());
  for (const LintFinding& finding : linter->findings()) {
    std::printf("%s:%" PRIu64 ": W%02d: %s\n", path, finding.position, finding.rule, finding.message);
  }
  return linter->flawless();
}

}  // namespace
}  // namespace kinora

int main(int count, char** arguments) {
  if (count < 2) {
    std::fprintf(stderr, "usage: webm_lint FILE.webm...\n");
    return 2;
  }
  bool flawless = true;
  for (int i = 1; i < count; ++i) {
    const kinora::Result<bool> result = kinora::Lint(arguments[i]);
    if (!result) {
      std::fprintf(stderr, "webm_lint: %s: %s\n", kinora::Name(result.error().code), result.error().message.c_str());
      return 2;
    }
    flawless = flawless && *result;
  }
  return flawless ? 0 : 1;
}
