#include <algorithm>
#include <cmath>

#include "filters/reference/filters.h"

namespace kinora::reference {

void SurfaceBlur(const Arguments& arguments, ExactPicture& picture, const FrameContext&) {
  const int radius = static_cast<int>(arguments.Number("radius"));
  const double threshold = arguments.Number("threshold");
  Premultiply(picture);
  const ExactPicture source = picture;
  ForEachPixel(picture, [&](double* pixel, int x, int y) {
    for (int channel = 0; channel < 4; ++channel) {
      const double center = source.At(x, y)[channel];
      double weights = 0;
      double sum = 0;
      for (int dy = -radius; dy <= radius; ++dy) {
        for (int dx = -radius; dx <= radius; ++dx) {
          const double other =
              source.At(EdgePlace(x + dx, source.width, 0), EdgePlace(y + dy, source.height, 0))[channel];
          const double weight = std::max(0.0, 1 - std::abs(other - center) / (2.5 * threshold));
          weights += weight;
          sum += weight * other;
        }
      }
      pixel[channel] = sum / weights;
    }
  });
  Unpremultiply(picture);
}

}  // namespace kinora::reference
