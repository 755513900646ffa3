// In which order a recording's Clusters are to be, and at which times.
#pragma once

#include <cstdint>
#include <span>

#include "webm/repair_report.h"

namespace kinora {

struct ClusterSpan {
  uint64_t position = 0;  // of the Cluster in the file
  int64_t time = 0;       // what its blocks' offsets count from, in ticks
  int64_t first = 0;      // the earliest time of a block
  int64_t last = 0;       // the latest time of a block
  int64_t shift = 0;      // what is to be added to all of these
  bool back = false;      // it has a block that is before an earlier one of its track
};

struct OrderLimits {
  int64_t second = 1000;  // ticks of a second
  int64_t step = 33;      // ticks between frames, where recordings are joined
};

// `clusters` are those of one recording, in the order of the file; there is at least one. Where their times go back,
// and those of a track with them (sound may only be ahead of the pictures):
// - Clusters that, sorted by time, follow each other without overlap and without a gap above a minute were shuffled:
//   they are sorted.
// - One Cluster far ahead of its neighbours has a wrong time: it is put between them.
// - Else a clock began again: from there on all times are moved to follow what was before.
// Then the recording as a whole is moved so that it does not begin before `earliest`.
// Returns the time of the last block.
int64_t OrderClusters(std::span<ClusterSpan> clusters, int64_t earliest, const OrderLimits& limits,
                      RepairReport& report);

}  // namespace kinora
