#include <algorithm>
#include <cmath>
#include <cstring>
#include <memory>

#include "filters/builders.h"
#include "filters/kernels/alpha.h"
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

  // Colours are multiplied here: 8 bits of them would be too coarse for being made stronger.
  AlphaRule alpha() const override { return AlphaRule::kStraight; }

  void Run(const RgbaView& source, const RgbaView& target, std::span<uint8_t> scratch,
           const FrameContext&) const override {
    const bool opaque = IsOpaque(source);
    if (!opaque) {
      for (int y = 0; y < source.height; ++y) {
        std::memcpy(target.Row(y), source.Row(y), 4 * static_cast<size_t>(source.width));
      }
      Premultiply(target);
    }
    blur_.Blur(opaque ? source : target, scratch);
    for (int y = 0; y < source.height; ++y) {
      const int16_t* blurred = blur_.Row(y, scratch);
      const size_t count = 4 * static_cast<size_t>(source.width);
      if (opaque) {
        MixBlurred(source.Row(y), blurred, blur_.row_bits(), amount_, threshold_, count, target.Row(y));
      } else {
        SharpenTranslucent(source.Row(y), blurred, count, target.Row(y));
      }
    }
    if (!opaque) Unpremultiply(target);
  }

 private:
  // As MixBlurred, of colours that are multiplied by alpha here.
  void SharpenTranslucent(const uint8_t* source, const int16_t* blurred, size_t count, uint8_t* target) const {
    const int bits = blur_.row_bits();
    const int amount = amount_;
    const int threshold = threshold_;
    for (size_t i = 0; i < count; ++i) {
      const unsigned product = source[i] * (i % 4 == 3 ? 255u : source[i | 3]);
      const auto value = static_cast<int>(((product << bits) + 127) / 255);
      const int difference = value - (128 << bits) - blurred[i];
      const int beyond = difference - std::clamp(difference, -threshold, threshold);
      const int sum = (value << kMixBits) + beyond * amount + (1 << (kMixBits + bits - 1));
      target[i] = static_cast<uint8_t>(std::clamp(sum >> (kMixBits + bits), 0, 255));
    }
  }

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
