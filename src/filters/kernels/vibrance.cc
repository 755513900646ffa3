#include <cmath>

#include "filters/builders.h"

// Highway includes this file once for each instruction set.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "filters/kernels/vibrance.cc"
#include "hwy/foreach_target.h"  // keep before what includes highway.h

#include "filters/kernels/strip_vectors-inl.h"

HWY_BEFORE_NAMESPACE();
namespace kinora {
namespace HWY_NAMESPACE {
namespace {

// `third` is amount / 3 as a multiple of 2^-15.
void Strengthen(int third, Strip& strip) {
  const Words words;
  const auto factor = hn::Set(words, static_cast<int16_t>(third));
  ForEachVector(strip, [&](WordVector& red_blue, WordVector& green_alpha, size_t) HWY_ATTR {
    const auto green = hn::DupEven(green_alpha);
    const auto greatest = hn::Max(hn::Max(red_blue, hn::Reverse2(words, red_blue)), green);
    const auto red_blue_lack = hn::Sub(greatest, red_blue);
    const auto green_lack = hn::Sub(greatest, green);
    // k / 2: the greatest less the mean is a third of what the channels lack.
    const auto half_part = hn::MulFixedPoint15(red_blue_lack, factor);
    const auto half =
        hn::Add(hn::Add(half_part, hn::Reverse2(words, half_part)), hn::MulFixedPoint15(green_lack, factor));
    const auto take = [&](WordVector color, WordVector lack) HWY_ATTR {
      const auto part = hn::MulFixedPoint15(lack, half);
      return hn::Max(hn::SaturatedSub(hn::SaturatedSub(color, part), part), hn::Zero(words));
    };
    red_blue = take(red_blue, red_blue_lack);
    green_alpha = KeepAlpha(green_alpha, take(green, green_lack));
  });
}

}  // namespace
}  // namespace HWY_NAMESPACE
}  // namespace kinora
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace kinora {
namespace {

HWY_EXPORT(Strengthen);

class Vibrance final : public PointwiseStage {
 public:
  explicit Vibrance(double amount) : third_(static_cast<int>(std::lround(amount / 3 * (kStripOne + 1)))) {}

  void Run(Strip& strip, const FrameContext&) const override { HWY_DYNAMIC_DISPATCH(Strengthen)(third_, strip); }

 private:
  int third_;
};

}  // namespace

Status BuildVibrance(const Arguments& arguments, PlanBuilder& builder) {
  const double amount = arguments.Number("amount");
  if (amount != 0) builder.AddPointwise(std::make_unique<Vibrance>(amount));
  return {};
}

}  // namespace kinora
#endif  // HWY_ONCE
