#include "filters/kernels/median_row.h"

#include <array>
#include <utility>

#ifndef KINORA_MEDIAN_NETWORK
#define KINORA_MEDIAN_NETWORK
namespace kinora {

struct Comparator {
  size_t least;     // place that gets the smaller value
  size_t greatest;  // and the greater one
};

struct Network {
  // Enough for 64 places.
  std::array<Comparator, 544> comparators{};
  size_t count = 0;
};

// Batcher's odd-even merges of sorted runs of `first_run` places, each merged with its neighbour, up to `places` in a
// row. Both are powers of two. Places from `present` on in each of the first runs, and those of runs from `present` on,
// hold nothing, which counts as greater than anything: what would compare it is left out.
constexpr Network MakeMerges(size_t first_run, size_t places, size_t present) {
  Network network;
  std::array<bool, 64> holds{};
  for (size_t i = 0; i < places; ++i) holds[i] = i % first_run < present && i / first_run < present;
  for (size_t run = first_run; run < places; run *= 2) {
    for (size_t distance = run; distance > 0; distance /= 2) {
      for (size_t from = distance % run; from + distance < places; from += 2 * distance) {
        for (size_t i = 0; i < distance && from + i + distance < places; ++i) {
          const size_t least = from + i;
          const size_t greatest = least + distance;
          if (least / (2 * run) != greatest / (2 * run) || !holds[greatest]) continue;
          network.comparators[network.count++] = {.least = least, .greatest = greatest};
          if (!holds[least]) std::swap(holds[least], holds[greatest]);
        }
      }
    }
  }
  return network;
}

}  // namespace kinora
#endif

// Highway includes this file once for each instruction set.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "filters/kernels/median_row.cc"
#include "hwy/foreach_target.h"  // keep before highway.h
#include "hwy/highway.h"

HWY_BEFORE_NAMESPACE();
namespace kinora {
namespace HWY_NAMESPACE {
namespace {

namespace hn = hwy::HWY_NAMESPACE;

constexpr hn::FixedTag<uint8_t, 16> kBytes;
using Bytes = hn::Vec<decltype(kBytes)>;

HWY_INLINE bool Exchange(Bytes& least, Bytes& greatest) {
  const Bytes smaller = hn::Min(least, greatest);
  greatest = hn::Max(least, greatest);
  least = smaller;
  return true;
}

template <const Network& kNetwork, size_t... kIndex>
HWY_INLINE void Unrolled(Bytes* values, std::index_sequence<kIndex...>) {
  // A fold would be nested too deeply for compilers.
  [[maybe_unused]] const bool done[] = {
      Exchange(values[kNetwork.comparators[kIndex].least], values[kNetwork.comparators[kIndex].greatest])...};
}

template <size_t kFirstRun, size_t kPlaces, size_t kPresent>
inline constexpr Network kMerges = MakeMerges(kFirstRun, kPlaces, kPresent);

template <size_t kFirstRun, size_t kPlaces, size_t kPresent>
HWY_INLINE void Merge(Bytes* values) {
  constexpr const Network& kNetwork = kMerges<kFirstRun, kPlaces, kPresent>;
#if HWY_TARGET == HWY_EMU128
  // Without vectors, unrolling would keep the compiler busy for minutes.
  for (size_t i = 0; i < kNetwork.count; ++i) {
    Exchange(values[kNetwork.comparators[i].least], values[kNetwork.comparators[i].greatest]);
  }
#else
  Unrolled<kNetwork>(values, std::make_index_sequence<kNetwork.count>());
#endif
}

HWY_INLINE Bytes MiddleOf(Bytes a, Bytes b, Bytes c) { return hn::Max(hn::Min(a, b), hn::Min(hn::Max(a, b), c)); }

// Of nine, the median is that of the greatest least, the middle middle and the least greatest of sorted columns.
HWY_INLINE Bytes MedianOfColumns(uint8_t* const* sorted, size_t at) {
  Bytes values[3][3];
  for (size_t i = 0; i < 3; ++i) {
    for (size_t x = 0; x < 3; ++x) values[i][x] = hn::LoadU(kBytes, sorted[i] + at + 4 * x);
  }
  return MiddleOf(hn::Max(hn::Max(values[0][0], values[0][1]), values[0][2]),
                  MiddleOf(values[1][0], values[1][1], values[1][2]),
                  hn::Min(hn::Min(values[2][0], values[2][1]), values[2][2]));
}

template <size_t kSize>
HWY_INLINE void MedianOf(const uint8_t* const* rows, uint8_t* const* sorted, size_t widened, size_t count,
                         uint8_t* target) {
  constexpr size_t kRun = kSize == 3 ? 4 : 8;
  for (size_t at = 0; at < widened; at += 16) {
    // Comparing with what is not there leaves nothing to do, and the compiler sees it.
    Bytes column[kRun];
    for (Bytes& value : column) value = hn::Set(kBytes, 255);
    for (size_t i = 0; i < kSize; ++i) column[i] = hn::LoadU(kBytes, rows[i] + at);
    Merge<1, kRun, kSize>(column);
    for (size_t i = 0; i < kSize; ++i) hn::StoreU(column[i], kBytes, sorted[i] + at);
  }
  for (size_t at = 0; at < count; at += 16) {
    if constexpr (kSize == 3) {
      hn::StoreU(MedianOfColumns(sorted, at), kBytes, target + at);
      continue;
    }
    Bytes values[kRun * kRun];
    for (Bytes& value : values) value = hn::Set(kBytes, 255);
    for (size_t x = 0; x < kSize; ++x) {
      for (size_t i = 0; i < kSize; ++i) values[kRun * x + i] = hn::LoadU(kBytes, sorted[i] + at + 4 * x);
    }
    Merge<kRun, kRun * kRun, kSize>(values);
    hn::StoreU(values[kSize * kSize / 2], kBytes, target + at);
  }
}

void Median(int radius, const uint8_t* const* rows, uint8_t* const* sorted, size_t widened, size_t count,
            uint8_t* target) {
  switch (radius) {
    case 1:
      return MedianOf<3>(rows, sorted, widened, count, target);
    case 2:
      return MedianOf<5>(rows, sorted, widened, count, target);
    default:
      return MedianOf<7>(rows, sorted, widened, count, target);
  }
}

}  // namespace
}  // namespace HWY_NAMESPACE
}  // namespace kinora
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace kinora {

HWY_EXPORT(Median);

void MedianRow(int radius, const uint8_t* const* rows, uint8_t* const* sorted, size_t widened, size_t count,
               uint8_t* target) {
  HWY_DYNAMIC_DISPATCH(Median)(radius, rows, sorted, widened, count, target);
}

}  // namespace kinora
#endif  // HWY_ONCE
