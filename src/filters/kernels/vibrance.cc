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

// Eight pixels at a time on every instruction set, so that their order is one. `third` is amount * 2 / 3 as a multiple
// of 2^-15.
void Strengthen(int third, Strip& strip) {
  const hn::FixedTag<int16_t, 8> words;
  const hn::FixedTag<int32_t, 4> pairs;
  const hn::RebindToUnsigned<decltype(words)> unsigned_words;
  const auto factor = hn::Set(words, static_cast<int16_t>(third));
  // The even words of two vectors, and the odd ones: none is below 0.
  const auto even = [&](auto first, auto second) HWY_ATTR {
    const auto low = [&](auto pair) HWY_ATTR { return hn::And(hn::BitCast(pairs, pair), hn::Set(pairs, 0xFFFF)); };
    return hn::ReorderDemote2To(words, low(first), low(second));
  };
  const auto odd = [&](auto first, auto second) HWY_ATTR {
    const auto high = [&](auto pair) HWY_ATTR { return hn::ShiftRight<16>(hn::BitCast(pairs, pair)); };
    return hn::ReorderDemote2To(words, high(first), high(second));
  };
  for (size_t i = 0; i < strip.count; i += 8) {
    int16_t* red_blue_at = strip.red_blue + 2 * i;
    int16_t* green_alpha_at = strip.green_alpha + 2 * i;
    const auto red_blue = hn::Load(words, red_blue_at);
    const auto red_blue_behind = hn::Load(words, red_blue_at + 8);
    const auto green_alpha = hn::Load(words, green_alpha_at);
    const auto green_alpha_behind = hn::Load(words, green_alpha_at + 8);
    auto red = even(red_blue, red_blue_behind);
    auto green = even(green_alpha, green_alpha_behind);
    auto blue = odd(red_blue, red_blue_behind);
    const auto greatest = hn::Max(hn::Max(red, green), blue);
    // What the channels lack of the greatest, summed up, is three times what the greatest has more than the mean.
    const auto sum = hn::Add(hn::Add(hn::Sub(greatest, red), hn::Sub(greatest, green)), hn::Sub(greatest, blue));
    const auto half_sum = hn::BitCast(words, hn::ShiftRight<1>(hn::BitCast(unsigned_words, sum)));
    const auto half = hn::MulFixedPoint15(half_sum, factor);  // of k
    const auto take = [&](auto color) HWY_ATTR {
      const auto part = hn::MulFixedPoint15(hn::Sub(greatest, color), half);
      return hn::Max(hn::SaturatedSub(hn::SaturatedSub(color, part), part), hn::Zero(words));
    };
    red = take(red);
    green = take(green);
    blue = take(blue);
    hn::Store(hn::InterleaveLower(words, red, blue), words, red_blue_at);
    hn::Store(hn::InterleaveUpper(words, red, blue), words, red_blue_at + 8);
    hn::Store(hn::OddEven(green_alpha, hn::InterleaveLower(words, green, green)), words, green_alpha_at);
    hn::Store(hn::OddEven(green_alpha_behind, hn::InterleaveUpper(words, green, green)), words, green_alpha_at + 8);
  }
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
  explicit Vibrance(double amount) : third_(static_cast<int>(std::lround(amount * 2 / 3 * (kStripOne + 1)))) {}

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
