// Filters that pick one of the values in a window.
#include <algorithm>
#include <vector>

#include "filters/reference/filters.h"

namespace kinora::reference {
namespace {

// Replaces each value of the premultiplied picture by `pick` of the values around it.
template <typename Pick>
void ForEachWindow(ExactPicture& picture, int radius, Pick pick) {
  Premultiply(picture);
  const ExactPicture source = picture;
  ForEachPixel(picture, [&](double* pixel, int x, int y) {
    for (int channel = 0; channel < 4; ++channel) {
      std::vector<double> window;
      for (int dy = -radius; dy <= radius; ++dy) {
        for (int dx = -radius; dx <= radius; ++dx) {
          window.push_back(source.At(EdgePlace(x + dx, source.width, 0), EdgePlace(y + dy, source.height, 0))[channel]);
        }
      }
      pixel[channel] = pick(window);
    }
  });
  Unpremultiply(picture);
}

}  // namespace

void Erode(const Arguments& arguments, ExactPicture& picture, const FrameContext&) {
  ForEachWindow(picture, static_cast<int>(arguments.Number("radius")),
                [](const std::vector<double>& window) { return *std::ranges::min_element(window); });
}

void Dilate(const Arguments& arguments, ExactPicture& picture, const FrameContext&) {
  ForEachWindow(picture, static_cast<int>(arguments.Number("radius")),
                [](const std::vector<double>& window) { return *std::ranges::max_element(window); });
}

void Median(const Arguments& arguments, ExactPicture& picture, const FrameContext&) {
  ForEachWindow(picture, static_cast<int>(arguments.Number("radius")), [](std::vector<double>& window) {
    std::ranges::nth_element(window, window.begin() + static_cast<ptrdiff_t>(window.size() / 2));
    return window[window.size() / 2];
  });
}

}  // namespace kinora::reference
