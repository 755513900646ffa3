// Pixels in bytes: some at a time, and rounded to them. Include behind hwy/foreach_target.h.
#if defined(KINORA_FILTERS_KERNELS_PIXEL_GROUPS_INL_H_) == defined(HWY_TARGET_TOGGLE)
#ifdef KINORA_FILTERS_KERNELS_PIXEL_GROUPS_INL_H_
#undef KINORA_FILTERS_KERNELS_PIXEL_GROUPS_INL_H_
#else
#define KINORA_FILTERS_KERNELS_PIXEL_GROUPS_INL_H_
#endif

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <type_traits>

#include "hwy/highway.h"

HWY_BEFORE_NAMESPACE();
namespace kinora {
namespace HWY_NAMESPACE {
namespace {

namespace hn = hwy::HWY_NAMESPACE;

// Calls `group(bytes, index)` for each `kGroup` of `count` pixels, the first of which is `index`. What is behind the
// last is neither read nor written; bytes that are const are only read.
template <size_t kGroup, typename Byte, typename Function>
HWY_INLINE void ForEachGroup(Byte* bytes, size_t count, Function group) {
  const size_t whole = count / kGroup * kGroup;
  uint8_t rest[4 * kGroup] = {};
  std::memcpy(rest, bytes + 4 * whole, 4 * (count - whole));
  Byte* at = bytes;
  size_t end = whole;
  // The last pixels by the same loop, so that there is one copy of the group's code.
  for (size_t index = 0; index < count; at = rest, end = count) {
    for (; index < end; index += kGroup, at += 4 * kGroup) group(at, index);
  }
  if constexpr (!std::is_const_v<Byte>) std::memcpy(bytes + 4 * whole, rest, 4 * (count - whole));
}

// 128 times ToByte of a strip's values, and what is behind the point.
template <typename V>
HWY_INLINE V RoundToBytes(V values) {
  return hn::Add(hn::Sub(values, hn::ShiftRight<8>(values)), hn::Set(hn::DFromV<V>(), 64));
}

}  // namespace
}  // namespace HWY_NAMESPACE
}  // namespace kinora
HWY_AFTER_NAMESPACE();

#endif
