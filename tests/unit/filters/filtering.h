// Small pictures and what filters make of them.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "catch_amalgamated.hpp"
#include "filters/css_parser.h"
#include "filters/executor.h"

namespace kinora::testing {

// RGBA, not premultiplied, rows from the top without a gap.
struct Image {
  Image(int image_width, int image_height, uint8_t value = 0)
      : width(image_width), height(image_height), pixels(static_cast<size_t>(4 * width * height), value) {}

  uint8_t* At(int x, int y) { return &pixels[4 * static_cast<size_t>(y * width + x)]; }
  const uint8_t* At(int x, int y) const { return const_cast<Image*>(this)->At(x, y); }

  bool operator==(const Image&) const = default;

  int width;
  int height;
  std::vector<uint8_t> pixels;
};

// Each pixel opaque and grey: `value(x, y)`.
template <typename Value>
Image MakeGrey(int width, int height, Value value) {
  Image image(width, height, 255);
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x) {
      for (int channel = 0; channel < 3; ++channel) image.At(x, y)[channel] = static_cast<uint8_t>(value(x, y));
    }
  }
  return image;
}

// Rows become columns.
inline Image Transpose(const Image& image) {
  Image result(image.height, image.width);
  for (int y = 0; y < image.height; ++y) {
    for (int x = 0; x < image.width; ++x) {
      for (int channel = 0; channel < 4; ++channel) result.At(y, x)[channel] = image.At(x, y)[channel];
    }
  }
  return result;
}

inline Image Filter(std::string_view text, Image image, Parity parity = Parity::kExact) {
  const Result<Chain> chain = ParseChain(text);
  REQUIRE(chain);
  FilterExecutor executor;
  REQUIRE(executor.SetChain(*chain, {.width = image.width, .height = image.height}, parity));
  const RgbaView view = executor.Run(
      {.data = image.pixels.data(), .width = image.width, .height = image.height, .stride = 4 * image.width},
      PixelFormat::kRgba, AlphaRule::kStraight, {});
  Image result(view.width, view.height);
  for (int y = 0; y < view.height; ++y) std::copy_n(view.Row(y), 4 * view.width, result.At(0, y));
  return result;
}

// The greatest difference of two values; sizes must be the same.
inline int Distance(const Image& a, const Image& b) {
  REQUIRE(a.pixels.size() == b.pixels.size());
  int most = 0;
  for (size_t i = 0; i < a.pixels.size(); ++i) most = std::max(most, std::abs(a.pixels[i] - b.pixels[i]));
  return most;
}

}  // namespace kinora::testing
