#include <algorithm>
#include <cmath>
#include <cstring>
#include <memory>

#include "filters/builders.h"
#include "filters/kernels/byte_rows.h"
#include "filters/kernels/row_window.h"
#include "filters/kernels/surface_blur_row.h"
#include "filters/kernels/taps.h"

namespace kinora {
namespace {

// What SurfaceBlurRow computes with. A neighbour that is at the limit may count many times at the edges, so that the
// limit is finer than levels.
struct Weights {
  int shift;  // of levels
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
  int shift = 7;
  double unit = 1 << shift;
  while (limit * unit * side > 65000 || limit * unit > 32000 || product * unit * unit * side * side > 2e9) {
    --shift;
    unit /= 2;
  }
  return {.shift = shift, .limit = static_cast<int>(std::lround(limit * unit)), .unit = static_cast<float>(1 / unit)};
}

class SurfaceBlurStage final : public SpatialStage {
 public:
  SurfaceBlurStage(int radius, double threshold) : radius_(radius), weights_(MakeWeights(radius, threshold)) {}

  size_t scratch_bytes(PictureSize source) const override {
    return ResultBytes(source.width) + RowWindow::ScratchBytes(source.width, radius_, kTapBytes);
  }

  bool in_place() const override { return true; }

  void Run(const RgbaView& source, const RgbaView& target, std::span<uint8_t> scratch,
           const FrameContext&) const override {
    const auto bytes = 4 * static_cast<size_t>(source.width);
    RowWindow window(source, radius_, Edge::kDuplicate, kTapBytes, WidenBytes,
                     scratch.subspan(ResultBytes(source.width)), weights_.shift);
    for (int y = 0; y < source.height; ++y) {
      SurfaceBlurRow(window.Advance(y), static_cast<size_t>(radius_), weights_.limit, weights_.unit, bytes,
                     scratch.data());
      ClampToAlpha(bytes, scratch.data());
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
