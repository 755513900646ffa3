#include "filters/kernels/alpha.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>

namespace kinora {
namespace {

// Pixels looked at together; most pictures have no others than opaque ones.
constexpr size_t kBlock = 64;

bool IsOpaque(const uint8_t* pixels, size_t count) {
  // Whole pixels, for which compilers find vectors.
  uint32_t common = 0xFFFFFFFF;
  for (size_t i = 0; i < count; ++i) {
    uint32_t pixel;
    std::memcpy(&pixel, pixels + 4 * i, 4);
    common &= pixel;
  }
  return common >> 24 == 255;
}

// Calls `function` with each block of a row that is not opaque. Whether there was none.
template <typename Function>
bool ForEachTranslucent(const RgbaView& picture, Function function) {
  bool opaque = true;
  for (int y = 0; y < picture.height; ++y) {
    uint8_t* row = picture.Row(y);
    const auto width = static_cast<size_t>(picture.width);
    for (size_t x = 0; x < width; x += kBlock) {
      const size_t count = std::min(kBlock, width - x);
      if (IsOpaque(row + 4 * x, count)) continue;
      function(row + 4 * x, count);
      opaque = false;
    }
  }
  return opaque;
}

// 255 / a as a multiple of 2^-16, rounded up so that whole quotients stay whole.
constexpr auto kReciprocals = [] {
  std::array<uint32_t, 256> table{};
  for (uint32_t a = 1; a < 256; ++a) table[a] = ((255u << 16) + a - 1) / a;
  return table;
}();

}  // namespace

void MakeOpaque(const RgbaView& picture) {
  for (int y = 0; y < picture.height; ++y) {
    uint8_t* row = picture.Row(y);
    for (int x = 0; x < picture.width; ++x) row[4 * x + 3] = 255;
  }
}

bool Premultiply(const RgbaView& picture) {
  constexpr uint32_t kEven = 0x00FF00FF;
  constexpr uint32_t kHalves = 0x00800080;
  return ForEachTranslucent(picture, [](uint8_t* pixels, size_t count) {
    // Two channels in the halves of one integer, for which compilers find vectors; alpha is 255 times itself.
    for (size_t i = 0; i < count; ++i) {
      uint32_t pixel;
      std::memcpy(&pixel, pixels + 4 * i, 4);
      const uint32_t alpha = pixel >> 24;
      const uint32_t red_blue = (pixel & kEven) * alpha + kHalves;
      const uint32_t green_alpha = ((pixel >> 8 & 0xFF) | 0xFF0000) * alpha + kHalves;
      // product / 255, exact for all of these
      pixel =
          ((red_blue + (red_blue >> 8 & kEven)) >> 8 & kEven) | ((green_alpha + (green_alpha >> 8 & kEven)) & ~kEven);
      std::memcpy(pixels + 4 * i, &pixel, 4);
    }
  });
}

void Unpremultiply(const RgbaView& picture) {
  ForEachTranslucent(picture, [](uint8_t* pixels, size_t count) {
    for (size_t i = 0; i < count; ++i) {
      uint8_t* pixel = pixels + 4 * i;
      const uint32_t reciprocal = kReciprocals[pixel[3]];
      for (int channel = 0; channel < 3; ++channel) {
        pixel[channel] = static_cast<uint8_t>(std::min<uint32_t>((pixel[channel] * reciprocal + 0x8000) >> 16, 255));
      }
    }
  });
}

bool IsOpaque(const RgbaView& picture) {
  for (int y = 0; y < picture.height; ++y) {
    if (!IsOpaque(picture.Row(y), static_cast<size_t>(picture.width))) return false;
  }
  return true;
}

}  // namespace kinora
