// One colour over the whole picture: since it is the same everywhere, each blend mode bends each channel by itself.
#include <algorithm>
#include <cmath>
#include <memory>

#include "filters/builders.h"

// Highway includes this file once for each instruction set.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "filters/kernels/tint.cc"
#include "hwy/foreach_target.h"  // keep before what includes highway.h

#include "filters/kernels/strip_vectors-inl.h"

HWY_BEFORE_NAMESPACE();
namespace kinora {
namespace HWY_NAMESPACE {
namespace {

// The greater or the lesser of each value and of its mixture with `color`, as a strip's; `kept` is the value's share.
void Limit(const int (&color)[3], int kept, bool greater, Strip& strip) {
  const auto share = hn::Set(Words(), static_cast<int16_t>(kept));
  const auto part = [&](int channel) { return (color[channel] * (kStripOne + 1 - kept) + (1 << 14)) >> 15; };
  const auto to_red_blue = Pair(part(0), part(2));
  const auto to_green = Pair(part(1), 0);
  ForEachVector(strip, [&](WordVector& red_blue, WordVector& green_alpha, size_t) HWY_ATTR {
    const auto limit = [&](WordVector value, WordVector to) HWY_ATTR {
      const auto mixed = hn::Add(hn::MulFixedPoint15(value, share), to);
      return greater ? hn::Max(value, mixed) : hn::Min(value, mixed);
    };
    red_blue = limit(red_blue, to_red_blue);
    green_alpha = KeepAlpha(green_alpha, limit(green_alpha, to_green));
  });
}

}  // namespace
}  // namespace HWY_NAMESPACE
}  // namespace kinora
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace kinora {
namespace {

HWY_EXPORT(Limit);

// In the order of the catalogue's keywords.
enum BlendMode : int {
  kNormal,
  kMultiply,
  kScreen,
  kOverlay,
  kDarken,
  kLighten,
  kColorDodge,
  kColorBurn,
  kHardLight,
  kSoftLight,
  kDifference,
  kExclusion,
};

// B(backdrop, source) of Compositing and Blending Level 1, section 10.1.
double Blend(int mode, double backdrop, double source) {
  switch (mode) {
    case kMultiply:
      return backdrop * source;
    case kScreen:
      return backdrop + source - backdrop * source;
    case kOverlay:
      return Blend(kHardLight, source, backdrop);
    case kColorDodge:
      return backdrop <= 0 ? 0 : source >= 1 ? 1 : std::min(1.0, backdrop / (1 - source));
    case kColorBurn:
      return backdrop >= 1 ? 1 : source <= 0 ? 0 : 1 - std::min(1.0, (1 - backdrop) / source);
    case kHardLight:
      return source <= 0.5 ? 2 * backdrop * source : Blend(kScreen, backdrop, 2 * source - 1);
    case kSoftLight: {
      if (source <= 0.5) return backdrop - (1 - 2 * source) * backdrop * (1 - backdrop);
      const double d = backdrop <= 0.25 ? ((16 * backdrop - 12) * backdrop + 4) * backdrop : std::sqrt(backdrop);
      return backdrop + (2 * source - 1) * (d - backdrop);
    }
    case kDifference:
      return std::abs(backdrop - source);
    case kExclusion:
      return backdrop + source - 2 * backdrop * source;
    default:
      return source;
  }
}

// To darken or to lighten: no table is needed, which takes four times as long.
class Limiting final : public PointwiseStage {
 public:
  Limiting(const std::array<double, 3>& color, double amount, bool greater)
      : kept_(static_cast<int>(std::lround((1 - amount) * kStripOne))), greater_(greater) {
    for (size_t i = 0; i < 3; ++i) color_[i] = static_cast<int>(std::lround(color[i] * kStripOne));
  }

  void Run(Strip& strip, const FrameContext&) const override {
    HWY_DYNAMIC_DISPATCH(Limit)(color_, kept_, greater_, strip);
  }

 private:
  int color_[3];
  int kept_;
  bool greater_;
};

bool IsLinear(int mode) { return mode == kNormal || mode == kMultiply || mode == kScreen || mode == kExclusion; }

}  // namespace

Status BuildTint(const Arguments& arguments, PlanBuilder& builder) {
  const int mode = arguments.Keyword("mode");
  const double amount = arguments.Number("amount") * arguments.Color("color", 3);
  if (amount == 0) return {};
  std::array<double, 3> color;
  for (size_t i = 0; i < 3; ++i) color[i] = arguments.Color("color", static_cast<int>(i));
  const auto mixed = [=](int channel, double value) {
    return value + amount * (Blend(mode, value, color[static_cast<size_t>(channel)]) - value);
  };
  if (mode == kDarken || mode == kLighten) {
    builder.AddPointwise(std::make_unique<Limiting>(color, amount, mode == kLighten));
    return {};
  }
  if (!IsLinear(mode)) {
    builder.AddPerChannel(mixed);
    return {};
  }
  ColorMatrix matrix{};
  matrix[3][3] = 1;
  for (int channel = 0; channel < 3; ++channel) {
    const auto row = static_cast<size_t>(channel);
    matrix[row][4] = mixed(channel, 0);
    matrix[row][row] = mixed(channel, 1) - matrix[row][4];
  }
  builder.AddMatrix(matrix);
  return {};
}

}  // namespace kinora
#endif  // HWY_ONCE
