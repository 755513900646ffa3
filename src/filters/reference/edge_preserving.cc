#include <algorithm>
#include <cmath>

#include "filters/reference/filters.h"

namespace kinora::reference {
namespace {

// The weighted mean over the square window around each pixel of the premultiplied picture. `weight(channel, center,
// pixel, dx, dy)`.
template <typename Weight>
void Filter(ExactPicture& picture, int margin, Weight weight) {
  Premultiply(picture);
  const ExactPicture source = picture;
  ForEachPixel(picture, [&](double* pixel, int x, int y) {
    for (int channel = 0; channel < 4; ++channel) {
      double total = 0;
      double sum = 0;
      for (int dy = -margin; dy <= margin; ++dy) {
        for (int dx = -margin; dx <= margin; ++dx) {
          const double* other = source.At(EdgePlace(x + dx, source.width, 0), EdgePlace(y + dy, source.height, 0));
          const double w = weight(channel, source.At(x, y), other, dx, dy);
          total += w;
          sum += w * other[channel];
        }
      }
      pixel[channel] = sum / total;
    }
  });
  Unpremultiply(picture);
}

}  // namespace

void Bilateral(const Arguments& arguments, ExactPicture& picture, const FrameContext&) {
  const double radius = arguments.Number("radius");
  const double range = arguments.Number("range");
  if (radius == 0) return;
  const int most = static_cast<int>(std::ceil(2 * radius));
  Filter(picture, most, [&](int, const double* center, const double* other, int dx, int dy) {
    if (dx * dx + dy * dy > most * most) return 0.0;
    double square = 0;
    for (int channel = 0; channel < 4; ++channel) square += std::pow(center[channel] - other[channel], 2);
    return std::exp(-(dx * dx + dy * dy) / (2 * radius * radius) - square / (2 * range * range));
  });
}

void SurfaceBlur(const Arguments& arguments, ExactPicture& picture, const FrameContext&) {
  const double threshold = arguments.Number("threshold");
  Filter(picture, static_cast<int>(arguments.Number("radius")),
         [&](int channel, const double* center, const double* other, int, int) {
           return std::max(0.0, 1 - std::abs(center[channel] - other[channel]) / (2.5 * threshold));
         });
}

}  // namespace kinora::reference
