#include <algorithm>
#include <cmath>
#include <numbers>

#include "filters/reference/filters.h"

namespace kinora::reference {
namespace {

// The value of `source` around a pixel, with the border repeated.
double Near(const ExactPicture& source, int x, int y, int channel) {
  return source.At(EdgePlace(x, source.width, 0), EdgePlace(y, source.height, 0))[channel];
}

}  // namespace

// feConvolveMatrix: the sum over i, j of source(x - target + j, y - target + i) * kernel(last - j, last - i), over the
// divisor, plus bias * alpha.
void Convolve(const Arguments& arguments, ExactPicture& picture, const FrameContext&) {
  const auto kernel = arguments.Numbers("kernel");
  const int order = static_cast<int>(std::sqrt(static_cast<double>(kernel.size())) + 0.5);
  double divisor = arguments.Number("divisor");
  if (divisor == 0) {
    for (const double number : kernel) divisor += number;
    if (divisor == 0) divisor = 1;
  }
  const bool preserve = arguments.Keyword("alpha") == 1;
  if (!preserve) Premultiply(picture);
  const ExactPicture source = picture;
  ForEachPixel(picture, [&](double* pixel, int x, int y) {
    for (int channel = 0; channel < (preserve ? 3 : 4); ++channel) {
      double sum = 0;
      for (int i = 0; i < order; ++i) {
        for (int j = 0; j < order; ++j) {
          const int column = EdgePlace(x - order / 2 + j, source.width, arguments.Keyword("edge"));
          const int row = EdgePlace(y - order / 2 + i, source.height, arguments.Keyword("edge"));
          if (column < 0 || row < 0) continue;
          sum +=
              source.At(column, row)[channel] * kernel[static_cast<size_t>((order - 1 - i) * order + (order - 1 - j))];
        }
      }
      pixel[channel] = sum / divisor + arguments.Number("bias") * source.At(x, y)[3];
    }
  });
  if (!preserve) Unpremultiply(picture);
}

void Edges(const Arguments& arguments, ExactPicture& picture, const FrameContext&) {
  const int kind = arguments.Keyword("operator");
  const double amount = arguments.Number("amount");
  const double corner = kind == 1 ? 3.0 / 16 : 1.0 / 4;
  const double side = kind == 1 ? 10.0 / 16 : 2.0 / 4;
  Premultiply(picture);
  const ExactPicture source = picture;
  ForEachPixel(picture, [&](double* pixel, int x, int y) {
    for (int channel = 0; channel < 3; ++channel) {
      const auto at = [&](int dx, int dy) { return Near(source, x + dx, y + dy, channel); };
      if (kind == 2) {
        double sum = 9 * at(0, 0);
        for (int dy = -1; dy <= 1; ++dy) {
          for (int dx = -1; dx <= 1; ++dx) sum -= at(dx, dy);
        }
        pixel[channel] = std::abs(sum) / 8 * amount;
        continue;
      }
      double gx = 0;
      double gy = 0;
      for (int i = -1; i <= 1; ++i) {
        gx += (i == 0 ? side : corner) * (at(1, i) - at(-1, i));
        gy += (i == 0 ? side : corner) * (at(i, 1) - at(i, -1));
      }
      pixel[channel] = std::hypot(gx, gy) * amount;
    }
  });
  Unpremultiply(picture);
}

void Emboss(const Arguments& arguments, ExactPicture& picture, const FrameContext&) {
  const double angle = arguments.Number("angle") * std::numbers::pi / 180;
  const double height = arguments.Number("amount") / 2;
  Premultiply(picture);
  const ExactPicture source = picture;
  ForEachPixel(picture, [&](double* pixel, int x, int y) {
    const auto luma = [&](int dx, int dy) {
      return 0.2126 * Near(source, x + dx, y + dy, 0) + 0.7152 * Near(source, x + dx, y + dy, 1) +
             0.0722 * Near(source, x + dx, y + dy, 2);
    };
    const double slope = std::cos(angle) * (luma(-1, 0) - luma(1, 0)) + std::sin(angle) * (luma(0, -1) - luma(0, 1));
    const double grey = std::clamp(0.5 + height * slope, 0.0, 1.0);
    for (int channel = 0; channel < 3; ++channel) pixel[channel] = grey * pixel[3];
  });
  Unpremultiply(picture);
}

}  // namespace kinora::reference
