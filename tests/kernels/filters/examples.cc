#include "kernels/filters/examples.h"

#include <cstdint>

namespace kinora::testing {

std::string ExampleCube() {
  constexpr int kSize = 5;
  std::string text = "TITLE \\\"bent\\\"\\a LUT_3D_SIZE 5\\a DOMAIN_MIN 0 0 0\\a DOMAIN_MAX 1 1 1\\a ";
  for (int node = 0; node < kSize * kSize * kSize; ++node) {
    const int red = node % kSize;
    const int green = node / kSize % kSize;
    const int blue = node / kSize / kSize;
    const auto entry = [](int value) {
      return std::to_string(value / 1000) + "." + std::to_string(value % 1000 + 1000).substr(1);
    };
    text += entry((red * 200 + green * 40) % 1001) + " " + entry(green * green * 60) + " " +
            entry(1000 - blue * 200 - red * 10 < 0 ? 0 : 1000 - blue * 200 - red * 10) + "\\a ";
  }
  return text;
}

std::string ExampleImage() {
  constexpr std::string_view kDigits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  // 9 x 5 pixels are 180 bytes, a whole number of triples.
  std::string text = "9x5:";
  uint32_t bits = 0;
  for (uint32_t i = 0; i < 180; ++i) {
    bits = bits << 8 | (i * 73 + i / 4 % 7 * 31) % 256;
    if (i % 3 != 2) continue;
    for (int shift = 18; shift >= 0; shift -= 6) text += kDigits[bits >> shift & 63];
    bits = 0;
  }
  return text;
}

}  // namespace kinora::testing
