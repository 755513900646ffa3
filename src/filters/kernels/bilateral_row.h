// A row of a bilateral filter: every pixel of the window is weighed by its distance and by how much its colour differs.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace kinora {

// exp(-e) is taken as ((1 + max(0, 1 - e / 16)^2) / 2)^16, which is off by 0.001 at most, and all weights without the
// half: they stand for each other alone.
inline constexpr int kWeightDoublings = 4;
inline constexpr double kWeightPower = 1 << kWeightDoublings;

struct BilateralTap {
  int column;   // from the left of the window
  int row;      // from its top
  float start;  // 1 - e / 16 for the distance alone
};

// For RowWindow: into four planes of floats in levels of 8 bits.
void ConvertToPlanes(const uint8_t* rgba, size_t pixels, int mode, uint8_t* row);

// `rows` are those that the taps look at, with `plane` floats from a plane to the next; each begins `radius` pixels
// before the picture. `per_square` is what a squared difference of colours takes from the base of a weight.
// `opaque`: all alphas are 255. `count`, pixels, is rounded up to a multiple of kWindowStep.
void BilateralRow(const uint8_t* const* rows, size_t plane, size_t radius, std::span<const BilateralTap> taps,
                  float per_square, bool opaque, size_t count, uint8_t* target);

}  // namespace kinora
