#include <algorithm>
#include <cmath>

#include "filters/reference/filters.h"
#include "filters/reference/gaussian.h"

namespace kinora::reference {

void TiltShift(const Arguments& arguments, ExactPicture& picture, const FrameContext&) {
  const double center = arguments.Number("center");
  const double band = arguments.Number("band");
  const double falloff = arguments.Number("falloff");
  Premultiply(picture);
  ExactPicture blurred = picture;
  GaussianBlur(arguments.Number("radius"), 0, blurred);
  ForEachPixel(picture, [&](double* pixel, int x, int y) {
    const double place = (y + 0.5) / picture.height;
    const double beyond = std::abs(place - center) - band / 2;
    double mix = 0;
    if (beyond > 0) mix = falloff > 0 ? std::min(1.0, beyond / falloff) : 1;
    for (int channel = 0; channel < 4; ++channel) {
      pixel[channel] = (1 - mix) * pixel[channel] + mix * blurred.At(x, y)[channel];
    }
  });
  Unpremultiply(picture);
}

}  // namespace kinora::reference
