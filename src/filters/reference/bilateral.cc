#include <cmath>

#include "filters/reference/filters.h"

namespace kinora::reference {

void Bilateral(const Arguments& arguments, ExactPicture& picture, const FrameContext&) {
  const double deviation = arguments.Number("radius");
  if (deviation == 0) return;
  const double range = arguments.Number("range");
  const int radius = static_cast<int>(std::ceil(2 * deviation));
  Premultiply(picture);
  const ExactPicture source = picture;
  ForEachPixel(picture, [&](double* pixel, int x, int y) {
    const double* center = source.At(x, y);
    double weights = 0;
    double sums[4] = {};
    for (int dy = -radius; dy <= radius; ++dy) {
      for (int dx = -radius; dx <= radius; ++dx) {
        const double* other = source.At(EdgePlace(x + dx, source.width, 0), EdgePlace(y + dy, source.height, 0));
        double square = 0;
        for (int channel = 0; channel < 4; ++channel) {
          square += (other[channel] - center[channel]) * (other[channel] - center[channel]);
        }
        const double weight =
            std::exp(-(dx * dx + dy * dy) / (2 * deviation * deviation)) * std::exp(-square / (2 * range * range));
        weights += weight;
        for (int channel = 0; channel < 4; ++channel) sums[channel] += weight * other[channel];
      }
    }
    for (int channel = 0; channel < 4; ++channel) pixel[channel] = sums[channel] / weights;
  });
  Unpremultiply(picture);
}

}  // namespace kinora::reference
