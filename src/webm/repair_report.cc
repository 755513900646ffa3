#include "webm/repair_report.h"

namespace kinora {
namespace {

constexpr const char* kNames[] = {
    "duration",
    "cues",
    "seek-head",
    "sizes",
    "joined",
    "order",
    "times",
    "start",
    "flags",
    "lacing",
    "header",
    "unknown-elements",
    "empty-frames",
    "truncated",
    "damaged",
    "unknown-track",
    "foreign-recording",
    "lacing-kept",
    "no-key-frame",
    "not-interleaved",
    "left-out",
};
static_assert(std::size(kNames) == static_cast<size_t>(RepairNote::kCount));

}  // namespace

const char* Name(RepairNote note) { return kNames[static_cast<size_t>(note)]; }

}  // namespace kinora
