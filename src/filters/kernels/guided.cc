#include <algorithm>
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
    const uint8_t* pixels = source_.Row(y);
    for (size_t i = 0; i < Bytes(); ++i) row[i] = static_cast<int16_t>(pixels[i] - 128);
  }

  void Store(int y, const int16_t*, const int16_t* results) const override {
    constexpr int kBits = GuidedFilter::kResultBits;
    const uint8_t* source = source_.Row(y);
    uint8_t* target = target_.Row(y);
    for (size_t i = 0; i < Bytes(); ++i) {
      const int value = (results[i] + (128 << kBits) + (1 << (kBits - 1))) >> kBits;
      target[i] = i % 4 == 3 ? source[i] : static_cast<uint8_t>(std::clamp(value, 0, 255));
    }
  }

 private:
  size_t Bytes() const { return 4 * static_cast<size_t>(source_.width); }

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
