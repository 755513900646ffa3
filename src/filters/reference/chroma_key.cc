#include <algorithm>
#include <cmath>

#include "filters/reference/filters.h"

namespace kinora::reference {
namespace {

struct YCbCr {
  double y, cb, cr;
};

YCbCr ToYCbCr(double red, double green, double blue) {
  const double y = 0.299 * red + 0.587 * green + 0.114 * blue;
  return {y, (blue - y) / 1.772, (red - y) / 1.402};
}

double Step(double value, double begin, double width) {
  if (value <= begin) return 0;
  if (value >= begin + width) return 1;
  const double t = (value - begin) / width;
  return 3 * t * t - 2 * t * t * t;
}

}  // namespace

void ChromaKey(const Arguments& arguments, ExactPicture& picture, const FrameContext&) {
  const YCbCr key = ToYCbCr(arguments.Color("color", 0), arguments.Color("color", 1), arguments.Color("color", 2));
  const double similarity = arguments.Number("similarity");
  ForEachPixel(picture, [&](double* pixel, int, int) {
    const YCbCr color = ToYCbCr(pixel[0], pixel[1], pixel[2]);
    const double distance = std::hypot(color.cb - key.cb, color.cr - key.cr);
    const double clean = Step(distance, similarity, arguments.Number("spill"));
    for (int i = 0; i < 3; ++i) pixel[i] = color.y + (pixel[i] - color.y) * clean;
    pixel[3] *= Step(distance, similarity, arguments.Number("smoothness"));
  });
}

}  // namespace kinora::reference
