#include <cmath>
#include <cstring>
#include <memory>
#include <vector>

#include "filters/builders.h"
#include "filters/kernels/alpha.h"
#include "filters/kernels/bilateral_row.h"
#include "filters/kernels/row_window.h"

namespace kinora {
namespace {

class BilateralStage final : public SpatialStage {
 public:
  BilateralStage(double deviation, double range)
      : radius_(static_cast<int>(std::ceil(2 * deviation))),
        per_square_(static_cast<float>(1 / (2 * range * range * 255 * 255 * kWeightPower))) {
    for (int y = -radius_; y <= radius_; ++y) {
      for (int x = -radius_; x <= radius_; ++x) {
        const int square = x * x + y * y;
        if (square > radius_ * radius_) continue;
        const double exponent = square / (2 * deviation * deviation);
        taps_.push_back(
            {.column = x + radius_, .row = y + radius_, .start = static_cast<float>(1 - exponent / kWeightPower)});
      }
    }
  }

  size_t scratch_bytes(PictureSize source) const override {
    return ResultBytes(source.width) + RowWindow::ScratchBytes(source.width, radius_, kPixelBytes);
  }

  bool in_place() const override { return true; }
  bool keeps_opaque() const override { return true; }

  void Run(const RgbaView& source, const RgbaView& target, std::span<uint8_t> scratch,
           const FrameContext&) const override {
    uint8_t* result = scratch.data();
    const bool opaque = IsOpaque(source);
    RowWindow window(source, radius_, Edge::kDuplicate, kPixelBytes, ConvertToPlanes,
                     scratch.subspan(ResultBytes(source.width)));
    for (int y = 0; y < source.height; ++y) {
      BilateralRow(window.Advance(y), RowWindow::RowPixels(source.width, radius_), static_cast<size_t>(radius_), taps_,
                   per_square_, opaque, static_cast<size_t>(source.width), result);
      std::memcpy(target.Row(y), result, 4 * static_cast<size_t>(source.width));
    }
  }

 private:
  static constexpr size_t kPixelBytes = 4 * sizeof(float);
  static size_t ResultBytes(int width) { return 4 * RowWindow::RowPixels(width, 0); }

  int radius_;
  float per_square_;
  std::vector<BilateralTap> taps_;
};

}  // namespace

Status BuildBilateral(const Arguments& arguments, PlanBuilder& builder) {
  const double deviation = arguments.Number("radius");
  if (deviation > 0) builder.AddSpatial(std::make_unique<BilateralStage>(deviation, arguments.Number("range")));
  return {};
}

}  // namespace kinora
