#include <algorithm>

#include "filters/reference/filters.h"
#include "filters/reference/gaussian.h"

namespace kinora::reference {

void Bloom(const Arguments& arguments, ExactPicture& picture, const FrameContext&) {
  const double threshold = arguments.Number("threshold");
  if (threshold == 1) return;
  Premultiply(picture);
  ExactPicture light = picture;
  ForEachPixel(light, [&](double* pixel, int, int) {
    const double luma = 0.2126 * pixel[0] + 0.7152 * pixel[1] + 0.0722 * pixel[2];
    for (int channel = 0; channel < 4; ++channel) {
      pixel[channel] *= std::max(0.0, luma - threshold) / (1 - threshold);
    }
  });
  GaussianBlur(arguments.Number("radius"), 0, light);
  ForEachPixel(picture, [&](double* pixel, int x, int y) {
    for (int channel = 0; channel < 4; ++channel) {
      const double glow = std::min(1.0, arguments.Number("intensity") * light.At(x, y)[channel]);
      pixel[channel] = 1 - (1 - pixel[channel]) * (1 - glow);
    }
  });
  Unpremultiply(picture);
}

}  // namespace kinora::reference
