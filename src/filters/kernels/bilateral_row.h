// A row of a bilateral filter: every pixel of the window is weighed by its distance and by how much its colour differs.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace kinora {

// exp(-e) is taken as ((1 + (1 - e / 32)^2) / 2)^32, which is off by 0.0003 at most, and all weights without the half:
// they stand for each other alone. 1 - e / 32 stays above kLeastBase, where weights are nothing, for numbers near to
// the smallest ones would be slow.
inline constexpr int kWeightDoublings = 5;
inline constexpr double kWeightPower = 1 << kWeightDoublings;
inline constexpr float kLeastBase = 0.4f;

struct BilateralTap {
  int column;   // from the left of the window
  int row;      // from its top
  float start;  // 1 - e / 32 for the distance alone
};

// For RowWindow: into four planes of floats in levels of 8 bits, colours times alpha and alpha.
void ConvertToPlanes(const uint8_t* rgba, size_t pixels, int mode, uint8_t* row);

// `rows` are those that the taps look at, with `plane` floats from a plane to the next; each begins `radius` pixels
// before the picture. `per_square` is what a squared difference of colours takes from the base of a weight. The result
// is premultiplied RGBA; `count`, its pixels, is rounded up to a multiple of kWindowStep.
void BilateralRow(const uint8_t* const* rows, size_t plane, size_t radius, std::span<const BilateralTap> taps,
                  float per_square, size_t count, uint8_t* target);

}  // namespace kinora
