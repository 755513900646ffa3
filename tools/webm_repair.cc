// webm_repair: a finished WebM file of one that is live, cut off, damaged, or several in one.
//
//   webm_repair IN.webm OUT.webm
//
// Prints a line for each kind of thing found: "mended" or "not mended", its name, how often, and the position in IN of
// the first; then the number of frames and the duration. The names are explained in src/webm/repair_report.h.
// Exit status: 0, 1 when there is nothing to be repaired or a file failed (said on standard error), 2 for a command
// line that cannot be understood.
#include <cinttypes>
#include <cstdio>
#include <memory>

#include "file_access.h"
#include "webm/remux.h"

namespace kinora {
namespace {

Status Repair(const char* input_path, const char* output_path) {
  auto input = InputFile::Open(input_path);
  if (!input) return std::unexpected(std::move(input).error());
  auto output = OutputFile::Create(output_path);
  if (!output) return std::unexpected(std::move(output).error());
  const auto remuxer = std::make_unique<Remuxer>(input->source(), output->sink());
  KINORA_RETURN_IF_ERROR(remuxer->Run());
  KINORA_RETURN_IF_ERROR(output->Close());
  const RepairReport& report = remuxer->report();
  for (size_t i = 0; i < report.entries.size(); ++i) {
    const auto note = static_cast<RepairNote>(i);
    const RepairReport::Entry& entry = report.at(note);
    if (entry.count == 0) continue;
    std::printf("%s %s %" PRIu64 " from byte %" PRIu64 "\n", IsMended(note) ? "mended" : "not mended", Name(note),
                entry.count, entry.position);
  }
  std::printf("%" PRIu64 " frames, %.3f s\n", report.frames, report.duration_ms / 1000);
  return {};
}

}  // namespace
}  // namespace kinora

int main(int count, char** arguments) {
  if (count != 3) {
    std::fprintf(stderr, "usage: webm_repair IN.webm OUT.webm\n");
    return 2;
  }
  const kinora::Status status = kinora::Repair(arguments[1], arguments[2]);
  if (status) return 0;
  std::fprintf(stderr, "webm_repair: %s: %s\n", kinora::Name(status.error().code), status.error().message.c_str());
  return 1;
}
