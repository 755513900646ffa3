#include "filters/builders.h"
#include "filters/kernels/color_matrix.h"

namespace kinora {
namespace {

class Scanlines final : public PointwiseStage {
 public:
  Scanlines(double gain, int size)
      : matrix_(MakeFixed({{{gain, 0, 0, 0, 0}, {0, gain, 0, 0, 0}, {0, 0, gain, 0, 0}, {0, 0, 0, 1, 0}}})),
        size_(size) {}

  void Run(Strip& strip, const FrameContext&) const override {
    if (strip.y % size_ >= size_ - size_ / 2) ApplyMatrix(matrix_, strip);
  }

 private:
  FixedMatrix matrix_;
  int size_;
};

}  // namespace

Status BuildScanlines(const Arguments& arguments, PlanBuilder& builder) {
  const double amount = arguments.Number("amount");
  if (amount == 0) return {};
  builder.AddPointwise(std::make_unique<Scanlines>(1 - amount, static_cast<int>(arguments.Number("size"))));
  return {};
}

}  // namespace kinora
