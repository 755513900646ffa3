#include <memory>

#include "filters/builders.h"
#include "filters/kernels/guided_filter.h"

namespace kinora {
namespace {

// The picture's colours; alpha stays.
class ColorRows final : public GuidedRows {
 public:
  ColorRows(const RgbaView& source, const RgbaView& target) : source_(source), target_(target) {}

  void Load(int y, int16_t* row) const override {
    CenterBytes(source_.Row(y), 4 * static_cast<size_t>(source_.width), row);
  }

  void Store(int y, const int16_t*, const int16_t* results) const override {
    NarrowResults(results, source_.Row(y), static_cast<size_t>(source_.width), target_.Row(y));
  }

 private:
  RgbaView source_;
  RgbaView target_;
};

class GuidedStage final : public SpatialStage {
 public:
  GuidedStage(PictureSize size, int radius, double epsilon)
      : filter_(size.width, size.height, radius, epsilon, GuidedFilter::Lanes::kChannels) {}

  size_t scratch_bytes(PictureSize) const override { return filter_.scratch_bytes(); }
  bool in_place() const override { return true; }
  AlphaRule alpha() const override { return AlphaRule::kStraight; }

  void Run(const RgbaView& source, const RgbaView& target, std::span<uint8_t> scratch,
           const FrameContext&) const override {
    filter_.Run(ColorRows(source, target), scratch);
  }

 private:
  GuidedFilter filter_;
};

}  // namespace

Status BuildGuided(const Arguments& arguments, PlanBuilder& builder) {
  const int radius = static_cast<int>(arguments.Number("radius"));
  if (radius > 0) {
    builder.AddSpatial(std::make_unique<GuidedStage>(builder.size(), radius, arguments.Number("epsilon")));
  }
  return {};
}

}  // namespace kinora
