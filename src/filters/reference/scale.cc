#include <algorithm>
#include <cmath>
#include <numbers>

#include "filters/reference/filters.h"

namespace kinora::reference {
namespace {

double Sinc(double x) { return x == 0 ? 1 : std::sin(std::numbers::pi * x) / (std::numbers::pi * x); }

double Lanczos(double x) { return std::abs(x) < 3 ? Sinc(x) * Sinc(x / 3) : 0; }

double Triangle(double x) { return std::max(0.0, 1 - std::abs(x)); }

// The part of the source's pixel at `from` that the one at `x` covers.
double Covered(int from, int x, double ratio) {
  return std::max(0.0, std::min(from + 1.0, (x + 1) * ratio) - std::max<double>(from, x * ratio));
}

// The columns alone; the picture stays as high as it is.
ExactPicture ScaleColumns(const ExactPicture& source, int width, int method) {
  ExactPicture target(width, source.height);
  const double ratio = static_cast<double>(source.width) / width;
  const double widening = std::max(1.0, ratio);
  const double reach = (method == 0 ? 3 : 1) * widening;
  for (int x = 0; x < width; ++x) {
    const double center = (x + 0.5) * ratio - 0.5;
    for (int y = 0; y < source.height; ++y) {
      double total = 0;
      double sums[4] = {};
      for (int from = static_cast<int>(std::floor(center - reach)); from <= center + reach; ++from) {
        const double distance = (from - center) / widening;
        const double weight = method == 0   ? Lanczos(distance)
                              : method == 1 ? Triangle(distance)
                                            : Covered(from, x, ratio);
        const double* pixel = source.At(EdgePlace(from, source.width, 0), y);
        for (int channel = 0; channel < 4; ++channel) sums[channel] += weight * pixel[channel];
        total += weight;
      }
      for (int channel = 0; channel < 4; ++channel) target.At(x, y)[channel] = sums[channel] / total;
    }
  }
  return target;
}

ExactPicture Transposed(const ExactPicture& source) {
  ExactPicture target(source.height, source.width);
  for (int y = 0; y < source.height; ++y) {
    for (int x = 0; x < source.width; ++x) std::copy_n(source.At(x, y), 4, target.At(y, x));
  }
  return target;
}

}  // namespace

void Scale(const Arguments& arguments, ExactPicture& picture, const FrameContext&) {
  const double x = arguments.Number("x");
  const double y = arguments.Number("y") == 0 ? x : arguments.Number("y");
  const int method = arguments.Keyword("method");
  const int width = std::max(1, static_cast<int>(std::round(picture.width * x)));
  const int height = std::max(1, static_cast<int>(std::round(picture.height * y)));
  Premultiply(picture);
  picture = Transposed(ScaleColumns(Transposed(ScaleColumns(picture, width, method)), height, method));
  // Lobes below zero overshoot: no colour may be more than its alpha.
  ForEachPixel(picture, [](double* pixel, int, int) {
    pixel[3] = std::clamp(pixel[3], 0.0, 1.0);
    for (int channel = 0; channel < 3; ++channel) pixel[channel] = std::min(pixel[channel], pixel[3]);
  });
  Unpremultiply(picture);
}

}  // namespace kinora::reference
