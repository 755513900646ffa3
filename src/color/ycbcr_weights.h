// The weights that turn R'G'B' into Y'CbCr, as integers.
#pragma once

#include <cstdint>

#include "color/color_space.h"

namespace kinora {

// A ColorSpace's matrix as multiples of 2^-15, so that a weight times 255 keeps its sign in 32 bits and each weight
// fits in 16 bits, the operand size of every SIMD target's dot product. With 8-bit input the weights' own rounding
// moves a result by at most 0.016 levels.
//
//   Y  = 16  + (y.red * R + y.green * G + y.blue * B) / 2^15
//   Cb = 128 + (u.red * R + u.green * G + u.blue * B) / 2^15
//   Cr = 128 + (v.red * R + v.green * G + v.blue * B) / 2^15
struct YcbcrWeights {
  static constexpr int kFractionBits = 15;

  struct Row {
    int16_t red;
    int16_t green;
    int16_t blue;
  };

  Row y;
  Row u;
  Row v;
};

// Builds the weights of a matrix from the luma it gives to red and blue (green has the rest): limited range, that is
// 219 steps for luma and 224 for chroma (ITU-R BT.601-7 section 2.5.3, ITU-R BT.709-6 item 4.6).
constexpr YcbcrWeights MakeYcbcrWeights(double red_luma, double blue_luma) {
  const auto fixed = [](double weight) {
    const double scaled = weight / 255 * (1 << YcbcrWeights::kFractionBits);
    return static_cast<int16_t>(scaled < 0 ? scaled - 0.5 : scaled + 0.5);
  };
  const double green_luma = 1 - red_luma - blue_luma;
  const double u_scale = 224 / (2 * (1 - blue_luma));
  const double v_scale = 224 / (2 * (1 - red_luma));

  YcbcrWeights weights{
      .y = {.red = fixed(219 * red_luma), .green = fixed(219 * green_luma), .blue = fixed(219 * blue_luma)},
      .u = {.red = fixed(-red_luma * u_scale), .green = 0, .blue = fixed(112)},
      .v = {.red = fixed(112), .green = 0, .blue = fixed(-blue_luma * v_scale)},
  };
  // Green takes what is left, so that the sum is 0 and every grey has chroma of exactly 128.
  weights.u.green = static_cast<int16_t>(-weights.u.red - weights.u.blue);
  weights.v.green = static_cast<int16_t>(-weights.v.red - weights.v.blue);
  return weights;
}

inline constexpr YcbcrWeights kBt601Weights = MakeYcbcrWeights(0.299, 0.114);
inline constexpr YcbcrWeights kBt709Weights = MakeYcbcrWeights(0.2126, 0.0722);

constexpr const YcbcrWeights& WeightsOf(ColorSpace color_space) {
  return color_space == ColorSpace::kBt709 ? kBt709Weights : kBt601Weights;
}

}  // namespace kinora
