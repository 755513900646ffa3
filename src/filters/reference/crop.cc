#include <algorithm>

#include "filters/reference/filters.h"

namespace kinora::reference {

void Crop(const Arguments& arguments, ExactPicture& picture, const FrameContext&) {
  const int left = static_cast<int>(arguments.Number("x"));
  const int top = static_cast<int>(arguments.Number("y"));
  const int width = static_cast<int>(arguments.Number("width"));
  const int height = static_cast<int>(arguments.Number("height"));
  ExactPicture part(width ? width : picture.width - left, height ? height : picture.height - top);
  for (int y = 0; y < part.height; ++y) {
    for (int x = 0; x < part.width; ++x) std::copy_n(picture.At(left + x, top + y), 4, part.At(x, y));
  }
  picture = part;
}

}  // namespace kinora::reference
