#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

#include "filters/reference/filters.h"

namespace kinora::reference {
namespace {

using Pixel = std::array<double, 4>;

Pixel At(const ExactPicture& picture, int x, int y, int edge) {
  const int at_x = EdgePlace(x, picture.width, edge);
  const int at_y = EdgePlace(y, picture.height, edge);
  if (at_x < 0 || at_y < 0) return {};
  const double* pixel = picture.At(at_x, at_y);
  return {pixel[0], pixel[1], pixel[2], pixel[3]};
}

Pixel Bilinear(const ExactPicture& picture, double x, double y, int edge) {
  // Places that are whole but for rounding.
  if (std::abs(x - std::round(x)) < 1e-9) x = std::round(x);
  if (std::abs(y - std::round(y)) < 1e-9) y = std::round(y);
  const int left = static_cast<int>(std::floor(x));
  const int top = static_cast<int>(std::floor(y));
  Pixel sum{};
  for (int i = 0; i < 4; ++i) {
    const double across = i % 2 ? x - left : 1 - (x - left);
    const double down = i / 2 ? y - top : 1 - (y - top);
    if (across * down == 0) continue;
    const Pixel pixel = At(picture, left + i % 2, top + i / 2, edge);
    for (size_t channel = 0; channel < 4; ++channel) sum[channel] += across * down * pixel[channel];
  }
  return sum;
}

}  // namespace

void MotionBlur(const Arguments& arguments, ExactPicture& picture, const FrameContext&) {
  const double angle = arguments.Number("angle") * std::numbers::pi / 180;
  const double longer = std::max(std::abs(std::cos(angle)), std::abs(std::sin(angle)));
  const double steps = std::max(1.0, arguments.Number("length") * longer);
  const int edge = arguments.Keyword("edge");
  Premultiply(picture);
  const ExactPicture source = picture;
  ForEachPixel(picture, [&](double* pixel, int x, int y) {
    Pixel sum{};
    // Each step is one pixel of the longer axis and has a pixel's width of the line, the last ones what is left.
    for (int i = 0; i - 0.5 < steps / 2; ++i) {
      const double width = std::min(1.0, steps / 2 - (i - 0.5));
      for (int side = -1; side <= 1; side += 2) {
        const double way = side * i / longer;
        const Pixel sample = Bilinear(source, x + way * std::cos(angle), y + way * std::sin(angle), edge);
        for (size_t channel = 0; channel < 4; ++channel) sum[channel] += sample[channel] * width * (i == 0 ? 0.5 : 1);
      }
    }
    for (size_t channel = 0; channel < 4; ++channel) pixel[channel] = sum[channel] / steps;
  });
  Unpremultiply(picture);
}

void ZoomBlur(const Arguments& arguments, ExactPicture& picture, const FrameContext&) {
  constexpr int kSamples = 16;
  Premultiply(picture);
  const ExactPicture source = picture;
  ForEachPixel(picture, [&](double* pixel, int x, int y) {
    const double to_x = arguments.Number("x") * source.width - (x + 0.5);
    const double to_y = arguments.Number("y") * source.height - (y + 0.5);
    Pixel sum{};
    for (int i = 0; i < kSamples; ++i) {
      const double way = arguments.Number("amount") * i / (kSamples - 1.0);
      const Pixel sample = Bilinear(source, x + way * to_x, y + way * to_y, 0);
      for (size_t channel = 0; channel < 4; ++channel) sum[channel] += sample[channel];
    }
    for (size_t channel = 0; channel < 4; ++channel) pixel[channel] = sum[channel] / kSamples;
  });
  Unpremultiply(picture);
}

}  // namespace kinora::reference
