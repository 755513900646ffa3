// Filters that smooth surfaces and keep edges: guided, smooth-skin, bilateral and surface-blur; and that all filters of
// detail do nothing when they are told so.
#include <cmath>
#include <random>
#include <string>

#include "unit/filters/filtering.h"

namespace kinora {
namespace {

using testing::Distance;
using testing::Filter;
using testing::Image;
using testing::MakeGrey;

// `middle` plus noise of `range` levels either way.
Image Rough(int width, int height, int middle, int range) {
  std::mt19937 random(9);
  return MakeGrey(width, height,
                  [&](int, int) { return middle + static_cast<int>(random() % (2 * range + 1)) - range; });
}

// Variance of green in columns from `left` to `right`.
double Variance(const Image& image, int left, int right) {
  double sum = 0;
  double squares = 0;
  for (int y = 0; y < image.height; ++y) {
    for (int x = left; x < right; ++x) {
      sum += image.At(x, y)[1];
      squares += image.At(x, y)[1] * image.At(x, y)[1];
    }
  }
  const double count = image.height * (right - left);
  return squares / count - sum / count * (sum / count);
}

// A face's colours with noise of luma; from column `step` on darker by 60.
Image Skin(int width, int height, int step) {
  std::mt19937 random(10);
  Image image(width, height, 255);
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x) {
      const int noise = static_cast<int>(random() % 9) - 4 - (x < step ? 0 : 60);
      uint8_t* pixel = image.At(x, y);
      pixel[0] = static_cast<uint8_t>(224 + noise);
      pixel[1] = static_cast<uint8_t>(172 + noise);
      pixel[2] = static_cast<uint8_t>(148 + noise);
    }
  }
  return image;
}

}  // namespace

TEST_CASE("filters of detail that do nothing add no stage") {
  for (const char* text :
       {"convolve(0 0 0 0 1 0 0 0 0)", "convolve(0 0 0 0 7 0 0 0 0)", "convolve(0 0 0 0 3 0 0 0 0, 3, edge: wrap)",
        "median(0)", "erode(0)", "dilate(0)", "pixelate(1px)", "guided(0)", "smooth-skin(0)",
        "smooth-skin(1, detail: 1)", "bilateral(0)", "surface-blur(0)"}) {
    CAPTURE(text);
    const Result<Chain> chain = ParseChain(text);
    REQUIRE(chain);
    FilterExecutor executor;
    REQUIRE(executor.SetChain(*chain, {.width = 8, .height = 8}));
    CHECK(executor.is_identity());
  }
}

TEST_CASE("flat pictures stay as they are") {
  for (const char* text : {"guided(8px, 0.00001)", "guided(100px, 1)", "bilateral(3px, 1)", "bilateral(0.3px, 0.004)",
                           "surface-blur(20px, 1)", "surface-blur(5px, 0.004)", "smooth-skin(1, 24px, 0)",
                           "median(3px)", "erode(9px)", "dilate(9px)", "pixelate(7px)"}) {
    CAPTURE(text);
    for (const int value : {0, 1, 127, 128, 254, 255}) {
      const Image flat = MakeGrey(40, 11, [&](int, int) { return value; });
      CHECK(Filter(text, flat) == flat);
    }
  }
}

TEST_CASE("a guided filter does not see what is added or multiplied") {
  const Image image = Rough(60, 30, 50, 20);
  Image brighter = image;
  Image doubled = image;
  for (size_t i = 0; i < image.pixels.size(); ++i) {
    if (i % 4 == 3) continue;
    brighter.pixels[i] = static_cast<uint8_t>(image.pixels[i] + 130);
    doubled.pixels[i] = static_cast<uint8_t>(image.pixels[i] * 2);
  }
  Image result = Filter("guided(4px, 0.002)", image);
  Image doubled_result = result;
  for (size_t i = 0; i < image.pixels.size(); ++i) {
    if (i % 4 == 3) continue;
    result.pixels[i] = static_cast<uint8_t>(result.pixels[i] + 130);
    doubled_result.pixels[i] = static_cast<uint8_t>(doubled_result.pixels[i] * 2);
  }
  CHECK(Distance(Filter("guided(4px, 0.002)", brighter), result) <= 1);
  // Variances grow by the square of it; half a level of rounding becomes one.
  CHECK(Distance(Filter("guided(4px, 0.008)", doubled), doubled_result) <= 2);
}

TEST_CASE("epsilon tells what a guided filter takes for flat") {
  const Image rough = Rough(80, 40, 120, 12);
  const double before = Variance(rough, 0, 80);
  CHECK(Variance(Filter("guided(8px, 0.01)", rough), 0, 80) < before / 10);
  CHECK(Distance(Filter("guided(8px, 0.00001)", rough), rough) <= 2);
  const Image step = MakeGrey(80, 40, [](int x, int) { return x < 40 ? 30 : 220; });
  const Image kept = Filter("guided(8px, 0.004)", step);
  CHECK(kept.At(40, 20)[1] - kept.At(39, 20)[1] > 190 * 0.9);
}

