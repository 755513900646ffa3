#include "filters/kernels/strip.h"

// Highway includes this file once for each instruction set.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "filters/kernels/strip.cc"
#include "hwy/foreach_target.h"  // keep before what includes highway.h

#include "filters/kernels/strip_vectors-inl.h"

HWY_BEFORE_NAMESPACE();
namespace kinora {
namespace HWY_NAMESPACE {
namespace {

using Bytes = hn::Repartition<uint8_t, Words>;

void Load(const uint8_t* source, PixelFormat format, Strip& strip) {
  const bool swap = format == PixelFormat::kBgra;
  ForEachVectorOf(source, strip.count, [&](const uint8_t* at, size_t index) HWY_ATTR {
    WordVector red_blue;
    WordVector green_alpha;
    Widen(hn::BitCast(Words(), hn::LoadU(Bytes(), at)), red_blue, green_alpha);
    if (swap) red_blue = hn::Reverse2(Words(), red_blue);
    hn::Store(red_blue, Words(), strip.red_blue + 2 * index);
    hn::Store(green_alpha, Words(), strip.green_alpha + 2 * index);
  });
}

void Store(const Strip& strip, uint8_t* target) {
  ForEachVectorOf(target, strip.count, [&](uint8_t* at, size_t index) HWY_ATTR {
    const auto red_blue = hn::ShiftRight<7>(RoundToBytes(hn::Load(Words(), strip.red_blue + 2 * index)));
    const auto green_alpha = hn::ShiftLeft<1>(RoundToBytes(hn::Load(Words(), strip.green_alpha + 2 * index)));
    const auto pixels = hn::Or(red_blue, hn::And(green_alpha, hn::Set(Words(), -256)));
    hn::StoreU(hn::BitCast(Bytes(), pixels), Bytes(), at);
  });
}

}  // namespace
}  // namespace HWY_NAMESPACE
}  // namespace kinora
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace kinora {

HWY_EXPORT(Load);
HWY_EXPORT(Store);

void LoadStrip(const uint8_t* source, PixelFormat format, Strip& strip) {
  HWY_DYNAMIC_DISPATCH(Load)(source, format, strip);
}

void StoreStrip(const Strip& strip, uint8_t* target) { HWY_DYNAMIC_DISPATCH(Store)(strip, target); }

}  // namespace kinora
#endif  // HWY_ONCE
