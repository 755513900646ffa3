// The filters that bend each channel by itself.
#include <algorithm>
#include <cmath>
#include <string>

#include "filters/builders.h"
#include "filters/kernels/srgb.h"

namespace kinora {

double SrgbToLinear(double value) { return value <= 0.04045 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4); }

double LinearToSrgb(double value) {
  return value <= 0.0031308 ? value * 12.92 : 1.055 * std::pow(value, 1 / 2.4) - 0.055;
}

Status BuildExposure(const Arguments& arguments, PlanBuilder& builder) {
  const double stops = arguments.Number("stops");
  if (stops == 0) return {};
  builder.AddPerChannel(
      [gain = std::exp2(stops)](int, double value) { return LinearToSrgb(std::min(SrgbToLinear(value) * gain, 1.0)); });
  return {};
}

Status BuildGamma(const Arguments& arguments, PlanBuilder& builder) {
  std::array<double, 3> exponents{};
  constexpr std::string_view kChannels[] = {"red", "green", "blue"};
  for (size_t i = 0; i < 3; ++i) exponents[i] = 1 / (arguments.Number("value") * arguments.Number(kChannels[i]));
  if (exponents == std::array<double, 3>{1, 1, 1}) return {};
  builder.AddPerChannel(
      [exponents](int channel, double value) { return std::pow(value, exponents[static_cast<size_t>(channel)]); });
  return {};
}

Status BuildLevels(const Arguments& arguments, PlanBuilder& builder) {
  const double in_black = arguments.Number("in-black");
  const double in_white = arguments.Number("in-white");
  const double exponent = 1 / arguments.Number("gamma");
  const double out_black = arguments.Number("out-black");
  const double out_white = arguments.Number("out-white");
  if (in_white <= in_black) {
    return OutOfRange("levels.in-white", in_white, "above in-black (" + std::to_string(in_black) + ")");
  }
  if (in_black == 0 && in_white == 1 && exponent == 1 && out_black == 0 && out_white == 1) return {};
  builder.AddPerChannel([=](int, double value) {
    const double place = std::clamp((value - in_black) / (in_white - in_black), 0.0, 1.0);
    return std::pow(place, exponent) * (out_white - out_black) + out_black;
  });
  return {};
}

Status BuildPosterize(const Arguments& arguments, PlanBuilder& builder) {
  builder.AddPerChannel([levels = arguments.Number("levels")](int, double value) {
    return std::min(std::floor(value * levels) / (levels - 1), 1.0);
  });
  return {};
}

Status BuildSolarize(const Arguments& arguments, PlanBuilder& builder) {
  builder.AddPerChannel(
      [threshold = arguments.Number("threshold")](int, double value) { return value > threshold ? 1 - value : value; });
  return {};
}

}  // namespace kinora
