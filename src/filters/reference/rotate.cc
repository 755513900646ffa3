#include <algorithm>
#include <cmath>

#include "filters/reference/filters.h"

namespace kinora::reference {

// Turn after turn: the top row becomes the last column.
void Rotate(const Arguments& arguments, ExactPicture& picture, const FrameContext&) {
  const int turns = (static_cast<int>(std::lround(arguments.Number("angle") / 90)) % 4 + 4) % 4;
  for (int turn = 0; turn < turns; ++turn) {
    ExactPicture turned(picture.height, picture.width);
    for (int y = 0; y < picture.height; ++y) {
      for (int x = 0; x < picture.width; ++x) std::copy_n(picture.At(x, y), 4, turned.At(picture.height - 1 - y, x));
    }
    picture = turned;
  }
}

}  // namespace kinora::reference
