#include "webm/cluster_order.h"

#include <algorithm>

namespace kinora {
namespace {

// Times that are moved are moved there at the latest, so that sums cannot overflow.
constexpr int64_t kLatest = int64_t{1} << 54;

bool GoesBack(std::span<const ClusterSpan> clusters) {
  // Else sound is only ahead of the pictures, or behind them.
  if (std::ranges::none_of(clusters, &ClusterSpan::back)) return false;
  for (size_t i = 1; i < clusters.size(); ++i) {
    if (clusters[i].first < clusters[i - 1].first) return true;
  }
  return false;
}

// Whether clusters that are sorted by time are one recording.
bool FollowEachOther(std::span<const ClusterSpan> sorted, const OrderLimits& limits) {
  const int64_t overlap = limits.second / 5;  // sound and pictures are not cut at the same time
  const int64_t gap = 60 * limits.second;
  for (size_t i = 1; i < sorted.size(); ++i) {
    const ClusterSpan& before = sorted[i - 1];
    const ClusterSpan& here = sorted[i];
    if (here.first <= before.first || here.first < before.last - overlap || here.first > before.last + gap) {
      return false;
    }
  }
  return true;
}

void Sort(std::span<ClusterSpan> clusters, bool by_time) {
  std::sort(clusters.begin(), clusters.end(), [by_time](const ClusterSpan& a, const ClusterSpan& b) {
    return by_time ? a.first < b.first : a.position < b.position;
  });
}

// Sets shifts so that times rise in the order of the file.
void MendTimes(std::span<ClusterSpan> clusters, const OrderLimits& limits, RepairReport& report) {
  const int64_t gap = 60 * limits.second;
  int64_t shift = 0;
  int64_t before_first = clusters[0].first;
  int64_t before_last = clusters[0].first - limits.step;
  for (size_t i = 0; i < clusters.size(); ++i) {
    ClusterSpan& here = clusters[i];
    const bool has_next = i + 1 < clusters.size();
    // The first cluster has none before it to be compared with.
    const bool ahead = i == 0 || here.first + shift > before_last + gap;
    const bool next_fits = has_next && (i == 0 || clusters[i + 1].first + shift >= before_first);
    if (ahead && next_fits && clusters[i + 1].first < here.first - (i == 0 ? gap : 0)) {
      const int64_t length = here.last - here.first + limits.step;
      const int64_t begin = i == 0 ? std::max<int64_t>(clusters[1].first - length, 0) : before_last + limits.step;
      here.shift = begin - here.first;
      report.Add(RepairNote::kTimes, here.position);
    } else {
      if (here.first + shift < before_first) {
        shift = std::min(before_last + limits.step, kLatest) - here.first;
        report.Add(RepairNote::kTimes, here.position);
      }
      here.shift = shift;
    }
    before_first = here.first + here.shift;
    before_last = i == 0 ? here.last + here.shift : std::max(before_last, here.last + here.shift);
  }
}

}  // namespace

int64_t OrderClusters(std::span<ClusterSpan> clusters, int64_t earliest, const OrderLimits& limits,
                      RepairReport& report) {
  if (GoesBack(clusters)) {
    Sort(clusters, true);
    if (FollowEachOther(clusters, limits)) {
      for (size_t i = 1; i < clusters.size(); ++i) {
        if (clusters[i].position < clusters[i - 1].position) report.Add(RepairNote::kOrder, clusters[i].position);
      }
    } else {
      Sort(clusters, false);
      MendTimes(clusters, limits, report);
    }
  }
  const int64_t begin = clusters[0].first + clusters[0].shift;
  const int64_t shift = std::max<int64_t>(earliest - begin, 0);
  int64_t last = 0;
  for (ClusterSpan& cluster : clusters) {
    cluster.shift += shift;
    last = std::max(last, cluster.last + cluster.shift);
  }
  return std::min(last, kLatest);
}

}  // namespace kinora
