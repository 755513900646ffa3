// Colour matrices one after the other, each clamped, on pixels that stay in registers; from and to bytes where the run
// begins or ends with them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "filters/kernels/matrix_weights.h"
#include "filters/stage.h"

namespace kinora {

// Results are exact to 0.15 levels of 255.
class MatrixRun final : public PointwiseStage {
 public:
  // Whether Add takes `matrix`: alpha stays and weighs nothing, and the weights of a row sum up to 3.98 at most.
  static bool Fits(const ColorMatrix& matrix);

  void Add(const BoundedMatrix& matrix);

  size_t operations() const override { return inner_.size(); }
  void Run(Strip& strip, const FrameContext& context) const override;
  void LoadAndRun(const uint8_t* pixels, PixelFormat format, Strip& strip, const FrameContext& context) const override;
  void RunAndStore(Strip& strip, const FrameContext& context, uint8_t* pixels) const override;
  bool RunAlone(const RgbaView& picture, PixelFormat format) const override;

 private:
  std::vector<MatrixWeights> inner_;  // each matrix, from a strip's values to a strip's values
  MatrixWeights first_;               // the first one, from bytes to a strip's values
  MatrixWeights last_;                // the last one, from a strip's values to bytes
  MatrixWeights only_;                // the only one, from bytes to bytes
  bool bounded_ = false;              // any of them
};

}  // namespace kinora
