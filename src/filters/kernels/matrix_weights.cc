#include "filters/kernels/matrix_weights.h"

#include <cmath>
#include <cstddef>

namespace kinora {
namespace {

constexpr double kUnit = 1 << kWeightShift;
constexpr double kStripUnit = kStripOne / (255.0 * 128);  // of a strip's values, in those of bytes times 128
constexpr int kHalfOfBytes = 1 << 4;  // a half, in the bias of what makes bytes of bytes or of a strip

// `unit` of the weights, `bias_unit` of what is added.
MatrixWeights MakeWeights(const BoundedMatrix& bounded, double unit, double bias_unit, int half) {
  MatrixWeights weights;
  const auto fixed = [](double value) { return static_cast<int16_t>(std::lround(value)); };
  const auto set_bounds = [&](const std::array<double, 3>& of, int alpha, int16_t(&words)[2][2], uint8_t(&bytes)[4]) {
    for (size_t i = 0; i < 3; ++i) {
      words[i % 2][i / 2] = fixed(of[i] * kStripOne);
      bytes[i] = static_cast<uint8_t>(std::lround(of[i] * 255));
    }
    words[1][1] = kStripOne;
    bytes[3] = static_cast<uint8_t>(alpha);
  };
  set_bounds(bounded.least, 0, weights.least, weights.least_byte);
  set_bounds(bounded.most, 255, weights.most, weights.most_byte);
  for (size_t row = 0; row < 3; ++row) {
    const auto& [red, green, blue, alpha, bias] = bounded.matrix[row];
    weights.red_blue[row][0] = fixed(red * unit);
    weights.red_blue[row][1] = fixed(blue * unit);
    weights.green_one[row][0] = fixed(green * unit);
    weights.green_one[row][1] = fixed(bias * bias_unit + half);
  }
  return weights;
}

}  // namespace

MatrixWeights WeightsOnStrip(const BoundedMatrix& matrix) { return MakeWeights(matrix, kUnit, kUnit, 0); }

MatrixWeights WeightsFromBytes(const BoundedMatrix& matrix) {
  return MakeWeights(matrix, kUnit * kStripUnit, static_cast<double>(kStripOne << kShiftToStrip) / kOneOfBytes, 0);
}

MatrixWeights WeightsToBytes(const BoundedMatrix& matrix) {
  return MakeWeights(matrix, kUnit / kStripUnit, kUnit / kStripUnit, kHalfOfBytes);
}

MatrixWeights WeightsOnBytes(const BoundedMatrix& matrix) {
  return MakeWeights(matrix, kUnit, 255 * kUnit / kOneOfBytes, kHalfOfBytes);
}

bool IsDiagonal(const ColorMatrix& matrix) {
  for (size_t row = 0; row < 4; ++row) {
    for (size_t column = 0; column < 4; ++column) {
      if (row != column && matrix[row][column] != 0) return false;
    }
  }
  return true;
}

}  // namespace kinora
