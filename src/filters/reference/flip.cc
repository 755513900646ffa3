#include <algorithm>

#include "filters/reference/filters.h"

namespace kinora::reference {

void Flip(const Arguments& arguments, ExactPicture& picture, const FrameContext&) {
  const bool vertical = arguments.Keyword("axis") == 1;
  const ExactPicture source = picture;
  for (int y = 0; y < source.height; ++y) {
    for (int x = 0; x < source.width; ++x) {
      const double* pixel = vertical ? source.At(x, source.height - 1 - y) : source.At(source.width - 1 - x, y);
      std::copy_n(pixel, 4, picture.At(x, y));
    }
  }
}

}  // namespace kinora::reference
