// The matrices are written out again here, as the standards print them, so that a slip in one place shows.
#include <cmath>
#include <numbers>

#include "filters/reference/filters.h"

namespace kinora::reference {
namespace {

// Replaces each colour by `function(red, green, blue)` of three results.
template <typename Function>
void ForEachColor(ExactPicture& picture, Function function) {
  ForEachPixel(picture, [&](double* pixel, int, int) {
    const auto [red, green, blue] = function(pixel[0], pixel[1], pixel[2]);
    pixel[0] = red;
    pixel[1] = green;
    pixel[2] = blue;
  });
}

struct Color {
  double red;
  double green;
  double blue;
};

template <typename Function>
void ForEachChannel(ExactPicture& picture, Function function) {
  ForEachColor(picture, [&](double r, double g, double b) { return Color{function(r), function(g), function(b)}; });
}

}  // namespace

void Brightness(const Arguments& arguments, ExactPicture& picture, const FrameContext&) {
  const double slope = arguments.Number("amount");
  ForEachChannel(picture, [=](double c) { return slope * c; });
}

void Contrast(const Arguments& arguments, ExactPicture& picture, const FrameContext&) {
  const double slope = arguments.Number("amount");
  ForEachChannel(picture, [=](double c) { return slope * (c - 0.5) + 0.5; });
}

void Invert(const Arguments& arguments, ExactPicture& picture, const FrameContext&) {
  const double amount = arguments.Number("amount");
  ForEachChannel(picture, [=](double c) { return amount + c * ((1 - amount) - amount); });
}

void Opacity(const Arguments& arguments, ExactPicture& picture, const FrameContext&) {
  const double amount = arguments.Number("amount");
  ForEachPixel(picture, [=](double* pixel, int, int) { pixel[3] *= amount; });
}

void Saturate(const Arguments& arguments, ExactPicture& picture, const FrameContext&) {
  const double s = arguments.Number("amount");
  ForEachColor(picture, [=](double r, double g, double b) {
    return Color{(0.213 + 0.787 * s) * r + (0.715 - 0.715 * s) * g + (0.072 - 0.072 * s) * b,
                 (0.213 - 0.213 * s) * r + (0.715 + 0.285 * s) * g + (0.072 - 0.072 * s) * b,
                 (0.213 - 0.213 * s) * r + (0.715 - 0.715 * s) * g + (0.072 + 0.928 * s) * b};
  });
}

void Grayscale(const Arguments& arguments, ExactPicture& picture, const FrameContext&) {
  const double a = 1 - arguments.Number("amount");
  ForEachColor(picture, [=](double r, double g, double b) {
    return Color{(0.2126 + 0.7874 * a) * r + (0.7152 - 0.7152 * a) * g + (0.0722 - 0.0722 * a) * b,
                 (0.2126 - 0.2126 * a) * r + (0.7152 + 0.2848 * a) * g + (0.0722 - 0.0722 * a) * b,
                 (0.2126 - 0.2126 * a) * r + (0.7152 - 0.7152 * a) * g + (0.0722 + 0.9278 * a) * b};
  });
}

void Sepia(const Arguments& arguments, ExactPicture& picture, const FrameContext&) {
  const double a = 1 - arguments.Number("amount");
  ForEachColor(picture, [=](double r, double g, double b) {
    return Color{(0.393 + 0.607 * a) * r + (0.769 - 0.769 * a) * g + (0.189 - 0.189 * a) * b,
                 (0.349 - 0.349 * a) * r + (0.686 + 0.314 * a) * g + (0.168 - 0.168 * a) * b,
                 (0.272 - 0.272 * a) * r + (0.534 - 0.534 * a) * g + (0.131 + 0.869 * a) * b};
  });
}

void HueRotate(const Arguments& arguments, ExactPicture& picture, const FrameContext&) {
  const double angle = arguments.Number("angle") * std::numbers::pi / 180;
  const double cosine = std::cos(angle);
  const double sine = std::sin(angle);
  ForEachColor(picture, [=](double r, double g, double b) {
    return Color{(0.213 + cosine * 0.787 - sine * 0.213) * r + (0.715 - cosine * 0.715 - sine * 0.715) * g +
                     (0.072 - cosine * 0.072 + sine * 0.928) * b,
                 (0.213 - cosine * 0.213 + sine * 0.143) * r + (0.715 + cosine * 0.285 + sine * 0.140) * g +
                     (0.072 - cosine * 0.072 - sine * 0.283) * b,
                 (0.213 - cosine * 0.213 - sine * 0.787) * r + (0.715 - cosine * 0.715 + sine * 0.715) * g +
                     (0.072 + cosine * 0.928 + sine * 0.072) * b};
  });
}

void ColorMatrix(const Arguments& arguments, ExactPicture& picture, const FrameContext&) {
  const auto m = arguments.Numbers("matrix");
  ForEachPixel(picture, [=](double* pixel, int, int) {
    const double rgba[4] = {pixel[0], pixel[1], pixel[2], pixel[3]};
    for (size_t row = 0; row < 4; ++row) {
      pixel[row] = m[5 * row] * rgba[0] + m[5 * row + 1] * rgba[1] + m[5 * row + 2] * rgba[2] +
                   m[5 * row + 3] * rgba[3] + m[5 * row + 4];
    }
  });
}

}  // namespace kinora::reference
