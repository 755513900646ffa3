// By way of CIE xy and the inverse of the matrix from sRGB to XYZ, with the normal of the locus from its derivatives in
// the temperature.
#include <cmath>

#include "filters/reference/filters.h"

namespace kinora::reference {
namespace {

struct Quotient {
  double value;
  double derivative;
};

// (a + b T + c T^2) / (1 + d T + e T^2)
Quotient Rational(double t, double a, double b, double c, double d, double e) {
  const double top = a + b * t + c * t * t;
  const double bottom = 1 + d * t + e * t * t;
  return {top / bottom, ((b + 2 * c * t) * bottom - top * (d + 2 * e * t)) / (bottom * bottom)};
}

struct Rgb {
  double red, green, blue;
};

Rgb White(double kelvin, double across) {
  const Quotient u = Rational(kelvin, 0.860117757, 1.54118254e-4, 1.28641212e-7, 8.42420235e-4, 7.08145163e-7);
  const Quotient v = Rational(kelvin, 0.317398726, 4.22806245e-5, 4.20481691e-8, -2.89741816e-5, 1.61456053e-7);
  // Away from the locus towards green is up in v; across > 0 is down, towards magenta.
  const double length = std::hypot(u.derivative, v.derivative);
  const double nu = u.value - across * v.derivative / length;
  const double nv = v.value + across * u.derivative / length;
  const double x = 3 * nu / (2 * nu - 8 * nv + 4);
  const double y = 2 * nv / (2 * nu - 8 * nv + 4);
  const double cx = x / y;
  const double cz = (1 - x - y) / y;
  // From IEC 61966-2-1's primaries: XYZ = M rgb, solved by Cramer's rule.
  const double m[3][3] = {
      {0.4124564, 0.3575761, 0.1804375}, {0.2126729, 0.7151522, 0.0721750}, {0.0193339, 0.1191920, 0.9503041}};
  const double w[3] = {cx, 1, cz};
  const auto determinant = [](const double(&a)[3][3]) {
    return a[0][0] * (a[1][1] * a[2][2] - a[1][2] * a[2][1]) - a[0][1] * (a[1][0] * a[2][2] - a[1][2] * a[2][0]) +
           a[0][2] * (a[1][0] * a[2][1] - a[1][1] * a[2][0]);
  };
  double rgb[3];
  for (int column = 0; column < 3; ++column) {
    double replaced[3][3];
    for (int i = 0; i < 3; ++i) {
      for (int j = 0; j < 3; ++j) replaced[i][j] = j == column ? w[i] : m[i][j];
    }
    rgb[column] = determinant(replaced) / determinant(m);
  }
  return {rgb[0], rgb[1], rgb[2]};
}

double Encode(double light) { return light <= 0.0031308 ? 12.92 * light : 1.055 * std::pow(light, 1 / 2.4) - 0.055; }

double Decode(double value) { return value <= 0.04045 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4); }

}  // namespace

void Temperature(const Arguments& arguments, ExactPicture& picture, const FrameContext&) {
  const double kelvin = 1e6 / (1e6 / 6504 + 80 * arguments.Number("amount"));
  const Rgb white = White(kelvin, 0.02 * arguments.Number("tint"));
  const Rgb neutral = White(6504, 0);
  const double red = white.red / neutral.red;
  const double green = white.green / neutral.green;
  const double blue = white.blue / neutral.blue;
  const double luma = 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  const double gains[3] = {red / luma, green / luma, blue / luma};
  ForEachPixel(picture, [&](double* pixel, int, int) {
    for (int i = 0; i < 3; ++i) pixel[i] = Encode(gains[i] * Decode(pixel[i]));
  });
}

}  // namespace kinora::reference
