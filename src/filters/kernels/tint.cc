// One colour over the whole picture: since it is the same everywhere, each blend mode bends each channel by itself.
#include <algorithm>
#include <cmath>

#include "filters/builders.h"

namespace kinora {
namespace {

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
    case kDarken:
      return std::min(backdrop, source);
    case kLighten:
      return std::max(backdrop, source);
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
