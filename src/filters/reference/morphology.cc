// Erode and dilate.
#include <algorithm>

#include "filters/reference/filters.h"

namespace kinora::reference {
namespace {

template <typename Better>
void Morph(int radius, ExactPicture& picture, Better better) {
  Premultiply(picture);
  const ExactPicture source = picture;
  ForEachPixel(picture, [&](double* pixel, int x, int y) {
    for (int row = std::max(0, y - radius); row <= std::min(source.height - 1, y + radius); ++row) {
      for (int column = std::max(0, x - radius); column <= std::min(source.width - 1, x + radius); ++column) {
        const double* other = source.At(column, row);
        for (int channel = 0; channel < 4; ++channel) pixel[channel] = better(pixel[channel], other[channel]);
      }
    }
  });
  Unpremultiply(picture);
}

}  // namespace

void Erode(const Arguments& arguments, ExactPicture& picture, const FrameContext&) {
  Morph(static_cast<int>(arguments.Number("radius")), picture, [](double a, double b) { return std::min(a, b); });
}

void Dilate(const Arguments& arguments, ExactPicture& picture, const FrameContext&) {
  Morph(static_cast<int>(arguments.Number("radius")), picture, [](double a, double b) { return std::max(a, b); });
}

}  // namespace kinora::reference