TEST_CASE("a guided filter is its formula, rounded") {
  // Columns are constant, so that means of squares are those of rows.
  constexpr int kWidth = 12;
  double values[kWidth];
  const Image image = MakeGrey(kWidth, 3, [&](int x, int) {
    const int value = x * x * 37 % 101;
    values[x] = value / 255.0;
    return value;
  });
  const auto mean = [&](const double(&of)[kWidth], int x) {
    return (of[std::max(x - 1, 0)] + of[x] + of[std::min(x + 1, kWidth - 1)]) / 3;
  };
  double squares[kWidth];
  double a[kWidth];
  double b[kWidth];
  for (int x = 0; x < kWidth; ++x) squares[x] = values[x] * values[x];
  for (int x = 0; x < kWidth; ++x) {
    const double variance = mean(squares, x) - mean(values, x) * mean(values, x);
    a[x] = variance / (variance + 0.02);
    b[x] = mean(values, x) * (1 - a[x]);
  }
  const Image result = Filter("guided(1px, 0.02)", image);
  for (int x = 0; x < kWidth; ++x) {
    CAPTURE(x);
    CHECK(std::abs(result.At(x, 1)[2] - 255 * (mean(a, x) * values[x] + mean(b, x))) < 0.55);
  }
}

TEST_CASE("guided filters leave alpha, and straight colours under it") {
  Image image = Rough(30, 10, 100, 40);
  const Image opaque = Filter("guided(3px, 0.01)", image);
  for (size_t i = 3; i < image.pixels.size(); i += 4) image.pixels[i] = static_cast<uint8_t>(i % 251);
  const Image result = Filter("guided(3px, 0.01)", image);
  for (size_t i = 0; i < image.pixels.size(); ++i) {
    REQUIRE(result.pixels[i] == (i % 4 == 3 ? image.pixels[i] : opaque.pixels[i]));
  }
}

TEST_CASE("skin becomes smooth and keeps its edges") {
  const Image skin = Skin(100, 60, 50);
  const Image result = Filter("smooth-skin(1, 8px, 0)", skin);
  CHECK(Variance(result, 4, 40) < Variance(skin, 4, 40) / 3);
  double step = 0;
  for (int y = 0; y < 60; ++y) step += result.At(49, y)[1] - result.At(50, y)[1];
  CHECK(step / 60 > 60 * 0.9);
}

TEST_CASE("detail and amount go from the smooth picture to the picture") {
  const Image skin = Skin(100, 40, 100);
  const double all = Variance(skin, 0, 100);
  const double half = Variance(Filter("smooth-skin(0.5, 8px, 0)", skin), 0, 100);
  CHECK(half < all * 0.6);
  CHECK(Variance(Filter("smooth-skin(1, 8px, 0.5)", skin), 0, 100) == half);
  CHECK(Variance(Filter("smooth-skin(1, 8px, 0)", skin), 0, 100) < half * 0.6);
}

TEST_CASE("colours that no face has stay as they are") {
  std::mt19937 random(12);
  constexpr int kColors[][3] = {{120, 120, 120}, {30, 90, 200},  {60, 160, 70},  {250, 250, 250}, {220, 20, 30},
                                {20, 180, 190},  {200, 60, 200}, {240, 230, 90}, {40, 30, 60}};
  for (const auto& color : kColors) {
    CAPTURE(color[0], color[1], color[2]);
    Image image(50, 20, 255);
    for (size_t i = 0; i < image.pixels.size(); i += 4) {
      const int noise = static_cast<int>(random() % 11) - 5;
      for (size_t channel = 0; channel < 3; ++channel) {
        image.pixels[i + channel] = static_cast<uint8_t>(color[channel] + noise);
      }
    }
    CHECK(Filter("smooth-skin(1, 8px, 0)", image) == image);
  }
}

TEST_CASE("bilateral and surface blurs smooth what is rough and keep steps") {
  const Image rough = Rough(60, 30, 128, 6);
  const Image step = MakeGrey(60, 30, [](int x, int) { return x < 30 ? 20 : 200; });
  for (const char* text : {"bilateral(2px, 0.1)", "surface-blur(4px, 0.1)"}) {
    CAPTURE(text);
    CHECK(Variance(Filter(text, rough), 0, 60) < Variance(rough, 0, 60) / 8);
    CHECK(Filter(text, step) == step);
  }
}

TEST_CASE("weights are those of the formulas") {
  const Image line = MakeGrey(9, 9, [](int x, int) { return x == 4 ? 110 : 100; });
  // Three pixels of the line, and six beside it with 1 - 10 / (2.5 * 0.1 * 255).
  const double side = 6 * (1 - 10 / 63.75);
  CHECK(Filter("surface-blur(1px, 0.1)", line).At(4, 4)[0] == std::lround((330 + 100 * side) / (3 + side)));
  CHECK(Filter("surface-blur(1px, 0.1)", line).At(2, 4)[0] == 100);

  // exp(-d^2 / 2) in the disc, the colours 10 * sqrt(3) levels apart.
  const double color = std::exp(-300 / (2 * 0.04 * 255 * 0.04 * 255));
  double lit = 0;
  double dark = 0;
  for (int y = -2; y <= 2; ++y) {
    for (int x = -2; x <= 2; ++x) {
      const int square = x * x + y * y;
      if (square <= 4) (x == 0 ? lit : dark) += std::exp(-square / 2.0) * (x == 0 ? 1 : color);
    }
  }
  CHECK(Filter("bilateral(1px, 0.04)", line).At(4, 4)[0] == std::lround((110 * lit + 100 * dark) / (lit + dark)));
}

}  // namespace kinora
