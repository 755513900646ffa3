#include <algorithm>
#include <cmath>
#include <functional>

#include "filters/reference/filters.h"

namespace kinora::reference {
namespace {

using Plane = std::vector<double>;

// The mean over the window around each value; the border's values stand for what is outside.
Plane Mean(const Plane& plane, int width, int height, int radius) {
  Plane across(plane.size());
  Plane result(plane.size());
  const auto at = [&](const Plane& of, int x, int y) {
    return of[static_cast<size_t>(EdgePlace(y, height, 0) * width + EdgePlace(x, width, 0))];
  };
  for (int pass = 0; pass < 2; ++pass) {
    for (int y = 0; y < height; ++y) {
      for (int x = 0; x < width; ++x) {
        double sum = 0;
        for (int i = -radius; i <= radius; ++i) sum += pass ? at(across, x, y + i) : at(plane, x + i, y);
        (pass ? result : across)[static_cast<size_t>(y * width + x)] = sum / (2 * radius + 1);
      }
    }
  }
  return result;
}

Plane Combine(const Plane& first, const Plane& second, const std::function<double(double, double)>& function) {
  Plane result(first.size());
  for (size_t i = 0; i < first.size(); ++i) result[i] = function(first[i], second[i]);
  return result;
}

// q = mean(a) I + mean(b), a = var / (var + epsilon), b = mean - a mean.
Plane Filter(const Plane& plane, int width, int height, int radius, double epsilon) {
  const auto times = [](double x, double y) { return x * y; };
  const Plane mean = Mean(plane, width, height, radius);
  const Plane squares = Mean(Combine(plane, plane, times), width, height, radius);
  const Plane slope =
      Combine(squares, mean, [&](double square, double m) { return (square - m * m) / (square - m * m + epsilon); });
  const Plane offset = Combine(mean, slope, [](double m, double a) { return m - a * m; });
  return Combine(Combine(Mean(slope, width, height, radius), plane, times), Mean(offset, width, height, radius),
                 [](double x, double y) { return x + y; });
}

double Luma(const double* pixel) { return 0.299 * pixel[0] + 0.587 * pixel[1] + 0.114 * pixel[2]; }

// From 0 at `least` to 1 eight levels further in, and the same at `most`; in levels of 8 bits.
double Inside(double value, double least, double most) {
  return std::clamp((value - least) / 8, 0.0, 1.0) * std::clamp((most - value) / 8, 0.0, 1.0);
}

}  // namespace

void Guided(const Arguments& arguments, ExactPicture& picture, const FrameContext&) {
  const int radius = static_cast<int>(arguments.Number("radius"));
  if (radius == 0) return;
  for (size_t channel = 0; channel < 3; ++channel) {
    Plane plane;
    for (size_t i = channel; i < picture.values.size(); i += 4) plane.push_back(picture.values[i]);
    plane = Filter(plane, picture.width, picture.height, radius, arguments.Number("epsilon"));
    for (size_t i = 0; i < plane.size(); ++i) picture.values[4 * i + channel] = std::clamp(plane[i], 0.0, 1.0);
  }
}

void SmoothSkin(const Arguments& arguments, ExactPicture& picture, const FrameContext&) {
  const double strength = arguments.Number("amount") * (1 - arguments.Number("detail"));
  Plane luma;
  for (size_t i = 0; i < picture.values.size(); i += 4) luma.push_back(Luma(&picture.values[i]));
  const Plane smooth = Filter(luma, picture.width, picture.height, static_cast<int>(arguments.Number("radius")), 0.001);
  ForEachPixel(picture, [&](double* pixel, int x, int y) {
    const auto i = static_cast<size_t>(y * picture.width + x);
    const double cb = 128 + 255 * (pixel[2] - luma[i]) / 1.772;
    const double cr = 128 + 255 * (pixel[0] - luma[i]) / 1.402;
    const double skin = Inside(cb, 77, 127) * Inside(cr, 133, 173);
    const double change = (smooth[i] - luma[i]) * strength * skin;
    for (int channel = 0; channel < 3; ++channel) pixel[channel] += change;
  });
}

}  // namespace kinora::reference
