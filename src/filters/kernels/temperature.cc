// White balance: another white point, as a gain of each channel in linear light.
#include <array>
#include <cmath>

#include "filters/builders.h"
#include "filters/kernels/srgb.h"

namespace kinora {
namespace {

using Triple = std::array<double, 3>;

constexpr double kNeutralMired = 1e6 / 6504;
constexpr double kMostMireds = 80;       // at amount 1: 4278 K; at -1: 13559 K
constexpr double kMostAcross = 0.02;     // at tint 1, in CIE 1960 (u, v)
constexpr double kDerivativeStep = 0.5;  // mireds

struct Chromaticity {
  double u;
  double v;
};

// The Planckian locus in CIE 1960 UCS (Krystek, Color Research and Application 10, 1985), 1,000 K to 15,000 K.
Chromaticity Locus(double mired) {
  const double t = 1e6 / mired;
  return {(0.860117757 + 1.54118254e-4 * t + 1.28641212e-7 * t * t) / (1 + 8.42420235e-4 * t + 7.08145163e-7 * t * t),
          (0.317398726 + 4.22806245e-5 * t + 4.20481691e-8 * t * t) / (1 - 2.89741816e-5 * t + 1.61456053e-7 * t * t)};
}

// Linear sRGB of a white with luminance 1.
Triple ToLinearRgb(Chromaticity white) {
  const double x = 1.5 * white.u / white.v;  // X / Y and Z / Y
  const double z = (4 - white.u - 10 * white.v) / (2 * white.v);
  return {3.2404542 * x - 1.5371385 - 0.4985314 * z, -0.9692660 * x + 1.8760108 + 0.0415560 * z,
          0.0556434 * x - 0.2040259 + 1.0572252 * z};
}

Chromaticity WhiteAt(double amount, double tint) {
  const double mired = kNeutralMired + kMostMireds * amount;
  const Chromaticity on = Locus(mired);
  const Chromaticity before = Locus(mired - kDerivativeStep);
  const Chromaticity behind = Locus(mired + kDerivativeStep);
  const double du = behind.u - before.u;
  const double dv = behind.v - before.v;
  const double scale = kMostAcross * tint / std::sqrt(du * du + dv * dv);
  return {on.u + dv * scale, on.v - du * scale};
}

}  // namespace

Status BuildTemperature(const Arguments& arguments, PlanBuilder& builder) {
  const double amount = arguments.Number("amount");
  const double tint = arguments.Number("tint");
  if (amount == 0 && tint == 0) return {};
  const Triple white = ToLinearRgb(WhiteAt(amount, tint));
  const Triple neutral = ToLinearRgb(WhiteAt(0, 0));
  Triple gains;
  for (size_t i = 0; i < 3; ++i) gains[i] = white[i] / neutral[i];
  const double luma = 0.2126 * gains[0] + 0.7152 * gains[1] + 0.0722 * gains[2];
  for (double& gain : gains) gain /= luma;
  builder.AddPerChannel([gains](int channel, double value) {
    return LinearToSrgb(SrgbToLinear(value) * gains[static_cast<size_t>(channel)]);
  });
  return {};
}

}  // namespace kinora
