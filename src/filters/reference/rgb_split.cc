#include "filters/reference/filters.h"

namespace kinora::reference {

void RgbSplit(const Arguments& arguments, ExactPicture& picture, const FrameContext&) {
  const int x_offsets[3] = {static_cast<int>(arguments.Number("red-x")), 0,
                            static_cast<int>(arguments.Number("blue-x"))};
  const int y_offsets[3] = {static_cast<int>(arguments.Number("red-y")), 0,
                            static_cast<int>(arguments.Number("blue-y"))};
  const ExactPicture source = picture;
  ForEachPixel(picture, [&](double* pixel, int x, int y) {
    for (int channel = 0; channel < 3; ++channel) {
      pixel[channel] = source.At(EdgePlace(x - x_offsets[channel], source.width, 0),
                                 EdgePlace(y - y_offsets[channel], source.height, 0))[channel];
    }
  });
}

}  // namespace kinora::reference
