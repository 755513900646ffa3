#include <algorithm>
#include <cmath>
#include <cstring>
#include <memory>

#include "filters/builders.h"
#include "filters/kernels/alpha.h"
#include "filters/kernels/row_window.h"
#include "filters/kernels/surface_blur_row.h"
#include "filters/kernels/taps.h"

namespace kinora {
namespace {

// What SurfaceBlurRow computes with. Colours times alpha are not rounded to 8 bits: a neighbour that is at the limit
// may count many times at the edges, so that small differences matter.
struct Weights {
  int shift;  // of the products
  int limit;
  float unit;
};

// As precise as fits.
Weights MakeWeights(int radius, double threshold) {
  const double side = 2 * radius + 1;
  // The greatest product of a weight and a difference, in square levels.
  const double limit = 2.5 * 255 * threshold;
  const double difference = std::min(limit / 2, 255.0);
  const double product = (limit - difference) * difference;
  int shift = 2;
  double levels = kProductUnit / 4;
  while (limit * levels * side > 65000 || limit * levels > 32000 || product * levels * levels * side * side > 2e9) {
    ++shift;
    levels /= 2;
  }
  return {
      .shift = shift, .limit = static_cast<int>(std::lround(limit * levels)), .unit = static_cast<float>(1 / levels)};
}

class SurfaceBlurStage final : public SpatialStage {
 public:
  SurfaceBlurStage(int radius, double threshold) : radius_(radius), weights_(MakeWeights(radius, threshold)) {}

  size_t scratch_bytes(PictureSize source) const override {
    return ResultBytes(source.width) + RowWindow::ScratchBytes(source.width, radius_, kProductBytes);
  }

  bool in_place() const override { return true; }

  // Colours are multiplied by alpha here.
  AlphaRule alpha() const override { return AlphaRule::kStraight; }

  void Run(const RgbaView& source, const RgbaView& target, std::span<uint8_t> scratch,
           const FrameContext&) const override {
    const auto bytes = 4 * static_cast<size_t>(source.width);
    RowWindow window(source, radius_, Edge::kDuplicate, kProductBytes, ConvertToShiftedProducts,
                     scratch.subspan(ResultBytes(source.width)), weights_.shift);
    for (int y = 0; y < source.height; ++y) {
      SurfaceBlurRow(window.Advance(y), static_cast<size_t>(radius_), weights_.limit, weights_.unit, bytes,
                     scratch.data());
      Unpremultiply({.data = scratch.data(), .width = source.width, .height = 1, .stride = 0});
      std::memcpy(target.Row(y), scratch.data(), bytes);
    }
  }

 private:
  static size_t ResultBytes(int width) { return 4 * RowWindow::RowPixels(width, 0); }

  int radius_;
  Weights weights_;
};

}  // namespace

Status BuildSurfaceBlur(const Arguments& arguments, PlanBuilder& builder) {
  const int radius = static_cast<int>(arguments.Number("radius"));
  if (radius > 0) builder.AddSpatial(std::make_unique<SurfaceBlurStage>(radius, arguments.Number("threshold")));
  return {};
}

}  // namespace kinora
