// The Hermite basis in its textbook form, the tangents in a pass over the pieces.
#include <cmath>
#include <map>

#include "filters/reference/filters.h"

namespace kinora::reference {
namespace {

double Interpolate(std::span<const double> points, double x) {
  const size_t count = points.size() / 2;
  const auto px = [&](size_t i) { return points[2 * i]; };
  const auto py = [&](size_t i) { return points[2 * i + 1]; };
  if (x <= px(0)) return py(0);
  if (x >= px(count - 1)) return py(count - 1);

  const auto secant = [&](size_t i) { return (py(i + 1) - py(i)) / (px(i + 1) - px(i)); };
  std::map<size_t, double> m;
  for (size_t i = 0; i < count; ++i) {
    if (i == 0) {
      m[i] = secant(0);
    } else if (i == count - 1) {
      m[i] = secant(i - 1);
    } else if ((secant(i - 1) > 0 && secant(i) > 0) || (secant(i - 1) < 0 && secant(i) < 0)) {
      m[i] = 0.5 * secant(i - 1) + 0.5 * secant(i);
    } else {
      m[i] = 0;
    }
  }
  for (size_t i = 0; i + 1 < count; ++i) {
    const double d = secant(i);
    if (d == 0) {
      m[i] = m[i + 1] = 0;
      continue;
    }
    const double length = std::hypot(m[i] / d, m[i + 1] / d);
    if (length > 3) {
      m[i] = m[i] / length * 3;
      m[i + 1] = m[i + 1] / length * 3;
    }
  }

  size_t i = 0;
  while (px(i + 1) < x) ++i;
  const double h = px(i + 1) - px(i);
  const double t = (x - px(i)) / h;
  const double t2 = t * t;
  const double t3 = t2 * t;
  return (2 * t3 - 3 * t2 + 1) * py(i) + (t3 - 2 * t2 + t) * h * m[i] + (3 * t2 - 2 * t3) * py(i + 1) +
         (t3 - t2) * h * m[i + 1];
}

}  // namespace

void Curves(const Arguments& arguments, ExactPicture& picture, const FrameContext&) {
  const std::span<const double> each[3] = {arguments.Numbers("red"), arguments.Numbers("green"),
                                           arguments.Numbers("blue")};
  const std::span<const double> all = arguments.Numbers("rgb");
  ForEachPixel(picture, [&](double* pixel, int, int) {
    for (int channel = 0; channel < 3; ++channel) {
      pixel[channel] = Interpolate(all, Interpolate(each[channel], pixel[channel]));
    }
  });
}

}  // namespace kinora::reference
