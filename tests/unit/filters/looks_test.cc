// lut3d and preset: what holds for them whatever the picture.
#include <algorithm>
#include <cmath>
#include <cstdint>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "catch_amalgamated.hpp"
#include "filters/presets.h"
#include "kernels/filters/examples.h"
#include "unit/filters/filtering.h"

namespace kinora {
namespace {

using testing::Distance;
using testing::Filter;
using testing::Image;
using testing::MakeGrey;
using testing::Split;

Image RandomImage() {
  std::mt19937 random(11);
  Image image(53, 17);
  for (uint8_t& value : image.pixels) value = static_cast<uint8_t>(random());
  return image;
}

// A table of `size` nodes each way whose colours `red`, `green` and `blue`, from 0 to size - 1, are `node`'s text.
template <typename Node>
std::string Lut(int size, std::string_view more, Node node) {
  std::string text = "lut3d(\"LUT_3D_SIZE " + std::to_string(size) + "\\a ";
  for (int blue = 0; blue < size; ++blue) {
    for (int green = 0; green < size; ++green) {
      for (int red = 0; red < size; ++red) text += node(red, green, blue) + "\\a ";
    }
  }
  return text + "\"" + std::string(more) + ")";
}

std::string Place(int node, int size) { return std::to_string(static_cast<double>(node) / (size - 1)); }

}  // namespace

TEST_CASE("a 3D table of the identity changes nothing, in any size") {
  const Image image = RandomImage();
  for (const int size : {2, 3, 17, 33, 64}) {
    INFO(size);
    const std::string text = Lut(size, "", [&](int red, int green, int blue) {
      return Place(red, size) + " " + Place(green, size) + " " + Place(blue, size);
    });
    CHECK(Distance(Filter(text, image), image) == 0);
  }
}

TEST_CASE("a 3D table that swaps channels swaps them, and leaves alpha") {
  const Image image = RandomImage();
  Image swapped = image;
  for (size_t i = 0; i < image.pixels.size(); i += 4) {
    swapped.pixels[i] = image.pixels[i + 1];
    swapped.pixels[i + 1] = image.pixels[i + 2];
    swapped.pixels[i + 2] = image.pixels[i];
  }
  const std::string text = Lut(5, "", [&](int red, int green, int blue) {
    return Place(green, 5) + " " + Place(blue, 5) + " " + Place(red, 5);
  });
  CHECK(Distance(Filter(text, image), swapped) == 0);
}

TEST_CASE("half of a 3D table is half way to it") {
  const Image image = RandomImage();
  const Image black = Filter(Lut(2, ", 0.5", [](int, int, int) { return std::string("0 0 0"); }), image);
  for (size_t i = 0; i < image.pixels.size(); ++i) {
    const double wanted = i % 4 == 3 ? image.pixels[i] : image.pixels[i] / 2.0;
    CHECK(std::abs(black.pixels[i] - wanted) <= 0.51);
  }
}

TEST_CASE("a vignette's shares are interpolated without a trace") {
  // As soft as softness must be for it: half of a diagonal of 497.8 pixels.
  const Image black = MakeGrey(398, 299, [](int, int) { return 0; });
  for (const double radius : {0.0, 0.3, 0.5}) {
    INFO(radius);
    const Image image = Filter("vignette(1, " + std::to_string(radius) + ", 0.5, white)", black);
    double most = 0;
    for (int y = 0; y < image.height; ++y) {
      for (int x = 0; x < image.width; ++x) {
        const double distance =
            std::hypot(2 * x + 1 - image.width, 2 * y + 1 - image.height) / std::hypot(image.width, image.height);
        const double t = std::clamp((distance - radius) / 0.5, 0.0, 1.0);
        most = std::max(most, std::abs(image.At(x, y)[1] - 255 * t * t * (3 - 2 * t)));
      }
    }
    CHECK(most <= 1);
  }
}

TEST_CASE("what follows a vignette gets no values below black") {
  const Image black = MakeGrey(398, 299, [](int, int) { return 0; });
  const Image vignette = Filter("vignette(1, 0.3, 0.5, white)", black);
  CHECK(Distance(Filter("vignette(1, 0.3, 0.5, white) gamma(0.8)", black), Filter("gamma(0.8)", vignette)) <= 1);
}

TEST_CASE("a threshold divides alike whether alone or not") {
  const Image image = MakeGrey(256, 1, [](int x, int) { return x; });
  for (const char* level : {"0", "0.2", "0.5", "0.777", "1"}) {
    INFO(level);
    const std::string text = "threshold(" + std::string(level) + ")";
    // Black stays black, and white white.
    CHECK(Filter(text, image) == Filter(text + " brightness(150%)", image));
  }
}

TEST_CASE("presets do what their chains do") {
  const Image image = RandomImage();
  const std::vector<std::string> names = Split(kPresetNames);
  for (size_t i = 0; i < names.size(); ++i) {
    INFO(names[i]);
    CHECK(Filter("preset(" + names[i] + ")", image) == Filter(PresetChain(static_cast<int>(i)), image));
  }
}

TEST_CASE("presets in part lie between the picture and the preset") {
  const Image image = RandomImage();
  for (const std::string& name : Split(kPresetNames)) {
    INFO(name);
    CHECK(Filter("preset(" + name + ", 0)", image) == image);
    const Image whole = Filter("preset(" + name + ")", image);
    CHECK(Distance(Filter("preset(" + name + ", 0.999)", image), whole) <= 1);
    const Image half = Filter("preset(" + name + ", 0.5)", image);
    int most = 0;
    for (size_t i = 0; i < image.pixels.size(); ++i) {
      most = std::max(most, std::abs(2 * half.pixels[i] - image.pixels[i] - whole.pixels[i]));
    }
    CHECK(most <= 2);
  }
}

}  // namespace kinora
