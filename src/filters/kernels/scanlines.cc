#include "filters/builders.h"
#include "filters/kernels/matrix_run.h"

namespace kinora {
namespace {

class Scanlines final : public PointwiseStage {
 public:
  Scanlines(double gain, int size) : size_(size) {
    factor_.Add({.matrix = {{{gain, 0, 0, 0, 0}, {0, gain, 0, 0, 0}, {0, 0, gain, 0, 0}, {0, 0, 0, 1, 0}}}});
  }

  void Run(Strip& strip, const FrameContext& context) const override {
    if (strip.y % size_ >= size_ - size_ / 2) factor_.Run(strip, context);
  }

 private:
  MatrixRun factor_;
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
