#include <algorithm>

#include "filters/reference/filters.h"

namespace kinora::reference {

void Pixelate(const Arguments& arguments, ExactPicture& picture, const FrameContext&) {
  const int size = static_cast<int>(arguments.Number("size"));
  Premultiply(picture);
  const ExactPicture source = picture;
  ForEachPixel(picture, [&](double* pixel, int x, int y) {
    const int left = x / size * size;
    const int top = y / size * size;
    const int right = std::min(left + size, source.width);
    const int bottom = std::min(top + size, source.height);
    for (int channel = 0; channel < 4; ++channel) {
      double sum = 0;
      for (int row = top; row < bottom; ++row) {
        for (int column = left; column < right; ++column) sum += source.At(column, row)[channel];
      }
      pixel[channel] = sum / ((right - left) * (bottom - top));
    }
  });
  Unpremultiply(picture);
}

}  // namespace kinora::reference
