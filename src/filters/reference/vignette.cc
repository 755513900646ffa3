#include <algorithm>
#include <cmath>

#include "filters/reference/filters.h"

namespace kinora::reference {

void Vignette(const Arguments& arguments, ExactPicture& picture, const FrameContext&) {
  const double radius = arguments.Number("radius");
  const double softness = arguments.Number("softness");
  const double middle_x = picture.width / 2.0;
  const double middle_y = picture.height / 2.0;
  ForEachPixel(picture, [&](double* pixel, int x, int y) {
    const double dx = x + 0.5 - middle_x;
    const double dy = y + 0.5 - middle_y;
    const double distance =
        std::sqrt((dx * dx + dy * dy) / (middle_x * middle_x + middle_y * middle_y));  // of the corner's
    double share = distance > radius ? 1 : 0;
    if (softness > 0) {
      const double t = std::clamp((distance - radius) / softness, 0.0, 1.0);
      share = 3 * t * t - 2 * t * t * t;
    }
    share *= arguments.Number("amount") * arguments.Color("color", 3);
    for (int i = 0; i < 3; ++i) pixel[i] = pixel[i] * (1 - share) + arguments.Color("color", i) * share;
  });
}

}  // namespace kinora::reference
