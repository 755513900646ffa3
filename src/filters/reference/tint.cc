#include <algorithm>
#include <cmath>

#include "filters/reference/filters.h"

namespace kinora::reference {
namespace {

double Multiply(double b, double s) { return b * s; }
double Screen(double b, double s) { return 1 - (1 - b) * (1 - s); }
double HardLight(double b, double s) { return s <= 0.5 ? Multiply(b, 2 * s) : Screen(b, 2 * s - 1); }

double SoftLight(double b, double s) {
  const double d = b <= 0.25 ? 16 * b * b * b - 12 * b * b + 4 * b : std::sqrt(b);
  return s <= 0.5 ? b - (1 - 2 * s) * b * (1 - b) : b + (2 * s - 1) * (d - b);
}

double ColorDodge(double b, double s) {
  if (b == 0) return 0;
  return s == 1 ? 1 : std::min(1.0, b / (1 - s));
}

double ColorBurn(double b, double s) {
  if (b == 1) return 1;
  return s == 0 ? 0 : 1 - std::min(1.0, (1 - b) / s);
}

double Overlay(double b, double s) { return HardLight(s, b); }
double Normal(double, double s) { return s; }
double Darken(double b, double s) { return b < s ? b : s; }
double Lighten(double b, double s) { return b > s ? b : s; }
double Difference(double b, double s) { return b > s ? b - s : s - b; }
double Exclusion(double b, double s) { return b * (1 - s) + s * (1 - b); }

using Mode = double(double, double);
constexpr Mode* kModes[] = {Normal,     Multiply,  Screen,    Overlay,   Darken,     Lighten,
                            ColorDodge, ColorBurn, HardLight, SoftLight, Difference, Exclusion};

}  // namespace

void Tint(const Arguments& arguments, ExactPicture& picture, const FrameContext&) {
  const double share = arguments.Number("amount") * arguments.Color("color", 3);
  Mode* mode = kModes[arguments.Keyword("mode")];
  ForEachPixel(picture, [&](double* pixel, int, int) {
    for (int i = 0; i < 3; ++i) {
      pixel[i] = (1 - share) * pixel[i] + share * mode(pixel[i], arguments.Color("color", i));
    }
  });
}

}  // namespace kinora::reference
