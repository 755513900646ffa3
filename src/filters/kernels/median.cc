// The median of each channel in a square window.
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>

#include "filters/builders.h"
#include "filters/kernels/padded.h"

// Highway includes this file once for each instruction set.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "filters/kernels/median.cc"
#include "hwy/foreach_target.h"  // keep before highway.h
#include "hwy/highway.h"

HWY_BEFORE_NAMESPACE();
namespace kinora {
namespace HWY_NAMESPACE {
namespace {

namespace hn = hwy::HWY_NAMESPACE;

using Bytes = hn::CappedTag<uint8_t, 32>;

HWY_INLINE void Order(hn::Vec<Bytes>& low, hn::Vec<Bytes>& high) {
  const auto least = hn::Min(low, high);
  high = hn::Max(low, high);
  low = least;
}

// Forgetful selection: of a few more than half of the values, neither the least nor the greatest can be the median;
// both are dropped, and the next value is taken in. `window` points to its first value, at the top left.
template <int kRadius>
HWY_INLINE hn::Vec<Bytes> Select(const uint8_t* window, ptrdiff_t stride) {
  constexpr int kSide = 2 * kRadius + 1;
  constexpr int kCount = kSide * kSide;
  constexpr int kFirst = kCount / 2 + 2;
  const auto load = [&](int i) {
    return hn::LoadU(Bytes(), window + stride * (i / kSide) + ptrdiff_t{4} * (i % kSide));
  };
  hn::Vec<Bytes> values[kFirst];
  for (int i = 0; i < kFirst; ++i) values[i] = load(i);
  int count = kFirst;
  for (int next = kFirst;; ++next) {
    // The least to the front, the greatest to the back.
    for (int i = 0; i < count / 2; ++i) Order(values[i], values[count - 1 - i]);
    const int middle = (count + 1) / 2;
    for (int i = 1; i < middle; ++i) Order(values[0], values[i]);
    for (int i = count / 2; i < count - 1; ++i) Order(values[i], values[count - 1]);
    if (next == kCount) break;
    values[0] = load(next);
    --count;  // the last is forgotten, the first replaced
  }
  return values[1];
}

// Into `count` bytes of `target`. Reads as much beyond the windows as a vector may be long.
template <int kRadius>
HWY_INLINE void MedianRow(const uint8_t* window, ptrdiff_t stride, size_t count, uint8_t* target) {
  const Bytes bytes;
  size_t i = 0;
  for (; i + hn::Lanes(bytes) <= count; i += hn::Lanes(bytes)) {
    hn::StoreU(Select<kRadius>(window + i, stride), bytes, target + i);
  }
  if (i == count) return;
  uint8_t rest[hn::MaxLanes(bytes)];
  hn::StoreU(Select<kRadius>(window + i, stride), bytes, rest);
  std::memcpy(target + i, rest, count - i);
}

void Median(int radius, const uint8_t* window, ptrdiff_t stride, size_t count, uint8_t* target) {
  switch (radius) {
    case 1:
      return MedianRow<1>(window, stride, count, target);
    case 2:
      return MedianRow<2>(window, stride, count, target);
    default:
      return MedianRow<3>(window, stride, count, target);
  }
}

}  // namespace
}  // namespace HWY_NAMESPACE
}  // namespace kinora
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace kinora {

HWY_EXPORT(Median);

namespace {

class MedianStage final : public SpatialStage {
 public:
  explicit MedianStage(int radius) : radius_(radius) {}

  size_t scratch_bytes(PictureSize source) const override { return Padded::Bytes(source, radius_, radius_); }
  bool in_place() const override { return true; }

  void Run(const RgbaView& source, const RgbaView& target, std::span<uint8_t> scratch,
           const FrameContext&) const override {
    const Padded padded(source, radius_, radius_, Edge::kDuplicate, scratch);
    for (int y = 0; y < source.height; ++y) {
      HWY_DYNAMIC_DISPATCH(Median)
      (radius_, padded.At(-radius_, y - radius_), padded.stride(), 4 * static_cast<size_t>(source.width),
       target.Row(y));
    }
  }

 private:
  int radius_;
};

}  // namespace

Status BuildMedian(const Arguments& arguments, PlanBuilder& builder) {
  const int radius = static_cast<int>(arguments.Number("radius"));
  if (radius > 0) builder.AddSpatial(std::make_unique<MedianStage>(radius));
  return {};
}

}  // namespace kinora
#endif  // HWY_ONCE
