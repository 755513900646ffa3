// A table of single channels before all other stages, with the matrix behind it.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "filters/kernels/colorant.h"
#include "filters/kernels/matrix_run.h"
#include "filters/plan_builder.h"
#include "filters/stage.h"

namespace kinora {

// Each level of each channel has what it adds to all channels of the result: a matrix costs no more than none. Exact to
// 0.15 levels of 255.
class LeadingTable final : public PointwiseStage {
 public:
  // MatrixRun::Fits(matrix.matrix).
  LeadingTable(const ChannelFunction& function, const BoundedMatrix& matrix);

  // Rounds to bytes first: it is meant for pixels as they are loaded.
  void Run(Strip& strip, const FrameContext& context) const override;
  void LoadAndRun(const uint8_t* pixels, PixelFormat format, Strip& strip, const FrameContext& context) const override;

 private:
  using Levels = std::array<Colorant, 256>;

  std::array<Levels, 3> levels_;  // of red, green and blue; a quarter of a strip's values
  Colorant least_;
  Colorant most_;
};

}  // namespace kinora
