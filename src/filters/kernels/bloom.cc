#include <bit>
#include <cstring>
#include <memory>

#include "filters/builders.h"
#include "filters/kernels/blur_mix.h"
#include "filters/kernels/picture_blur.h"

namespace kinora {
namespace {

class BloomStage final : public SpatialStage {
 public:
  BloomStage(const PictureBlur& blur, double threshold, double intensity)
      : blur_(blur),
        threshold_(static_cast<float>(255 * threshold)),
        gain_(static_cast<float>(1 / (255 * (1 - threshold)))),
        intensity_(intensity) {}

  size_t scratch_bytes(PictureSize) const override { return blur_.scratch_bytes(); }

  void Run(const RgbaView& source, const RgbaView& target, std::span<uint8_t> scratch,
           const FrameContext&) const override {
    const auto width = static_cast<size_t>(source.width);
    for (int y = 0; y < source.height; ++y) TakeBright(source.Row(y), width, target.Row(y));
    blur_.Blur(target, scratch);
    for (int y = 0; y < source.height; ++y) {
      ScreenBlurred(source.Row(y), blur_.Row(y, scratch), blur_.row_bits(), intensity_, 4 * width, target.Row(y));
    }
  }

 private:
  // What is above the threshold, alpha too: light needs it where there was nothing.
  void TakeBright(const uint8_t* source, size_t pixels, uint8_t* target) const {
    const float threshold = threshold_;
    const float gain = gain_;
    for (size_t i = 0; i < pixels; ++i) {
      // Whole pixels, for which compilers find vectors.
      uint32_t pixel;
      std::memcpy(&pixel, source + 4 * i, 4);
      const auto red = static_cast<float>(static_cast<int>(pixel & 0xFF));
      const auto green = static_cast<float>(static_cast<int>(pixel >> 8 & 0xFF));
      const auto blue = static_cast<float>(static_cast<int>(pixel >> 16 & 0xFF));
      const auto alpha = static_cast<float>(static_cast<int>(pixel >> 24));
      const float above = 0.2126f * red + 0.7152f * green + 0.0722f * blue - threshold;
      const float light = (above > 0 ? above : 0) * gain;
      const float share = light < 1 ? light : 1;
      // Behind 2^23 there is no place for fractions: what is added there is rounded.
      const auto scale = [&](float value) { return std::bit_cast<uint32_t>(value * share + 0x1p23f) & 0xFF; };
      pixel = scale(red) | scale(green) << 8 | scale(blue) << 16 | scale(alpha) << 24;
      std::memcpy(target + 4 * i, &pixel, 4);
    }
  }

  PictureBlur blur_;
  float threshold_;
  float gain_;
  double intensity_;
};

}  // namespace

Status BuildBloom(const Arguments& arguments, PlanBuilder& builder) {
  const double threshold = arguments.Number("threshold");
  const double intensity = arguments.Number("intensity");
  if (threshold >= 1 || intensity <= 0) return {};
  const PictureBlur blur(builder.size(), arguments.Number("radius"), Edge::kDuplicate, Parity::kExact);
  builder.AddSpatial(std::make_unique<BloomStage>(blur, threshold, intensity));
  return {};
}

}  // namespace kinora
