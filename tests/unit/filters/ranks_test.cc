// Filters that pick values: median, erode and dilate; and pixelate, whose means are exact as well.
#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include "unit/filters/filtering.h"

namespace kinora {
namespace {

using testing::Filter;
using testing::Image;
using testing::MakeGrey;

// Every channel by itself, opaque.
Image Colors(int width, int height, unsigned seed) {
  std::mt19937 random(seed);
  Image image(width, height, 255);
  for (size_t i = 0; i < image.pixels.size(); ++i) {
    if (i % 4 != 3) image.pixels[i] = static_cast<uint8_t>(random());
  }
  return image;
}

Image Inverted(Image image) {
  for (size_t i = 0; i < image.pixels.size(); ++i) {
    if (i % 4 != 3) image.pixels[i] = static_cast<uint8_t>(255 - image.pixels[i]);
  }
  return image;
}

// Each value becomes pick(the sorted window, edges duplicated).
template <typename Pick>
Image Windowed(const Image& image, int radius, Pick pick) {
  Image result = image;
  std::vector<uint8_t> window;
  for (int y = 0; y < image.height; ++y) {
    for (int x = 0; x < image.width; ++x) {
      for (int channel = 0; channel < 4; ++channel) {
        window.clear();
        for (int dy = -radius; dy <= radius; ++dy) {
          for (int dx = -radius; dx <= radius; ++dx) {
            const int column = std::clamp(x + dx, 0, image.width - 1);
            const int row = std::clamp(y + dy, 0, image.height - 1);
            window.push_back(image.At(column, row)[channel]);
          }
        }
        std::ranges::sort(window);
        result.At(x, y)[channel] = pick(window);
      }
    }
  }
  return result;
}

std::string Call(const std::string& name, int pixels) { return name + "(" + std::to_string(pixels) + "px)"; }

constexpr std::pair<int, int> kSizes[] = {{1, 1}, {1, 9}, {9, 1}, {2, 3}, {17, 5}, {33, 12}};

}  // namespace

TEST_CASE("medians are exact") {
  for (int radius = 1; radius <= 3; ++radius) {
    for (const auto& [width, height] : kSizes) {
      CAPTURE(radius, width, height);
      const Image image = Colors(width, height, 3);
      CHECK(Filter(Call("median", radius), image) ==
            Windowed(image, radius, [](const auto& window) { return window[window.size() / 2]; }));
      CHECK(Filter(Call("median", radius), Inverted(image)) == Inverted(Filter(Call("median", radius), image)));
    }
  }
}

TEST_CASE("medians take specks away and leave steps") {
  const Image step = MakeGrey(20, 10, [](int x, int) { return x < 9 ? 20 : 220; });
  Image specks = step;
  specks.At(4, 4)[0] = 255;
  specks.At(14, 6)[1] = 0;
  CHECK(Filter("median(1px)", specks) == step);
}

TEST_CASE("eroded and dilated pictures are exact") {
  for (const int radius : {1, 2, 3, 7, 30}) {
    for (const auto& [width, height] : kSizes) {
      CAPTURE(radius, width, height);
      const Image image = Colors(width, height, 4);
      CHECK(Filter(Call("erode", radius), image) ==
            Windowed(image, radius, [](const auto& window) { return window.front(); }));
      CHECK(Filter(Call("dilate", radius), image) ==
            Windowed(image, radius, [](const auto& window) { return window.back(); }));
    }
  }
}

TEST_CASE("eroding is dilating what is inverted") {
  const Image image = Colors(200, 150, 5);
  for (const int radius : {1, 5, 64, 100}) {
    CAPTURE(radius);
    CHECK(Filter(Call("erode", radius), image) == Inverted(Filter(Call("dilate", radius), Inverted(image))));
  }
}

TEST_CASE("radii add up") {
  const Image image = Colors(90, 70, 6);
  CHECK(Filter("erode(4px) erode(9px)", image) == Filter("erode(13px)", image));
  CHECK(Filter("dilate(20px) dilate(1px)", image) == Filter("dilate(21px)", image));
}

TEST_CASE("blocks have their mean, rounded") {
  const Image image = Colors(53, 29, 7);
  for (const int size : {2, 3, 8, 29, 50, 1024}) {
    CAPTURE(size);
    const Image result = Filter(Call("pixelate", size), image);
    Image wanted = image;
    for (int y = 0; y < image.height; ++y) {
      for (int x = 0; x < image.width; ++x) {
        for (int channel = 0; channel < 4; ++channel) {
          int sum = 0;
          int count = 0;
          for (int row = y / size * size; row < std::min((y / size + 1) * size, image.height); ++row) {
            for (int column = x / size * size; column < std::min((x / size + 1) * size, image.width); ++column) {
              sum += image.At(column, row)[channel];
              ++count;
            }
          }
          wanted.At(x, y)[channel] = static_cast<uint8_t>((sum + count / 2) / count);
        }
      }
    }
    CHECK(result == wanted);
    CHECK(Filter(Call("pixelate", size), result) == result);
  }
}

}  // namespace kinora
