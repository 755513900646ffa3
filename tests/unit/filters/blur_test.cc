// What a Gaussian blur is known for, whatever it is made of.
#include <algorithm>
#include <cmath>
#include <random>
#include <string>

#include "filters/kernels/picture_blur.h"
#include "unit/filters/filtering.h"

namespace kinora {
namespace {

using testing::Distance;
using testing::Filter;
using testing::Image;
using testing::MakeGrey;
using testing::Transpose;

std::string Blur(double deviation, const char* edge = "duplicate") {
  return "blur(" + std::to_string(deviation) + "px, edge: " + edge + ")";
}

// The Gaussian at whole pixels, summed up to pixel `x` and the next `end - x` ones: what an edge there becomes.
double Gaussian(int x, int end, double deviation) {
  const int reach = static_cast<int>(8 * deviation) + 1;
  const auto weight = [&](int i) { return std::exp(-0.5 * i * i / (deviation * deviation)); };
  double part = 0;
  double all = 0;
  for (int i = -reach; i <= reach; ++i) {
    all += weight(i);
    if (i >= x && i < end) part += weight(i);
  }
  return part / all;
}

// What an edge from black to white, before pixel 0, is at pixel `x`.
double GaussianStep(int x, double deviation) { return 255 * Gaussian(-1000000, x + 1, deviation); }

Image RandomImage(int width, int height) {
  std::mt19937 random(3);
  Image image(width, height);
  for (uint8_t& value : image.pixels) value = static_cast<uint8_t>(random());
  return image;
}

}  // namespace

TEST_CASE("a blurred edge is that of the true Gaussian") {
  for (const double deviation :
       {0.1, 0.3, 0.6, 1.0, 1.9, 2.0, 2.4, 3.0, 3.9, 4.0, 4.5, 5.0, 8.0, 13.3, 47.9, 48.0, 61.0, 200.0}) {
    CAPTURE(deviation);
    const int half = static_cast<int>(4 * deviation) + 3;
    const Image edge = MakeGrey(2 * half, 2, [&](int x, int) { return x < half ? 0 : 255; });
    const Image across = Filter(Blur(deviation), edge);
    double most = 0;
    for (int x = 0; x < across.width; ++x) {
      most = std::max(most, std::abs(across.At(x, 0)[0] - GaussianStep(x - half, deviation)));
    }
    CHECK(most <= (deviation < 2 ? 1 : 3.5));  // and half a level for rounding
    CHECK(Distance(Transpose(Filter(Blur(deviation), Transpose(edge))), across) <= 1);
  }
}

TEST_CASE("a blur has the variance asked for, to one percent") {
  for (const double deviation : {2.0, 2.1, 2.9, 3.0, 4.0, 4.5, 5.2, 7.0, 12.0, 20.0, 33.0, 47.9, 48.0, 100.0}) {
    CAPTURE(deviation);
    const int half = static_cast<int>(4 * deviation) + 3;
    Image edge = MakeGrey(2 * half, 1, [&](int x, int) { return x < half ? 0 : 255; });
    const PictureBlur blur({.width = 2 * half, .height = 1}, deviation, Edge::kDuplicate, Parity::kExact);
    std::vector<uint8_t> memory(blur.scratch_bytes() + 64);
    const size_t skip = 64 - reinterpret_cast<uintptr_t>(memory.data()) % 64;
    const std::span<uint8_t> scratch(memory.data() + skip, blur.scratch_bytes());
    blur.Blur({.data = edge.pixels.data(), .width = 2 * half, .height = 1, .stride = 8 * half}, scratch);
    const int16_t* row = blur.Row(0, scratch);
    // The kernel is what the edge grows by from pixel to pixel.
    double variance = 0;
    for (int x = 1; x < 2 * half; ++x) {
      const double weight = (row[4 * x] - row[4 * x - 4]) / (255.0 * (1 << blur.row_bits()));
      variance += weight * (x - half) * (x - half);
    }
    CHECK(std::abs(variance / (deviation * deviation) - 1) <= 0.01);
  }
}

TEST_CASE("a speck is blurred the same to all sides") {
  const Image speck = MakeGrey(41, 41, [](int x, int y) { return x == 20 && y == 20 ? 255 : 0; });
  for (const double deviation : {0.5, 1.4, 2.0, 3.7}) {
    CAPTURE(deviation);
    const Image blurred = Filter(Blur(deviation), speck);
    const double peak = Gaussian(0, 1, deviation);
    CHECK(std::abs(blurred.At(20, 20)[0] - 255 * peak * peak) <= 1.5);
    CHECK(Distance(Transpose(blurred), blurred) <= 1);
    for (int y = 0; y < 41; ++y) {
      for (int x = 0; x < 41; ++x) REQUIRE(std::abs(blurred.At(x, y)[0] - blurred.At(40 - x, 40 - y)[0]) <= 1);
    }
  }
}

TEST_CASE("two blurs are one of the root of their squares") {
  std::mt19937 random(5);
  const Image image = MakeGrey(120, 110, [&](int, int) { return random() % 2 * 255; });
  const Image twice = Filter("blur(3px) blur(4px)", image);
  const Image once = Filter("blur(5px)", image);
  // Near the border the second blur sees what the first has made of it.
  for (int y = 25; y < 85; ++y) {
    for (int x = 25; x < 95; ++x) REQUIRE(std::abs(twice.At(x, y)[0] - once.At(x, y)[0]) <= 2);
  }
}

TEST_CASE("what is flat stays flat, and what is opaque stays opaque") {
  for (const char* edge : {"duplicate", "wrap", "mirror"}) {
    for (const double deviation : {0.05, 0.5, 1.3, 2.0, 5.5, 30.0, 70.0, 1000.0, 10000.0}) {
      CAPTURE(edge, deviation);
      for (const int value : {0, 1, 77, 128, 254, 255}) {
        const Image flat = MakeGrey(37, 5, [&](int, int) { return value; });
        REQUIRE(Filter(Blur(deviation, edge), flat) == flat);
      }
      Image opaque = RandomImage(33, 9);
      for (size_t i = 3; i < opaque.pixels.size(); i += 4) opaque.pixels[i] = 255;
      const Image blurred = Filter(Blur(deviation, edge), opaque);
      for (size_t i = 3; i < blurred.pixels.size(); i += 4) REQUIRE(blurred.pixels[i] == 255);
    }
  }
}

TEST_CASE("a very wide blur of a repeated picture is its mean") {
  const Image image = MakeGrey(24, 10, [](int x, int y) { return (x * 31 + y * 57) % 256; });
  double mean = 0;
  for (size_t i = 0; i < image.pixels.size(); i += 4) mean += image.pixels[i] / 240.0;
  for (const char* edge : {"wrap", "mirror"}) {
    for (const double deviation : {24.0, 48.0, 100.0, 10000.0}) {
      CAPTURE(edge, deviation);
      const Image blurred = Filter(Blur(deviation, edge), image);
      for (size_t i = 0; i < blurred.pixels.size(); i += 4) REQUIRE(std::abs(blurred.pixels[i] - mean) <= 1.5);
    }
  }
}

TEST_CASE("a wrapped blur moves with its picture") {
  const Image image = MakeGrey(60, 6, [](int x, int y) { return (x * x * 7 + y * 91) % 256; });
  const Image moved = MakeGrey(60, 6, [&](int x, int y) { return image.At((x + 17) % 60, (y + 2) % 6)[0]; });
  for (const double deviation : {1.2, 4.0, 20.0}) {
    const Image blurred = Filter(Blur(deviation, "wrap"), image);
    const Image expected = MakeGrey(60, 6, [&](int x, int y) { return blurred.At((x + 17) % 60, (y + 2) % 6)[0]; });
    CHECK(Distance(Filter(Blur(deviation, "wrap"), moved), expected) <= 1);
  }
}

TEST_CASE("transparent edges let the alpha of a picture fall to a half at its border") {
  const Image white = MakeGrey(101, 101, [](int, int) { return 255; });
  for (const double deviation : {1.0, 3.0, 9.0, 12.0}) {
    const Image blurred = Filter(Blur(deviation, "transparent"), white);
    const double border = 255 - GaussianStep(-1, deviation);
    CHECK(std::abs(blurred.At(0, 50)[3] - border) <= 2);
    CHECK(std::abs(blurred.At(50, 100)[3] - border) <= 2);
    CHECK(blurred.At(0, 50)[0] == 255);  // white still: colours are premultiplied
  }
}

TEST_CASE("with Chromium's boxes a blur is Chromium's") {
  const Image white = MakeGrey(64, 64, [](int, int) { return 255; });
  // Measured on its CPU canvas.
  const std::pair<const char*, int> borders[] = {
      {"blur(1px)", 170}, {"blur(2px)", 150}, {"blur(4px)", 139}, {"blur(8px)", 134}};
  for (const auto& [text, alpha] : borders) {
    CAPTURE(text);
    CHECK(std::abs(Filter(text, white, Parity::kChromium).At(0, 32)[3] - alpha) <= 1);
  }
  Image image = RandomImage(50, 20);
  for (size_t i = 3; i < image.pixels.size(); i += 4) image.pixels[i] = 255;
  CHECK(Filter("blur(0.5px)", image, Parity::kChromium) == image);
  CHECK(Filter("blur(0.8px)", image, Parity::kChromium) == Filter("blur(1px)", image, Parity::kChromium));
  CHECK(Filter("blur(4px)", image, Parity::kChromium) != Filter("blur(4px)", image));
  // Three boxes of 2, 2 and 3 pixels: 1 3 4 3 1 in twelfths.
  const Image edge = MakeGrey(20, 8, [](int x, int) { return x < 10 ? 0 : 255; });
  const Image blurred = Filter("blur(1px, edge: mirror)", edge, Parity::kChromium);
  for (int i = 0; i < 5; ++i) {
    CHECK(std::abs(blurred.At(7 + i, 4)[0] - 255 * std::array{0, 1, 4, 8, 11}[static_cast<size_t>(i)] / 12.0) <= 1);
  }
}

TEST_CASE("radii beyond the picture and pictures of one pixel are blurred") {
  for (const char* edge : {"duplicate", "transparent", "wrap", "mirror"}) {
    for (const double deviation : {1.0, 10.0, 500.0, 10000.0}) {
      CAPTURE(edge, deviation);
      CHECK(Filter(Blur(deviation, edge), RandomImage(1, 1)).width == 1);
      CHECK(Filter(Blur(deviation, edge), RandomImage(3, 50)).height == 50);
    }
  }
}

TEST_CASE("an opaque picture stays opaque where nothing transparent comes in") {
  Image image = RandomImage(67, 45);
  for (size_t i = 3; i < image.pixels.size(); i += 4) image.pixels[i] = 255;
  std::vector<std::string> filters = {"bilateral(2px)", "median(2px)", "erode(3px)", "dilate(30px)"};
  for (const char* edge : {"duplicate", "wrap", "mirror"}) {
    for (const double deviation : {0.5, 1.9, 2.0, 7.3, 30.0, 47.9, 48.0, 100.0, 9000.0}) {
      filters.push_back(Blur(deviation, edge));
    }
  }
  for (const std::string& filter : filters) {
    CAPTURE(filter);
    const Image result = Filter(filter, image);
    for (size_t i = 3; i < result.pixels.size(); i += 4) REQUIRE(result.pixels[i] == 255);
    const std::string open = Blur(3, "transparent");
    CHECK(Filter(filter + " " + open, image) == Filter(open, result));
    // Colours are made straight again behind a stage that lets something transparent in.
    const Image white = Filter(filter + " " + open, Image(20, 20, 255));
    CHECK(white.At(0, 0)[3] < 128);
    CHECK(white.At(0, 0)[0] == 255);
  }
}

TEST_CASE("a blur that changes nothing is no stage") {
  const Result<Chain> chain = ParseChain("blur(0) blur(0.05px)");
  REQUIRE(chain);
  const Result<Plan> plan = MakePlan(*chain, {.width = 10, .height = 10}, Parity::kExact);
  REQUIRE(plan);
  CHECK(plan->steps.empty());
}

TEST_CASE("radii that are no radii are refused") {
  for (const char* text : {"blur(-1px)", "blur(10001px)", "blur(3)", "blur(50%)", "blur(3px, edge: none)",
                           "drop-shadow(1px)", "drop-shadow(1px 1px -1px)", "motion-blur(501px)", "bloom(2)",
                           "sharpen(1, 11px)", "tilt-shift(-1px)", "zoom-blur(1.1)"}) {
    CAPTURE(text);
    CHECK(!ParseChain(text));
  }
}

}  // namespace kinora
