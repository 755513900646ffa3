// Lays colours that were looked up over a strip. Include behind hwy/foreach_target.h.
#if defined(KINORA_FILTERS_KERNELS_COLORANT_INL_H_) == defined(HWY_TARGET_TOGGLE)
#ifdef KINORA_FILTERS_KERNELS_COLORANT_INL_H_
#undef KINORA_FILTERS_KERNELS_COLORANT_INL_H_
#else
#define KINORA_FILTERS_KERNELS_COLORANT_INL_H_
#endif

#include "filters/kernels/colorant.h"
#include "filters/kernels/strip_vectors-inl.h"

HWY_BEFORE_NAMESPACE();
namespace kinora {
namespace HWY_NAMESPACE {
namespace {

// `colorants` are one for each pixel, aligned for vectors, with room up to a multiple of kStripStep.
HWY_INLINE void LayOver(const Colorant* colorants, Strip& strip) {
  const Pixels pixels;
  const Words words;
  const auto* source = reinterpret_cast<const int32_t*>(colorants);
  ForEachVector(strip, [&](WordVector& red_blue, WordVector& green_alpha, size_t index) HWY_ATTR {
    const auto first = hn::Load(pixels, source + 2 * index);
    const auto second = hn::Load(pixels, source + 2 * index + hn::Lanes(pixels));
    const auto to_red_blue = hn::BitCast(words, hn::ConcatEven(pixels, second, first));
    const auto to_green_share = hn::ConcatOdd(pixels, second, first);
    const auto share = hn::ShiftRight<16>(to_green_share);
    red_blue = Mix(red_blue, to_red_blue, Twice(share));
    green_alpha = KeepAlpha(green_alpha, Mix(green_alpha, hn::BitCast(words, to_green_share), Twice(share)));
  });
}

}  // namespace
}  // namespace HWY_NAMESPACE
}  // namespace kinora
HWY_AFTER_NAMESPACE();

#endif
