// convolve, emboss, edges and scale.
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
  std::mt19937 random(5);
  return MakeGrey(width, height, [&](int, int) { return random() % 256; });
}

Image Inverted(Image image) {
  for (size_t i = 0; i < image.pixels.size(); ++i) {
    if (i % 4 != 3) image.pixels[i] = static_cast<uint8_t>(255 - image.pixels[i]);
  }
  return image;
}

}  // namespace

TEST_CASE("a dot shows the kernel as it is written") {
  const Image dot = MakeGrey(5, 5, [](int x, int y) { return x == 2 && y == 2 ? 255 : 0; });
  const Image result = Filter("convolve(1 2 3 4 5 6 7 8 9, 9, alpha: preserve)", dot);
  for (int y = 0; y < 5; ++y) {
    for (int x = 0; x < 5; ++x) {
      CAPTURE(x, y);
      const bool inside = x >= 1 && x <= 3 && y >= 1 && y <= 3;
      const int weight = inside ? 3 * (y - 1) + x : 0;
      CHECK(result.At(x, y)[1] == (255 * weight + 4) / 9);
      CHECK(result.At(x, y)[3] == 255);
    }
  }
}

TEST_CASE("each edge stands for what is outside") {
  const Image ramp = MakeGrey(6, 1, [](int x, int) { return 10 * (x + 1); });
  // The second neighbour on the right.
  const std::string kernel = "convolve(0 0 0 0 0 0 0 0 0 0 1 0 0 0 0 0 0 0 0 0 0 0 0 0 0, edge: ";
  const auto row = [&](const std::string& edge) {
    const Image result = Filter(kernel + edge + ")", ramp);
    std::vector<int> values;
    for (int x = 0; x < 6; ++x) values.push_back(result.At(x, 0)[3] == 255 ? result.At(x, 0)[0] : -result.At(x, 0)[3]);
    return values;
  };
  CHECK(row("duplicate") == std::vector{30, 40, 50, 60, 60, 60});
  CHECK(row("wrap") == std::vector{30, 40, 50, 60, 10, 20});
  CHECK(row("mirror") == std::vector{30, 40, 50, 60, 60, 50});
  CHECK(row("transparent") == std::vector{30, 40, 50, 60, 0, 0});
}

TEST_CASE("edges are far beyond a picture of one pixel") {
  Image pixel(1, 1);
  const uint8_t color[] = {40, 80, 120, 255};
  std::copy_n(color, 4, pixel.At(0, 0));
  std::string ones;
  for (int i = 0; i < 49; ++i) ones += "1 ";
  for (const char* edge : {"duplicate", "wrap", "mirror"}) {
    CAPTURE(edge);
    CHECK(Filter("convolve(" + ones + ", edge: " + edge + ")", pixel) == pixel);
  }
  CHECK(Filter("convolve(" + ones + ", edge: transparent)", pixel).At(0, 0)[3] == (255 + 24) / 49);
}

TEST_CASE("the bias is added times alpha") {
  Image image(3, 1);
  for (int x = 0; x < 3; ++x) image.At(x, 0)[3] = static_cast<uint8_t>(x * 100);
  const Image filtered = Filter("convolve(0 0 0 0 0 0 0 0 0, 1, 0.5)", image);
  const Image preserved = Filter("convolve(0 0 0 0 0 0 0 0 0, 1, 0.5, alpha: preserve)", image);
  for (int x = 0; x < 3; ++x) {
    CAPTURE(x);
    // Alpha has its half too, so that the colour over it is white.
    CHECK(filtered.At(x, 0)[3] == 50 * x);
    CHECK(filtered.At(x, 0)[0] == (x == 0 ? 0 : 255));
    CHECK(preserved.At(x, 0)[3] == 100 * x);
    CHECK(preserved.At(x, 0)[0] == 128);
  }
}

TEST_CASE("a kernel that sums up to 1 leaves flat colours") {
  for (const int value : {0, 1, 77, 254, 255}) {
    const Image flat = MakeGrey(20, 5, [&](int, int) { return value; });
    CHECK(Filter("convolve(0 -1 0 -1 5 -1 0 -1 0)", flat) == flat);
    CHECK(Filter("convolve(0.1 0.2 0.3 -0.7 1.2 0.9 -0.5 -0.4 -0.1)", flat) == flat);
    CHECK(Filter("convolve(1000 1000 1000 1000 1000 1000 1000 1000 1000)", flat) == flat);
  }
}

