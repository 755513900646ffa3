// Filters that are made of a blur and something else.
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
using testing::Transpose;

Image Noise(int width, int height) {
  std::mt19937 random(11);
  return MakeGrey(width, height, [&](int, int) { return random() % 256; });
}

Image Flat(int value) {
  return MakeGrey(30, 20, [&](int, int) { return value; });
}

}  // namespace

TEST_CASE("a shadow without blur is the shape, moved and coloured") {
  Image dot(9, 7);
  for (int channel = 0; channel < 4; ++channel) dot.At(3, 2)[channel] = 255;
  const Image shadow = Filter("drop-shadow(2px 3px lime)", dot);
  for (int y = 0; y < 7; ++y) {
    for (int x = 0; x < 9; ++x) {
      CAPTURE(x, y);
      const bool is_dot = x == 3 && y == 2;
      const bool is_shadow = x == 5 && y == 5;
      CHECK(shadow.At(x, y)[3] == (is_dot || is_shadow ? 255 : 0));
      CHECK(shadow.At(x, y)[0] == (is_dot ? 255 : 0));
      CHECK(shadow.At(x, y)[1] == (is_dot || is_shadow ? 255 : 0));
    }
  }
}

TEST_CASE("a shadow comes in from beyond the border") {
  // Moved up and to the left by more than the picture, its blurred edge still reaches in.
  const Image white = MakeGrey(40, 40, [](int, int) { return 255; });
  Image hole = white;
  for (int y = 10; y < 40; ++y) {
    for (int x = 0; x < 40; ++x) hole.At(x, y)[3] = 0;
  }
  const Image shadow = Filter("drop-shadow(0 -12px 4px black)", hole);
  CHECK(shadow.At(20, 5)[3] == 255);
  CHECK(shadow.At(20, 10)[3] == 0);
  const Image below = Filter("drop-shadow(0 10px 4px black)", hole);
  CHECK(below.At(20, 10)[3] > 100);
  CHECK(below.At(20, 15)[0] == 0);
}

TEST_CASE("nothing of a shadow shows under an opaque picture") {
  const Image image = Noise(50, 12);
  CHECK(Filter("drop-shadow(3px 3px 5px red)", image) == image);
  CHECK(Filter("drop-shadow(3px 3px 5px transparent)", image) == image);
}

TEST_CASE("what is flat stays flat under filters that look around") {
  for (const char* text : {"sharpen(5, 10px)", "sharpen(2, 0.5px, 0.1)", "tilt-shift(20px)", "motion-blur(9px)",
                           "motion-blur(30px, 20deg)", "motion-blur(500px, 45deg)", "motion-blur(500px)",
                           "motion-blur(77px, 63deg, mirror)", "zoom-blur(0.4)", "zoom-blur(1)"}) {
    CAPTURE(text);
    for (const int value : {0, 1, 100, 255}) CHECK(Filter(text, Flat(value)) == Flat(value));
  }
}

TEST_CASE("sharpening makes an edge steeper, and leaves small differences alone when asked to") {
  const Image edge = MakeGrey(40, 4, [](int x, int) { return x < 20 ? 100 : 140; });
  const Image sharp = Filter("sharpen(1, 2px)", edge);
  CHECK(sharp.At(19, 1)[0] < 95);
  CHECK(sharp.At(20, 1)[0] > 145);
  CHECK(sharp.At(0, 1)[0] == 100);
  CHECK(Filter("sharpen(1, 2px, 0.1)", edge) == edge);
}

TEST_CASE("the band of a tilt shift stays as it is, and what is far from it is blurred") {
  const Image noise = Noise(30, 100);
  const Image shifted = Filter("tilt-shift(4px, 0.5, 0.2, 0.2)", noise);
  const Image blurred = Filter("blur(4px)", noise);
  for (int x = 0; x < 30; ++x) {
    for (int y = 40; y < 60; ++y) REQUIRE(shifted.At(x, y)[0] == noise.At(x, y)[0]);
    for (int y = 0; y < 20; ++y) REQUIRE(std::abs(shifted.At(x, y)[0] - blurred.At(x, y)[0]) <= 1);
  }
}

TEST_CASE("what is below the threshold does not bloom") {
  const Image dark = MakeGrey(40, 30, [](int x, int y) { return (x * 5 + y * 3) % 150; });
  CHECK(Filter("bloom(0.6, 2, 5px)", dark) == dark);
  CHECK(Filter("bloom(0.1, 0, 5px)", dark) == dark);
  const Image light = Filter("bloom(0.1, 1, 5px)", dark);
  CHECK(light.At(20, 15)[0] > dark.At(20, 15)[0]);
}

TEST_CASE("a line blurs along itself only") {
  // Lines along the direction do not change, whatever their colours.
  const Image rows = MakeGrey(50, 20, [](int, int y) { return y * 37 % 256; });
  CHECK(Filter("motion-blur(15px)", rows) == rows);
  CHECK(Filter("motion-blur(15px, 180deg)", rows) == rows);
  CHECK(Filter("motion-blur(15px, 90deg)", Transpose(rows)) == Transpose(rows));
  const Image diagonal = MakeGrey(60, 60, [](int x, int y) { return (x - y + 60) * 37 % 256; });
  const Image blurred = Filter("motion-blur(15px, 45deg)", diagonal);
  for (int i = 10; i < 50; ++i) {
    for (int j = 10; j < 50; ++j) REQUIRE(std::abs(blurred.At(i, j)[0] - diagonal.At(i, j)[0]) <= 1);
  }
  const Image noise = Noise(40, 40);
  CHECK(Filter("motion-blur(1px, 30deg)", noise) == noise);
  CHECK(Distance(Transpose(Filter("motion-blur(9px, 20deg)", Transpose(noise))),
                 Filter("motion-blur(9px, 70deg)", noise)) <= 1);
}

TEST_CASE("a zoom blur leaves its centre") {
  const Image noise = Noise(41, 41);
  const Image zoomed = Filter("zoom-blur(0.5)", noise);
  CHECK(zoomed.At(20, 20)[0] == noise.At(20, 20)[0]);
  CHECK(Distance(zoomed, noise) > 50);
  // What only depends on the direction to the centre does not change.
  const Image halves = MakeGrey(40, 40, [](int x, int) { return x < 20 ? 0 : 255; });
  const Image still = Filter("zoom-blur(0.3)", halves);
  for (int x = 0; x < 40; ++x) {
    if (x < 19 || x > 20) CHECK(std::abs(still.At(x, 7)[0] - halves.At(x, 7)[0]) <= 1);
  }
}

}  // namespace kinora
