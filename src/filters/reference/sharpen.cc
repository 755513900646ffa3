#include <cmath>

#include "filters/reference/filters.h"
#include "filters/reference/gaussian.h"

namespace kinora::reference {

void Sharpen(const Arguments& arguments, ExactPicture& picture, const FrameContext&) {
  const double amount = arguments.Number("amount");
  const double threshold = arguments.Number("threshold");
  Premultiply(picture);
  ExactPicture blurred = picture;
  GaussianBlur(arguments.Number("radius"), 0, blurred);
  ForEachPixel(picture, [&](double* pixel, int x, int y) {
    for (int channel = 0; channel < 4; ++channel) {
      const double difference = pixel[channel] - blurred.At(x, y)[channel];
      if (difference > threshold) pixel[channel] += amount * (difference - threshold);
      if (difference < -threshold) pixel[channel] += amount * (difference + threshold);
    }
  });
  Unpremultiply(picture);
  ForEachPixel(picture, [](double*, int, int) {});
}

}  // namespace kinora::reference
