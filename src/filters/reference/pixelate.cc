#include "filters/reference/filters.h"

namespace kinora::reference {

void Pixelate(const Arguments& arguments, ExactPicture& picture, const FrameContext&) {
  const int size = static_cast<int>(arguments.Number("size"));
  Premultiply(picture);
  const ExactPicture source = picture;
  ForEachPixel(picture, [&](double* pixel, int x, int y) {
    const int left = x - x % size;
    const int top = y - y % size;
    for (int channel = 0; channel < 4; ++channel) {
      double sum = 0;
      int count = 0;
      for (int row = top; row < top + size && row < source.height; ++row) {
        for (int column = left; column < left + size && column < source.width; ++column, ++count) {
          sum += source.At(column, row)[channel];
        }
      }
      pixel[channel] = sum / count;
    }
  });
  Unpremultiply(picture);
}

}  // namespace kinora::reference
