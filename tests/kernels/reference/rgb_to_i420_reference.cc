#include "kernels/reference/rgb_to_i420_reference.h"

#include <algorithm>

namespace kinora::reference {
namespace {

struct Rgb {
  double red;
  double green;
  double blue;
};

// The pixel as values from 0 to 1; beyond the last column or row, the last one's.
Rgb PixelAt(const FrameView& source, int column, int row) {
  const int x = std::min(column, source.width - 1);
  const int y = std::min(row, source.height - 1);
  const uint8_t* pixel = source.data + y * source.stride + 4 * x;
  const bool red_first = source.format == PixelFormat::kRgba;
  return {pixel[red_first ? 0 : 2] / 255.0, pixel[1] / 255.0, pixel[red_first ? 2 : 0] / 255.0};
}

}  // namespace

ExactI420 ConvertToI420(const FrameView& source, ColorSpace color_space) {
  // ITU-R BT.601-7, section 2.5.1, and ITU-R BT.709-6, item 3.2.
  const double kr = color_space == ColorSpace::kBt601 ? 0.299 : 0.2126;
  const double kg = color_space == ColorSpace::kBt601 ? 0.587 : 0.7152;
  const double kb = color_space == ColorSpace::kBt601 ? 0.114 : 0.0722;
  const auto luma = [&](const Rgb& pixel) { return kr * pixel.red + kg * pixel.green + kb * pixel.blue; };

  ExactI420 result;
  for (int row = 0; row < source.height; ++row) {
    for (int column = 0; column < source.width; ++column) {
      result.y.push_back(16 + 219 * luma(PixelAt(source, column, row)));
    }
  }
  for (int row = 0; row < source.height; row += 2) {
    for (int column = 0; column < source.width; column += 2) {
      double u = 0;
      double v = 0;
      for (int i = 0; i < 4; ++i) {
        const Rgb pixel = PixelAt(source, column + i % 2, row + i / 2);
        u += 128 + 224 * (pixel.blue - luma(pixel)) / (2 - 2 * kb);
        v += 128 + 224 * (pixel.red - luma(pixel)) / (2 - 2 * kr);
      }
      result.u.push_back(u / 4);
      result.v.push_back(v / 4);
    }
  }
  return result;
}

}  // namespace kinora::reference
