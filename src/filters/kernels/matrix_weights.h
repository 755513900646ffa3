// Colour matrices as the integers of a MatrixRun.
#pragma once

#include <array>
#include <cstdint>

#include "filters/kernels/color_matrix.h"

namespace kinora {

// Weights have 13 bits behind the point. A strip's values are 128.5 times the bytes': 128 times by the shift, and the
// rest is in the weights.
inline constexpr int kWeightShift = 13;
inline constexpr int kShiftToStrip = kWeightShift - 7;
inline constexpr int kShiftToBytes = kWeightShift + 7;
// What stands for 1 beside green: the most for which the bias of a matrix has 16 bits.
inline constexpr int kOneOfBytes = 256;  // a strip's is kStripOne

// Whether each result depends on its own channel alone.
bool IsDiagonal(const ColorMatrix& matrix);

// A matrix that leaves alpha, and ranges within [0, 1] that its results are clamped to: what it is together with
// functions a * c + b of single channels behind it.
struct BoundedMatrix {
  ColorMatrix matrix;
  std::array<double, 3> least = {0, 0, 0};
  std::array<double, 3> most = {1, 1, 1};

  bool IsBounded() const { return least != std::array<double, 3>{0, 0, 0} || most != std::array<double, 3>{1, 1, 1}; }
};

// What red, green and blue of the result take of (red, blue), and of (green, 1), as the pairs of a dot product.
struct MatrixWeights {
  int16_t red_blue[3][2];
  int16_t green_one[3][2];
  int16_t least[2][2];  // of (red, blue) and of (green, 1), as a strip's values
  int16_t most[2][2];
  uint8_t least_byte[4];  // of RGBA
  uint8_t most_byte[4];
};

// The same matrix for what comes and is to come out.
MatrixWeights WeightsOnStrip(const BoundedMatrix& matrix);
MatrixWeights WeightsFromBytes(const BoundedMatrix& matrix);  // to a strip
MatrixWeights WeightsToBytes(const BoundedMatrix& matrix);    // from a strip
MatrixWeights WeightsOnBytes(const BoundedMatrix& matrix);

}  // namespace kinora
