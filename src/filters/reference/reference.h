// Filters as their formulas say, in double precision and with no thought of speed: what the kernels and the planner are
// held to. Nothing of it is part of the package's modules.
#pragma once

#include <string_view>
#include <vector>

#include "filters/chain.h"
#include "filters/stage.h"

namespace kinora::reference {

// RGBA in [0, 1], not premultiplied.
struct ExactPicture {
  ExactPicture(int picture_width, int picture_height)
      : width(picture_width), height(picture_height), values(static_cast<size_t>(4 * width * height)) {}

  // A pixel's four values. Inside of the picture.
  double* At(int x, int y) {
    return &values[4 * (static_cast<size_t>(y) * static_cast<size_t>(width) + static_cast<size_t>(x))];
  }
  const double* At(int x, int y) const { return const_cast<ExactPicture*>(this)->At(x, y); }

  int width;
  int height;
  std::vector<double> values;
};

// Colours times alpha, in the 8 bits that spatial filters are given, since some of them make much of a small
// difference; and back, where transparent pixels become transparent black.
void Premultiply(ExactPicture& picture);
void Unpremultiply(ExactPicture& picture);

// Replaces each pixel's values by those of `function(double (&rgba)[4], x, y)`, clamped to [0, 1].
template <typename Function>
void ForEachPixel(ExactPicture& picture, Function function) {
  for (int y = 0; y < picture.height; ++y) {
    for (int x = 0; x < picture.width; ++x) {
      double* pixel = picture.At(x, y);
      function(pixel, x, y);
      for (int channel = 0; channel < 4; ++channel) {
        pixel[channel] = pixel[channel] < 0 ? 0 : pixel[channel] > 1 ? 1 : pixel[channel];
      }
    }
  }
}

// The place along one axis of what stands for `at`, which may lie outside of [0, size); -1 for transparent black.
// `edge` is a keyword of the catalogue: duplicate, transparent, wrap, mirror (the last pixel is repeated).
int EdgePlace(int at, int size, int edge);

using ReferenceFilter = void(const Arguments& arguments, ExactPicture& picture, const FrameContext& context);

// Filter after filter, with no rounding between: the plain executor.
void Execute(const Chain& chain, ExactPicture& picture, const FrameContext& context);

}  // namespace kinora::reference