TEST_CASE("a kernel of any strength saturates") {
  const Image image = MakeGrey(20, 5, [](int x, int) { return x < 10 ? 0 : 1; });
  const Image result = Filter("convolve(1000 1000 1000 1000 1000 1000 1000 1000 1000, 1, alpha: preserve)", image);
  for (int x = 0; x < 20; ++x) CHECK(result.At(x, 2)[0] == (x < 9 ? 0 : 255));
}

TEST_CASE("a kernel that is no odd square is an error") {
  for (const auto& [kernel, count] : {std::pair{"1 2 3 4 5 6 7 8 9 10", 10}, {"1 2 3 4 5 6 7 8 9 1 2 3 4 5 6 7", 16}}) {
    const Result<Chain> chain = ParseChain(std::string("convolve(") + kernel + ")");
    REQUIRE(chain);
    FilterExecutor executor;
    const Status set = executor.SetChain(*chain, {.width = 4, .height = 4});
    REQUIRE(!set);
    CHECK(set.error().code == ErrorCode::kInvalidArgument);
    CHECK(set.error().field == "convolve.kernel");
    CHECK(set.error().value == count);
    CHECK(set.error().message.ends_with("must have 9, 25 or 49 numbers, got " + std::to_string(count)));
  }
}

TEST_CASE("a relief of what is flat is the middle grey") {
  const Image flat = MakeGrey(9, 9, [](int, int) { return 201; });
  const Image grey = MakeGrey(9, 9, [](int, int) { return 128; });
  CHECK(Filter("emboss(0)", Noise(9, 9)) == grey);
  // The middle lies between 127 and 128: rounded weights may tip it.
  CHECK(Distance(Filter("emboss()", flat), grey) <= 1);
  CHECK(Distance(Filter("emboss(5, 77deg)", flat), grey) <= 1);
}

TEST_CASE("a relief is lit from its angle") {
  const Image bump = MakeGrey(9, 9, [](int x, int y) { return x == 4 && y == 4 ? 100 : 0; });
  const Image right = Filter("emboss(1, 0)", bump);
  CHECK(right.At(5, 4)[0] == 178);
  CHECK(right.At(3, 4)[0] == 78);
  CHECK(right.At(4, 4)[0] == 128);
  const Image below = Filter("emboss(1, 90deg)", bump);
  CHECK(below.At(4, 5)[0] == 178);
  CHECK(below.At(4, 3)[0] == 78);
  // Light from the other side turns it.
  const Image noise = Noise(30, 8);
  CHECK(Distance(Filter("emboss(1, 33deg)", noise), Inverted(Filter("emboss(1, 213deg)", noise))) <= 1);
}

TEST_CASE("edges of a step are as high as the step") {
  const Image step = MakeGrey(8, 5, [](int x, int) { return x < 4 ? 50 : 130; });
  for (const auto& [text, height] : {std::pair{"edges()", 80}, {"edges(scharr)", 80}, {"edges(laplace)", 30}}) {
    CAPTURE(text);
    const Image result = Filter(text, step);
    const Image turned = Filter(text, Transpose(step));
    CHECK(turned == Transpose(result));
    for (int x = 0; x < 8; ++x) {
      CHECK(result.At(x, 2)[0] == (x == 3 || x == 4 ? height : 0));
      CHECK(result.At(x, 2)[3] == 255);
    }
  }
  CHECK(Filter("edges(sobel, 3)", step).At(4, 0)[2] == 240);
  CHECK(Filter("edges(sobel, 10)", step).At(4, 0)[2] == 255);
}

TEST_CASE("half of the area is the mean of four pixels") {
  for (int width = 1; width < 20; ++width) {
    const Image noise = Noise(2 * width, 6);
    const Image half = Filter("scale(0.5, method: area)", noise);
    REQUIRE(half.width == width);
    REQUIRE(half.height == 3);
    for (int y = 0; y < 3; ++y) {
      for (int x = 0; x < width; ++x) {
        CAPTURE(width, x, y);
        const int sum = noise.At(2 * x, 2 * y)[1] + noise.At(2 * x + 1, 2 * y)[1] + noise.At(2 * x, 2 * y + 1)[1] +
                        noise.At(2 * x + 1, 2 * y + 1)[1];
        CHECK(half.At(x, y)[1] == (sum + 2) / 4);
        CHECK(half.At(x, y)[3] == 255);
      }
    }
  }
}

}  // namespace kinora
