#include "filters/reference/filters.h"
#include "filters/reference/guided_filter.h"

namespace kinora::reference {
namespace {

template <typename Function>
Plane Combine(const Plane& first, const Plane& second, Function function) {
  Plane result = first;
  for (size_t i = 0; i < result.values.size(); ++i) result.values[i] = function(first.values[i], second.values[i]);
  return result;
}

// Means of 2 * radius + 1 values along one axis: `length` values lie `step` apart.
void MeanAlong(const double* from, int length, int step, int radius, double* to) {
  for (int at = 0; at < length; ++at) {
    double sum = 0;
    for (int i = at - radius; i <= at + radius; ++i) sum += from[EdgePlace(i, length, 0) * step];
    to[at * step] = sum / (2 * radius + 1);
  }
}

}  // namespace

Plane WindowMean(const Plane& plane, int radius) {
  Plane rows = plane;
  for (int y = 0; y < plane.height; ++y) {
    MeanAlong(plane.values.data() + y * plane.width, plane.width, 1, radius, rows.values.data() + y * plane.width);
  }
  Plane result = rows;
  for (int x = 0; x < plane.width; ++x) {
    MeanAlong(rows.values.data() + x, plane.height, plane.width, radius, result.values.data() + x);
  }
  return result;
}

Plane GuidedByItself(const Plane& plane, int radius, double epsilon) {
  const Plane mean = WindowMean(plane, radius);
  const Plane correlation =
      WindowMean(Combine(plane, plane, [](double value, double same) { return value * same; }), radius);
  const Plane variance = Combine(correlation, mean, [](double square, double m) { return square - m * m; });
  const Plane a = Combine(variance, variance, [&](double v, double) { return v / (v + epsilon); });
  const Plane b = Combine(mean, a, [](double m, double factor) { return m - factor * m; });
  const Plane scaled =
      Combine(WindowMean(a, radius), plane, [](double factor, double value) { return factor * value; });
  return Combine(scaled, WindowMean(b, radius), [](double value, double summand) { return value + summand; });
}

void Guided(const Arguments& arguments, ExactPicture& picture, const FrameContext&) {
  for (int channel = 0; channel < 3; ++channel) {
    Plane plane{.width = picture.width, .height = picture.height, .values = {}};
    ForEachPixel(picture, [&](const double* pixel, int, int) { plane.values.push_back(pixel[channel]); });
    const Plane result =
        GuidedByItself(plane, static_cast<int>(arguments.Number("radius")), arguments.Number("epsilon"));
    ForEachPixel(picture, [&, i = size_t{0}](double* pixel, int, int) mutable { pixel[channel] = result.values[i++]; });
  }
}

}  // namespace kinora::reference
