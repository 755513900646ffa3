#include <cmath>

#include "filters/reference/filters.h"

namespace kinora::reference {
namespace {

double Luma(const double* pixel) { return 0.2126 * pixel[0] + 0.7152 * pixel[1] + 0.0722 * pixel[2]; }

}  // namespace

void Threshold(const Arguments& arguments, ExactPicture& picture, const FrameContext&) {
  const double level = arguments.Number("level");
  const double begin = level - arguments.Number("softness") / 2;
  const double end = level + arguments.Number("softness") / 2;
  ForEachPixel(picture, [=](double* pixel, int, int) {
    const double luma = Luma(pixel);
    double value = luma < level ? 0 : 1;
    if (luma > begin && luma < end) {
      const double t = (luma - begin) / (end - begin);
      value = 3 * t * t - 2 * t * t * t;
    }
    for (int i = 0; i < 3; ++i) pixel[i] = value;
  });
}

void GradientMap(const Arguments& arguments, ExactPicture& picture, const FrameContext&) {
  const auto stops = arguments.Numbers("stops");
  const size_t count = stops.size() / 2;
  ForEachPixel(picture, [&](double* pixel, int, int) {
    const double luma = Luma(pixel);
    double premultiplied[4];
    for (int i = 0; i < 4; ++i) {
      const auto color = [&](size_t stop) {
        const double alpha = ColorChannel(stops[2 * stop + 1], 3);
        return i == 3 ? alpha : alpha * ColorChannel(stops[2 * stop + 1], i);
      };
      premultiplied[i] = luma < stops[0] ? color(0) : color(count - 1);
      for (size_t stop = 0; stop + 1 < count; ++stop) {
        const double begin = stops[2 * stop];
        const double end = stops[2 * stop + 2];
        if (luma < begin || luma >= end) continue;
        premultiplied[i] = (color(stop) * (end - luma) + color(stop + 1) * (luma - begin)) / (end - begin);
      }
    }
    const double amount = arguments.Number("amount");
    for (int i = 0; i < 3; ++i) {
      pixel[i] = pixel[i] * (1 - amount * premultiplied[3]) + amount * premultiplied[i];
    }
  });
}

}  // namespace kinora::reference
