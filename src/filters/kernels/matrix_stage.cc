#include "filters/kernels/matrix_stage.h"

#include <algorithm>
#include <cmath>

namespace kinora {
namespace {

class FixedMatrixStage final : public PointwiseStage {
 public:
  explicit FixedMatrixStage(const FixedMatrix& matrix) : matrix_(matrix) {}

  void Run(Strip& strip, const FrameContext&) const override { ApplyMatrix(matrix_, strip); }

 private:
  FixedMatrix matrix_;
};

// For gains that the integers of the other stage cannot hold: rare, and slow.
class FloatMatrixStage final : public PointwiseStage {
 public:
  explicit FloatMatrixStage(const ColorMatrix& matrix) : matrix_(matrix) {}

  void Run(Strip& strip, const FrameContext&) const override {
    for (size_t i = 0; i < 2 * strip.count; i += 2) {
      const double values[] = {strip.red_blue[i] * kUnit, strip.green_alpha[i] * kUnit, strip.red_blue[i + 1] * kUnit,
                               strip.green_alpha[i + 1] * kUnit};
      strip.red_blue[i] = Row(0, values);
      strip.green_alpha[i] = Row(1, values);
      strip.red_blue[i + 1] = Row(2, values);
      strip.green_alpha[i + 1] = Row(3, values);
    }
  }

 private:
  static constexpr double kUnit = 1.0 / kStripOne;

  int16_t Row(size_t row, const double (&values)[4]) const {
    double sum = matrix_[row][4];
    for (size_t i = 0; i < 4; ++i) sum += matrix_[row][i] * values[i];
    return static_cast<int16_t>(std::clamp(sum, 0.0, 1.0) * kStripOne + 0.5);
  }

  ColorMatrix matrix_;
};

}  // namespace

std::unique_ptr<PointwiseStage> MakeMatrixStage(const ColorMatrix& matrix) {
  if (FitsFixed(matrix)) return std::make_unique<FixedMatrixStage>(MakeFixed(matrix));
  return std::make_unique<FloatMatrixStage>(matrix);
}

}  // namespace kinora
