#include "filters/reference/filters.h"

namespace kinora::reference {

void Scanlines(const Arguments& arguments, ExactPicture& picture, const FrameContext&) {
  const int size = static_cast<int>(arguments.Number("size"));
  const int bright = (size + 1) / 2;  // rows of each line that stay
  ForEachPixel(picture, [&](double* pixel, int, int y) {
    if (y % size < bright) return;
    for (int i = 0; i < 3; ++i) pixel[i] *= 1 - arguments.Number("amount");
  });
}

}  // namespace kinora::reference
