// The filters that are colour matrices (Filter Effects Module Level 1, sections 6.1 and 9.6).
#include <algorithm>
#include <cmath>
#include <numbers>

#include "filters/builders.h"

namespace kinora {
namespace {

using Weights = std::array<double, 3>;

// The matrices of the standard are written with three digits, but for that of grayscale.
constexpr Weights kCoarseLuma = {0.213, 0.715, 0.072};
constexpr Weights kLuma = {0.2126, 0.7152, 0.0722};

ColorMatrix FromRows(const std::array<Weights, 3>& rows) {
  ColorMatrix matrix{};
  for (size_t row = 0; row < 3; ++row) {
    for (size_t column = 0; column < 3; ++column) matrix[row][column] = rows[row][column];
  }
  matrix[3][3] = 1;
  return matrix;
}

// scale * c + offset, alpha left.
ColorMatrix Linear(double scale, double offset) {
  ColorMatrix matrix = FromRows({{{scale, 0, 0}, {0, scale, 0}, {0, 0, scale}}});
  for (size_t row = 0; row < 3; ++row) matrix[row][4] = offset;
  return matrix;
}

// The identity times `amount`, and `rows` times the rest.
ColorMatrix Mix(const std::array<Weights, 3>& rows, double amount) {
  std::array<Weights, 3> mixed = rows;
  for (size_t row = 0; row < 3; ++row) {
    for (double& weight : mixed[row]) weight *= 1 - amount;
    mixed[row][row] += amount;
  }
  return FromRows(mixed);
}

}  // namespace

Status BuildBrightness(const Arguments& arguments, PlanBuilder& builder) {
  builder.AddMatrix(Linear(arguments.Number("amount"), 0));
  return {};
}

Status BuildContrast(const Arguments& arguments, PlanBuilder& builder) {
  const double amount = arguments.Number("amount");
  builder.AddMatrix(Linear(amount, 0.5 - 0.5 * amount));
  return {};
}

Status BuildInvert(const Arguments& arguments, PlanBuilder& builder) {
  const double amount = arguments.Number("amount");
  if (builder.parity() == Parity::kChromium) {
    // Its table goes from amount to 1 - amount, is reckoned in double precision and cut off: what should be whole may
    // come out a hair less, and then is a level less.
    builder.AddPerChannel([amount](int, double value) {
      const double from = value < 1 ? amount : 1 - amount;
      return std::floor(std::clamp(255 * (from + (value < 1 ? value : 0) * (1 - amount - amount)), 0.0, 255.0)) / 255;
    });
    return {};
  }
  builder.AddMatrix(Linear(1 - 2 * amount, amount));
  return {};
}

Status BuildOpacity(const Arguments& arguments, PlanBuilder& builder) {
  ColorMatrix matrix = Linear(1, 0);
  matrix[3][3] = arguments.Number("amount");
  builder.AddMatrix(matrix);
  return {};
}

Status BuildSaturate(const Arguments& arguments, PlanBuilder& builder) {
  builder.AddMatrix(Mix({kCoarseLuma, kCoarseLuma, kCoarseLuma}, arguments.Number("amount")));
  return {};
}

Status BuildGrayscale(const Arguments& arguments, PlanBuilder& builder) {
  builder.AddMatrix(Mix({kLuma, kLuma, kLuma}, 1 - arguments.Number("amount")));
  return {};
}

Status BuildSepia(const Arguments& arguments, PlanBuilder& builder) {
  constexpr std::array<Weights, 3> kSepia = {{{0.393, 0.769, 0.189}, {0.349, 0.686, 0.168}, {0.272, 0.534, 0.131}}};
  builder.AddMatrix(Mix(kSepia, 1 - arguments.Number("amount")));
  return {};
}

Status BuildHueRotate(const Arguments& arguments, PlanBuilder& builder) {
  constexpr std::array<Weights, 3> kSine = {{{-0.213, -0.715, 0.928}, {0.143, 0.140, -0.283}, {-0.787, 0.715, 0.072}}};
  const double angle = std::fmod(arguments.Number("angle"), 360) * (std::numbers::pi / 180);
  const double sine = std::sin(angle);
  std::array<Weights, 3> rows = {kCoarseLuma, kCoarseLuma, kCoarseLuma};
  for (size_t row = 0; row < 3; ++row) {
    for (size_t column = 0; column < 3; ++column) {
      rows[row][column] *= 1 - std::cos(angle);
      rows[row][column] += sine * kSine[row][column];
    }
    rows[row][row] += std::cos(angle);
  }
  builder.AddMatrix(FromRows(rows));
  return {};
}

Status BuildColorMatrix(const Arguments& arguments, PlanBuilder& builder) {
  const std::span<const double> values = arguments.Numbers("matrix");
  ColorMatrix matrix;
  for (size_t i = 0; i < values.size(); ++i) matrix[i / 5][i % 5] = values[i];
  builder.AddMatrix(matrix);
  return {};
}

}  // namespace kinora
