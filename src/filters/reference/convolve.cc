// Small kernels: convolve, emboss and edges.
#include <cmath>
#include <numbers>
#include <span>

#include "filters/reference/filters.h"

namespace kinora::reference {
namespace {

constexpr double kLuma[] = {0.2126, 0.7152, 0.0722};

// The value of a channel at any place, by the edge.
double Value(const ExactPicture& picture, int x, int y, int channel, int edge) {
  const int column = EdgePlace(x, picture.width, edge);
  const int row = EdgePlace(y, picture.height, edge);
  return column < 0 || row < 0 ? 0 : picture.At(column, row)[channel];
}

// What is outside of the picture is duplicated.
double LumaAt(const ExactPicture& picture, int x, int y) {
  double luma = 0;
  for (int channel = 0; channel < 3; ++channel) luma += kLuma[channel] * Value(picture, x, y, channel, 0);
  return luma;
}

double LumaBetween(const ExactPicture& picture, double x, double y) {
  const int left = static_cast<int>(std::floor(x));
  const int top = static_cast<int>(std::floor(y));
  const double right_part = x - left;
  const double bottom_part = y - top;
  return (LumaAt(picture, left, top) * (1 - right_part) + LumaAt(picture, left + 1, top) * right_part) *
             (1 - bottom_part) +
         (LumaAt(picture, left, top + 1) * (1 - right_part) + LumaAt(picture, left + 1, top + 1) * right_part) *
             bottom_part;
}

}  // namespace

void Convolve(const Arguments& arguments, ExactPicture& picture, const FrameContext&) {
  const std::span<const double> kernel = arguments.Numbers("kernel");
  const bool preserve = arguments.Keyword("alpha") == 1;
  const int order = static_cast<int>(std::sqrt(static_cast<double>(kernel.size())) + 0.5);
  double divisor = arguments.Number("divisor");
  if (divisor == 0) {
    for (const double weight : kernel) divisor += weight;
    if (divisor == 0) divisor = 1;
  }
  if (!preserve) Premultiply(picture);
  const ExactPicture source = picture;
  const int center = order / 2;
  ForEachPixel(picture, [&](double* pixel, int x, int y) {
    const double alpha = preserve ? 1 : source.At(x, y)[3];
    for (int channel = 0; channel < (preserve ? 3 : 4); ++channel) {
      double sum = 0;
      for (int row = 0; row < order; ++row) {
        for (int column = 0; column < order; ++column) {
          const double weight = kernel[static_cast<size_t>((order - 1 - row) * order + order - 1 - column)];
          sum += weight * Value(source, x - center + column, y - center + row, channel, arguments.Keyword("edge"));
        }
      }
      pixel[channel] = sum / divisor + arguments.Number("bias") * alpha;
    }
  });
  if (!preserve) Unpremultiply(picture);
}

void Emboss(const Arguments& arguments, ExactPicture& picture, const FrameContext&) {
  const double angle = arguments.Number("angle") * std::numbers::pi / 180;
  Premultiply(picture);
  const ExactPicture source = picture;
  ForEachPixel(picture, [&](double* pixel, int x, int y) {
    const double rise = LumaBetween(source, x - std::cos(angle), y - std::sin(angle)) -
                        LumaBetween(source, x + std::cos(angle), y + std::sin(angle));
    for (int channel = 0; channel < 3; ++channel)
      pixel[channel] = 0.5 * pixel[3] + arguments.Number("amount") / 2 * rise;
  });
  Unpremultiply(picture);
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
      const auto at = [&](int dx, int dy) { return Value(source, x + dx, y + dy, channel, 0); };
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

}  // namespace kinora::reference
