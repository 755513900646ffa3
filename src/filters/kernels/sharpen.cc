#include <cmath>
#include <memory>

#include "filters/builders.h"
#include "filters/kernels/blur_mix.h"
#include "filters/kernels/picture_blur.h"

namespace kinora {
namespace {

class SharpenStage final : public SpatialStage {
 public:
  SharpenStage(const PictureBlur& blur, double amount, double threshold)
      : blur_(blur),
        amount_(static_cast<int>(std::lround(amount * (1 << kMixBits)))),
        threshold_(static_cast<int>(std::lround(threshold * (255 << blur.row_bits())))) {}

  size_t scratch_bytes(PictureSize) const override { return blur_.scratch_bytes(); }
  bool in_place() const override { return true; }

  void Run(const RgbaView& source, const RgbaView& target, std::span<uint8_t> scratch,
           const FrameContext&) const override {
    blur_.Blur(source, scratch);
    for (int y = 0; y < source.height; ++y) {
      MixBlurred(source.Row(y), blur_.Row(y, scratch), blur_.row_bits(), amount_, threshold_,
                 4 * static_cast<size_t>(source.width), target.Row(y));
    }
  }

 private:
  PictureBlur blur_;
  int amount_;
  int threshold_;
};

}  // namespace

Status BuildSharpen(const Arguments& arguments, PlanBuilder& builder) {
  const double amount = arguments.Number("amount");
  const PictureBlur blur(builder.size(), arguments.Number("radius"), Edge::kDuplicate, Parity::kExact);
  if (amount > 0) builder.AddSpatial(std::make_unique<SharpenStage>(blur, amount, arguments.Number("threshold")));
  return {};
}

}  // namespace kinora
