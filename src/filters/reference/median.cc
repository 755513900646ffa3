#include <algorithm>
#include <vector>

#include "filters/reference/filters.h"

namespace kinora::reference {

void Median(const Arguments& arguments, ExactPicture& picture, const FrameContext&) {
  const int radius = static_cast<int>(arguments.Number("radius"));
  Premultiply(picture);
  const ExactPicture source = picture;
  std::vector<double> window;
  ForEachPixel(picture, [&](double* pixel, int x, int y) {
    for (int channel = 0; channel < 4; ++channel) {
      window.clear();
      for (int dy = -radius; dy <= radius; ++dy) {
        for (int dx = -radius; dx <= radius; ++dx) {
          window.push_back(source.At(EdgePlace(x + dx, source.width, 0), EdgePlace(y + dy, source.height, 0))[channel]);
        }
      }
      std::sort(window.begin(), window.end());
      pixel[channel] = window[window.size() / 2];
    }
  });
  Unpremultiply(picture);
}

}  // namespace kinora::reference
