#include "color/rgb_to_i420.h"

#include <array>
#include <cstdint>
#include <ostream>
#include <vector>

#include "catch_amalgamated.hpp"

namespace kinora {
namespace {

struct Ycbcr {
  int y;
  int cb;
  int cr;

  bool operator==(const Ycbcr&) const = default;
  friend std::ostream& operator<<(std::ostream& out, const Ycbcr& value) {
    return out << value.y << ", " << value.cb << ", " << value.cr;
  }
};

using Pixel = std::array<uint8_t, 4>;

constexpr Pixel kBlack = {0, 0, 0, 255};
constexpr Pixel kRed = {255, 0, 0, 255};
constexpr Pixel kWhite = {255, 255, 255, 255};

struct Converted {
  std::vector<int> y;
  std::vector<int> u;
  std::vector<int> v;
};

// A picture of `width` by as many rows as `pixels` fill.
Converted Convert(const std::vector<Pixel>& pixels, int width, PixelFormat format, ColorSpace color_space) {
  const int height = static_cast<int>(pixels.size()) / width;
  Result<I420Frame> frame = I420Frame::Create(width, height);
  REQUIRE(frame);
  const I420View& target = frame->view();
  ConvertToI420(
      {.data = pixels.data()->data(), .width = width, .height = height, .stride = 4 * width, .format = format},
      color_space, target);
  Converted result;
  for (int row = 0; row < height; ++row) {
    for (int column = 0; column < width; ++column) result.y.push_back(target.y[row * target.stride_y + column]);
  }
  for (int row = 0; row < (height + 1) / 2; ++row) {
    for (int column = 0; column < (width + 1) / 2; ++column) {
      result.u.push_back(target.u[row * target.stride_u + column]);
      result.v.push_back(target.v[row * target.stride_v + column]);
    }
  }
  return result;
}

Ycbcr ConvertOne(Pixel pixel, PixelFormat format, ColorSpace color_space) {
  const Converted converted = Convert({pixel}, 1, format, color_space);
  return {converted.y[0], converted.u[0], converted.v[0]};
}

}  // namespace

// The 100 % colour bars as test-signal tables print them in 8 bits.
TEST_CASE("ConvertToI420 gives the colour bars their published values", "[color]") {
  struct Bar {
    const char* name;
    uint8_t red;
    uint8_t green;
    uint8_t blue;
    Ycbcr bt601;
    Ycbcr bt709;
  };
  const Bar bar = GENERATE(
      Bar{"white", 255, 255, 255, {235, 128, 128}, {235, 128, 128}},
      Bar{"yellow", 255, 255, 0, {210, 16, 146}, {219, 16, 138}},
      Bar{"cyan", 0, 255, 255, {170, 166, 16}, {188, 154, 16}}, Bar{"green", 0, 255, 0, {145, 54, 34}, {173, 42, 26}},
      Bar{"magenta", 255, 0, 255, {106, 202, 222}, {78, 214, 230}},
      Bar{"red", 255, 0, 0, {81, 90, 240}, {63, 102, 240}}, Bar{"blue", 0, 0, 255, {41, 240, 110}, {32, 240, 118}},
      Bar{"black", 0, 0, 0, {16, 128, 128}, {16, 128, 128}});
  CAPTURE(bar.name);
  const Pixel rgba = {bar.red, bar.green, bar.blue, 255};
  const Pixel bgra = {bar.blue, bar.green, bar.red, 255};
  CHECK(ConvertOne(rgba, PixelFormat::kRgba, ColorSpace::kBt601) == bar.bt601);
  CHECK(ConvertOne(bgra, PixelFormat::kBgra, ColorSpace::kBt601) == bar.bt601);
  CHECK(ConvertOne(rgba, PixelFormat::kRgba, ColorSpace::kBt709) == bar.bt709);
  CHECK(ConvertOne(bgra, PixelFormat::kBgra, ColorSpace::kBt709) == bar.bt709);
}

TEST_CASE("ConvertToI420 gives every grey chroma of exactly 128, and luma that never falls", "[color]") {
  for (const ColorSpace color_space : {ColorSpace::kBt601, ColorSpace::kBt709}) {
    int last = 16;
    for (int level = 0; level < 256; ++level) {
      const auto grey = static_cast<uint8_t>(level);
      const Ycbcr converted = ConvertOne({grey, grey, grey, 0}, PixelFormat::kRgba, color_space);
      CAPTURE(level);
      CHECK(converted.cb == 128);
      CHECK(converted.cr == 128);
      CHECK((converted.y == last || converted.y == last + 1));
      last = converted.y;
    }
    CHECK(last == 235);
  }
}

TEST_CASE("ConvertToI420 ignores alpha", "[color]") {
  const Ycbcr opaque = ConvertOne({200, 100, 50, 255}, PixelFormat::kRgba, ColorSpace::kBt601);
  CHECK(ConvertOne({200, 100, 50, 0}, PixelFormat::kRgba, ColorSpace::kBt601) == opaque);
  CHECK(ConvertOne({200, 100, 50, 127}, PixelFormat::kRgba, ColorSpace::kBt601) == opaque);
}

TEST_CASE("ConvertToI420 takes chroma as the mean of four pixels, rounded once", "[color]") {
  // Red has Cb 90.203 and Cr 240, black 128: a quarter of the way is 118.55 and 156.
  const Converted quarter = Convert({kRed, kBlack, kBlack, kBlack}, 2, PixelFormat::kRgba, ColorSpace::kBt601);
  CHECK(quarter.y == std::vector{81, 16, 16, 16});
  CHECK(quarter.u == std::vector{119});
  CHECK(quarter.v == std::vector{156});
}

TEST_CASE("ConvertToI420 lets the last column and row stand in for missing ones", "[color]") {
  // 3 x 3, white but for a red last column and a black last row: the corner is red.
  const Converted converted = Convert({kWhite, kWhite, kRed, kWhite, kWhite, kRed, kBlack, kBlack, kRed}, 3,
                                      PixelFormat::kRgba, ColorSpace::kBt601);
  CHECK(converted.y == std::vector{235, 235, 81, 235, 235, 81, 16, 16, 81});
  CHECK(converted.u == std::vector{128, 90, 128, 90});
  CHECK(converted.v == std::vector{128, 240, 128, 240});
}

}  // namespace kinora
