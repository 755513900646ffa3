#include <algorithm>
#include <cmath>
#include <memory>

#include "filters/builders.h"
#include "filters/kernels/blur_mix.h"
#include "filters/kernels/picture_blur.h"

namespace kinora {
namespace {

// Parts of the height.
struct Band {
  double center;
  double half;
  double falloff;
};

class TiltShiftStage final : public SpatialStage {
 public:
  TiltShiftStage(const PictureBlur& blur, const Band& band) : blur_(blur), band_(band) {}

  size_t scratch_bytes(PictureSize) const override { return blur_.scratch_bytes(); }
  bool in_place() const override { return true; }

  void Run(const RgbaView& source, const RgbaView& target, std::span<uint8_t> scratch,
           const FrameContext&) const override {
    blur_.Blur(source, scratch);
    const auto count = 4 * static_cast<size_t>(source.width);
    for (int y = 0; y < source.height; ++y) {
      const int weight = WeightAt(y, source.height);
      if (weight == 0 && source.data == target.data) continue;
      MixBlurred(source.Row(y), blur_.Row(y, scratch), blur_.row_bits(), -weight, 0, count, target.Row(y));
    }
  }

 private:
  // Of the blur, in row `y`.
  int WeightAt(int y, int height) const {
    const double distance = std::abs((y + 0.5) / height - band_.center) - band_.half;
    if (distance <= 0) return 0;
    const double weight = band_.falloff > 0 ? std::min(distance / band_.falloff, 1.0) : 1.0;
    return static_cast<int>(std::lround(weight * (1 << kMixBits)));
  }

  PictureBlur blur_;
  Band band_;
};

}  // namespace

Status BuildTiltShift(const Arguments& arguments, PlanBuilder& builder) {
  const PictureBlur blur(builder.size(), arguments.Number("radius"), Edge::kDuplicate, Parity::kExact);
  const Band band = {.center = arguments.Number("center"),
                     .half = arguments.Number("band") / 2,
                     .falloff = arguments.Number("falloff")};
  if (!blur.is_identity()) builder.AddSpatial(std::make_unique<TiltShiftStage>(blur, band));
  return {};
}

}  // namespace kinora
