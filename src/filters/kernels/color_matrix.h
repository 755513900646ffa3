// Colour matrices on strips: those with alpha or great gains, which a MatrixRun does not take.
#pragma once

#include <array>
#include <cstdint>

#include "filters/kernels/strip.h"

namespace kinora {

// Rows give red, green, blue and alpha of the result; columns weigh those of the source, and the fifth is added.
// Values are in [0, 1] and not premultiplied (Filter Effects 1, feColorMatrix).
using ColorMatrix = std::array<std::array<double, 5>, 4>;

// The most that a row reaches: the sum of its absolute weights.
double Reach(const ColorMatrix& matrix);

// A matrix in the integers of the kernel. Results are exact to 0.15 levels of 255.
struct FixedMatrix {
  // For red, green, blue, alpha: the pair that meets (red, blue), and the one that meets (green, alpha).
  int16_t red_blue[4][2];
  int16_t green_alpha[4][2];
  int32_t bias[4];  // includes the half for rounding
  bool precise;     // 13 bits behind the point, else 11
};

// Whether MakeFixed can hold `matrix` precisely enough: gains up to 15.9.
bool FitsFixed(const ColorMatrix& matrix);

// `matrix` must fit.
FixedMatrix MakeFixed(const ColorMatrix& matrix);

// Each result is clamped to [0, 1].
void ApplyMatrix(const FixedMatrix& matrix, Strip& strip);

}  // namespace kinora
