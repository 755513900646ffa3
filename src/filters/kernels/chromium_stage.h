// Matrices and functions of single channels as Chromium's CPU raster does them, for Parity::kChromium.
#pragma once

#include <array>
#include <cstdint>
#include <variant>
#include <vector>

#include "filters/kernels/color_matrix.h"
#include "filters/plan_builder.h"
#include "filters/stage.h"

namespace kinora {

// Single precision, clamped after each step; a function of single channels sees 8 bits, rounded, and gives 8 bits. No
// other rounding before the end. One pixel after the other: exactness, not speed, is the point.
class ChromiumStage final : public PointwiseStage {
 public:
  void Add(const ColorMatrix& matrix);
  void Add(const ChannelFunction& function);

  void Run(Strip& strip, const FrameContext& context) const override;

 private:
  using Matrix = std::array<std::array<float, 5>, 4>;
  using Tables = std::array<std::array<uint8_t, 256>, 3>;

  std::vector<std::variant<Matrix, Tables>> steps_;
};

}  // namespace kinora
