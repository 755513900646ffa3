#include <cmath>

#include "filters/reference/filters.h"
#include "filters/reference/gaussian.h"

namespace kinora::reference {

// The picture on a ground so large that all of the shadow lies on it, blurred there, and moved.
void DropShadow(const Arguments& arguments, ExactPicture& picture, const FrameContext&) {
  const double deviation = arguments.Number("radius");
  const int right = static_cast<int>(std::lround(arguments.Number("x")));
  const int down = static_cast<int>(std::lround(arguments.Number("y")));
  const int ground = static_cast<int>(std::ceil(4 * deviation)) + 8;
  ExactPicture shadow(picture.width + 2 * ground, picture.height + 2 * ground);
  for (int y = 0; y < picture.height; ++y) {
    for (int x = 0; x < picture.width; ++x) shadow.At(x + ground, y + ground)[3] = picture.At(x, y)[3];
  }
  GaussianBlur(deviation, 1, shadow);
  Premultiply(picture);
  ForEachPixel(picture, [&](double* pixel, int x, int y) {
    const int from_x = x - right + ground;
    const int from_y = y - down + ground;
    if (from_x < 0 || from_x >= shadow.width || from_y < 0 || from_y >= shadow.height) return;
    const double alpha = shadow.At(from_x, from_y)[3] * arguments.Color("color", 3);
    const double through = 1 - pixel[3];
    for (int channel = 0; channel < 3; ++channel) {
      pixel[channel] += arguments.Color("color", channel) * alpha * through;
    }
    pixel[3] += alpha * through;
  });
  Unpremultiply(picture);
}

}  // namespace kinora::reference
