// The planner joins and fuses; what comes out is what the plain executor gives, filter after filter.
#include "filters/plan.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <random>
#include <string>
#include <variant>
#include <vector>

#include "catch_amalgamated.hpp"
#include "filters/css_parser.h"
#include "filters/executor.h"
#include "filters/presets.h"
#include "filters/reference/reference.h"
#include "kernels/filters/examples.h"
#include "kernels/simd_targets.h"

namespace kinora {
namespace {

using testing::ScopedSimdTarget;
using testing::SimdTargets;
using testing::Split;

constexpr PictureSize kSize = {.width = 61, .height = 9};

size_t OperationsOf(const std::string& text) {
  INFO(text);
  const Result<Chain> chain = ParseChain(text);
  REQUIRE(chain);
  const Result<Plan> plan = MakePlan(*chain, kSize, Parity::kExact);
  REQUIRE(plan);
  size_t operations = 0;
  for (const PlanStep& step : plan->steps) {
    const auto* run = std::get_if<PointwiseRun>(&step);
    if (!run)
      ++operations;
    else
      for (const auto& stage : *run) operations += stage->operations();
  }
  return operations;
}

// The greatest difference between the executors, in levels of 255, over a picture of random colours: in either order of
// bytes, and the same on every instruction set.
double Difference(const std::string& text, std::mt19937& random) {
  INFO(text);
  const Result<Chain> chain = ParseChain(text);
  REQUIRE(chain);
  const bool swap = random() % 2 == 1;
  std::vector<uint8_t> pixels(4 * static_cast<size_t>(kSize.width * kSize.height));
  reference::ExactPicture exact(kSize.width, kSize.height);
  for (size_t i = 0; i < pixels.size(); ++i) {
    pixels[i] = static_cast<uint8_t>(random());
    exact.values[swap && i % 2 == 0 ? i ^ 2 : i] = pixels[i] / 255.0;
  }
  reference::Execute(*chain, exact, {});
  std::vector<uint8_t> first;
  for (const int64_t target : SimdTargets()) {
    const ScopedSimdTarget scope(target);
    std::vector<uint8_t> filtered = pixels;
    FilterExecutor executor;
    REQUIRE(executor.SetChain(*chain, kSize));
    executor.Run({.data = filtered.data(), .width = kSize.width, .height = kSize.height, .stride = 4 * kSize.width},
                 swap ? PixelFormat::kBgra : PixelFormat::kRgba, AlphaRule::kStraight, {});
    if (first.empty()) first = filtered;
    REQUIRE(filtered == first);
  }
  double greatest = 0;
  for (size_t i = 0; i < first.size(); ++i) {
    greatest = std::max(greatest, std::abs(first[i] - 255 * exact.values[i]));
  }
  return greatest;
}

}  // namespace

TEST_CASE("a plan does no more than it must") {
  CHECK(OperationsOf("none") == 0);
  CHECK(OperationsOf("brightness(1) contrast(100%) saturate(1) sepia(0) hue-rotate(0) invert(0) opacity(1)") == 0);
  CHECK(OperationsOf("hue-rotate(360deg)") == 0);
  // The first stays in range.
  CHECK(OperationsOf("grayscale() sepia()") == 1);
  CHECK(OperationsOf("saturate(0.5) invert() contrast(80%) brightness(70%)") == 1);
  // The second sends what is clamped beyond the clamp.
  CHECK(OperationsOf("sepia() brightness(1.5) contrast(2) invert()") == 1);
  CHECK(OperationsOf("brightness(2) contrast(3) invert()") == 1);
  // The clamp between matters.
  CHECK(OperationsOf("sepia() saturate(3)") == 2);
  CHECK(OperationsOf("saturate(3) hue-rotate(90deg)") == 2);
  // It can be made up for behind both.
  CHECK(OperationsOf("brightness(3) brightness(.4)") == 1);
  CHECK(OperationsOf("saturate(3) contrast(70%) brightness(90%) invert()") == 1);
  // A table takes what is behind it.
  CHECK(OperationsOf("gradient-map(red blue) hue-rotate(40deg) contrast(2)") == 1);
  CHECK(OperationsOf("gradient-map(red blue, 0.3) contrast(120%)") == 1);
  CHECK(OperationsOf("gradient-map(red blue, 0.3) contrast(120%) contrast(90%)") == 2);
  CHECK(OperationsOf("gradient-map(red blue, 0.3) brightness(3)") == 2);
  CHECK(OperationsOf("gamma(1.5) hue-rotate(40deg) vignette()") == 2);
  for (const std::string& name : Split(kPresetNames)) CHECK(OperationsOf("preset(" + name + ")") <= 2);
}

TEST_CASE("matrices that are planned give what each filter alone gives, one after the other") {
  std::mt19937 random(5);
  const auto amount = [&](double most) { return std::to_string(most * static_cast<double>(random() % 1001) / 1000); };
  for (int round = 0; round < 400; ++round) {
    std::string text;
    for (unsigned count = 2 + random() % 4; count > 0; --count) {
      const std::array<std::string, 8> choices = {"brightness(" + amount(2) + ")",     "contrast(" + amount(2) + ")",
                                                  "saturate(" + amount(2) + ")",       "grayscale(" + amount(1) + ")",
                                                  "sepia(" + amount(1) + ")",          "invert(" + amount(1) + ")",
                                                  "hue-rotate(" + amount(1) + "turn)", "opacity(" + amount(1) + ")"};
      text += choices[random() % choices.size()] + " ";
    }
    const double difference = Difference(text, random);
    INFO(text);
    CHECK(difference <= 1);
  }
}

TEST_CASE("matrices before, between and behind other filters") {
  std::mt19937 random(8);
  for (const std::string other : {"gamma(1.2)", "scanlines(0.3)", "opacity(70%)", "vibrance(0.3)"}) {
    CHECK(Difference("sepia(60%) " + other, random) <= 1);
    CHECK(Difference(other + " hue-rotate(50deg)", random) <= 1);
    CHECK(Difference("saturate(130%) hue-rotate(20deg) " + other + " saturate(1.4) contrast(80%) sepia()", random) <=
          1);
    CHECK(Difference(other + " saturate(130%) hue-rotate(20deg) " + other, random) <= 1);
  }
}

TEST_CASE("clamping between matrices is not lost") {
  std::mt19937 random(6);
  CHECK(Difference("brightness(3) brightness(.4)", random) <= 1);
  CHECK(Difference("contrast(4) contrast(.2) sepia()", random) <= 1);
  CHECK(Difference("saturate(4) hue-rotate(120deg) saturate(.3)", random) <= 1);
  // Too strong for the integers that can make up for a clamp; what is white goes below black, and what is far above
  // white would not.
  CHECK(Difference("color-matrix(6 1 0 0 0  0 1 0 0 0  0 0 1 0 0  0 0 0 1 0)"
                   "color-matrix(.9 0 0 0 -2  0 1 0 0 0  0 0 1 0 0  0 0 0 1 0)",
                   random) <= 1);
  CHECK(Difference("contrast(8) color-matrix(-.4 0 0 0 -.5  0 -.1 0 0 1.3  0 0 1 0 0  0 0 0 1 0)", random) <= 1);
}

TEST_CASE("tables and matrices that are planned together") {
  std::mt19937 random(9);
  for (const std::string table :
       {"gamma(1.2)", "temperature(0.4)", "gradient-map(#0b2f3a #7f8a8c 50% #ffd9a8, 0.35)",
        "gradient-map(red gold 40% blue)", "threshold(0.4, 0.3)", "posterize(5)", "gradient-map(red #00f8)"}) {
    for (const std::string matrix :
         {"contrast(115%)", "contrast(60%)", "invert(80%)", "saturate(1.6) contrast(120%)", "hue-rotate(70deg)",
          "saturate(1.6) contrast(70%) brightness(90%)", "brightness(1.9)", "opacity(40%)"}) {
      CHECK(Difference(table + " " + matrix, random) <= 1);
      CHECK(Difference(table + " " + matrix + " saturate(0.8) vibrance(0.2)", random) <= 1);
    }
  }
}

TEST_CASE("a matrix with bounds, first, last, alone and between") {
  std::mt19937 random(10);
  const std::string bounded = "saturate(2) contrast(70%) brightness(90%)";
  for (const std::string chain :
       {"*", "* vibrance(0.2)", "vibrance(0.2) *", "vibrance(0.2) * vibrance(0.2)", "* hue-rotate(50deg)",
        "hue-rotate(50deg) *", "hue-rotate(50deg) * vibrance(0.2)", "vibrance(0.2) * hue-rotate(50deg)", "* gamma(1.3)",
        "vibrance(0.2) tint(#369, 0.4, "
        "lighten) *"}) {
    std::string text = chain;
    text.replace(text.find('*'), 1, bounded);
    CHECK(Difference(text, random) <= 1);
  }
}

}  // namespace kinora
