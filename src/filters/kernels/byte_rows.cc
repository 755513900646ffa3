#include "filters/kernels/byte_rows.h"

// Highway includes this file once for each instruction set.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "filters/kernels/byte_rows.cc"
#include "hwy/foreach_target.h"  // keep before highway.h
#include "hwy/highway.h"

HWY_BEFORE_NAMESPACE();
namespace kinora {
namespace HWY_NAMESPACE {
namespace {

namespace hn = hwy::HWY_NAMESPACE;

constexpr hn::FixedTag<uint8_t, 16> kBytes;

void Greatest(const uint8_t* a, const uint8_t* b, uint8_t mask, size_t count, uint8_t* target) {
  const auto bits = hn::Set(kBytes, mask);
  for (size_t i = 0; i < count; i += 16) {
    const auto most = hn::Max(hn::LoadU(kBytes, a + i), hn::LoadU(kBytes, b + i));
    hn::StoreU(hn::Xor(most, bits), kBytes, target + i);
  }
}

void Clamp(size_t count, uint8_t* rgba) {
  alignas(16) static constexpr uint8_t kAlphas[16] = {3, 3, 3, 3, 7, 7, 7, 7, 11, 11, 11, 11, 15, 15, 15, 15};
  const auto alphas = hn::Load(kBytes, kAlphas);
  for (size_t i = 0; i < count; i += 16) {
    const auto pixels = hn::LoadU(kBytes, rgba + i);
    hn::StoreU(hn::Min(pixels, hn::TableLookupBytes(pixels, alphas)), kBytes, rgba + i);
  }
}

}  // namespace
}  // namespace HWY_NAMESPACE
}  // namespace kinora
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace kinora {

HWY_EXPORT(Greatest);
HWY_EXPORT(Clamp);

void GreatestBytes(const uint8_t* a, const uint8_t* b, uint8_t mask, size_t count, uint8_t* target) {
  HWY_DYNAMIC_DISPATCH(Greatest)(a, b, mask, count, target);
}

void ClampToAlpha(size_t count, uint8_t* rgba) { HWY_DYNAMIC_DISPATCH(Clamp)(count, rgba); }

}  // namespace kinora
#endif  // HWY_ONCE
