#include <algorithm>
#include <cstdlib>
#include <string>

#include "filters/reference/filters.h"

namespace kinora::reference {
namespace {

ExactPicture Decode(std::string_view text) {
  const std::string_view digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  const size_t cross = text.find('x');
  const size_t colon = text.find(':');
  ExactPicture image(std::atoi(std::string(text.substr(0, cross)).c_str()),
                     std::atoi(std::string(text.substr(cross + 1, colon - cross - 1)).c_str()));
  std::string bits;
  for (const char digit : text.substr(colon + 1)) {
    const size_t value = digits.find(digit);
    if (value == std::string_view::npos) break;  // the padding
    for (size_t bit = 32; bit > 0; bit /= 2) bits += value & bit ? '1' : '0';
  }
  for (size_t i = 0; i < image.values.size(); ++i) {
    image.values[i] = static_cast<double>(std::stoi(bits.substr(8 * i, 8), nullptr, 2)) / 255;
  }
  return image;
}

}  // namespace

void Overlay(const Arguments& arguments, ExactPicture& picture, const FrameContext&) {
  const ExactPicture image = Decode(arguments.Text("image"));
  const double opacity = arguments.Number("opacity");
  const int x_argument = static_cast<int>(arguments.Number("x"));
  const int y_argument = static_cast<int>(arguments.Number("y"));
  const int left = x_argument < 0 ? picture.width - image.width + x_argument : x_argument;
  const int top = y_argument < 0 ? picture.height - image.height + y_argument : y_argument;
  ForEachPixel(picture, [&](double* pixel, int x, int y) {
    if (x < left || y < top || x >= left + image.width || y >= top + image.height) return;
    const double* over = image.At(x - left, y - top);
    const double over_alpha = over[3] * opacity;
    const double alpha = over_alpha + pixel[3] * (1 - over_alpha);
    for (int channel = 0; channel < 3; ++channel) {
      const double color = over[channel] * over_alpha + pixel[channel] * pixel[3] * (1 - over_alpha);
      pixel[channel] = alpha > 0 ? color / alpha : 0;
    }
    pixel[3] = alpha;
  });
}

}  // namespace kinora::reference
