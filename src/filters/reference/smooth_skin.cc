#include <algorithm>

#include "filters/reference/filters.h"
#include "filters/reference/guided_filter.h"

namespace kinora::reference {
namespace {

// BT.601, full range.
double Luma(const double* pixel) { return 0.299 * pixel[0] + 0.587 * pixel[1] + 0.114 * pixel[2]; }

// From 0 at `from` to 1 eight levels further in, and the same at `to`; in levels of 8 bits.
double Inside(double value, double from, double to) {
  return std::clamp((value - from) / 8, 0.0, 1.0) * std::clamp((to - value) / 8, 0.0, 1.0);
}

double Skin(const double* pixel) {
  const double cb = 128 + 255 * (pixel[2] - Luma(pixel)) / 1.772;
  const double cr = 128 + 255 * (pixel[0] - Luma(pixel)) / 1.402;
  return Inside(cb, 77, 127) * Inside(cr, 133, 173);
}

}  // namespace

void SmoothSkin(const Arguments& arguments, ExactPicture& picture, const FrameContext&) {
  Plane luma{.width = picture.width, .height = picture.height, .values = {}};
  ForEachPixel(picture, [&](const double* pixel, int, int) { luma.values.push_back(Luma(pixel)); });
  const Plane smooth = GuidedByItself(luma, static_cast<int>(arguments.Number("radius")), 0.001);
  ForEachPixel(picture, [&, i = size_t{0}](double* pixel, int, int) mutable {
    const double detail = luma.values[i] - smooth.values[i];
    const double wanted = smooth.values[i] + arguments.Number("detail") * detail;
    const double change = arguments.Number("amount") * Skin(pixel) * (wanted - luma.values[i]);
    for (int channel = 0; channel < 3; ++channel) pixel[channel] += change;
    ++i;
  });
}

}  // namespace kinora::reference
