#include <algorithm>
#include <cmath>
#include <memory>

#include "filters/builders.h"
#include "filters/kernels/picture_blur.h"

namespace kinora {
namespace {

constexpr int kIntensityBits = 12;
constexpr int kGlowBits = 4;  // behind the point of a level

class BloomStage final : public SpatialStage {
 public:
  BloomStage(const PictureBlur& blur, double threshold, double intensity)
      : blur_(blur),
        threshold_(static_cast<float>(255 * threshold)),
        gain_(static_cast<float>(1 / (255 * (1 - threshold)))),
        intensity_(static_cast<int>(std::lround(intensity * (1 << kIntensityBits)))) {}

  size_t scratch_bytes(PictureSize) const override { return blur_.scratch_bytes(); }

  void Run(const RgbaView& source, const RgbaView& target, std::span<uint8_t> scratch,
           const FrameContext&) const override {
    const auto width = static_cast<size_t>(source.width);
    for (int y = 0; y < source.height; ++y) TakeBright(source.Row(y), width, target.Row(y));
    blur_.Blur(target, scratch);
    for (int y = 0; y < source.height; ++y) {
      Screen(source.Row(y), blur_.Row(y, scratch), 4 * width, target.Row(y));
    }
  }

 private:
  // What is above the threshold, alpha too: light needs it where there was nothing.
  void TakeBright(const uint8_t* source, size_t pixels, uint8_t* target) const {
    for (size_t i = 0; i < 4 * pixels; i += 4) {
      const float luma = 0.2126f * source[i] + 0.7152f * source[i + 1] + 0.0722f * source[i + 2];
      const float share = std::min(std::max(luma - threshold_, 0.0f) * gain_, 1.0f);
      for (size_t channel = 0; channel < 4; ++channel) {
        target[i + channel] = static_cast<uint8_t>(static_cast<int>(source[i + channel] * share + 0.5f));
      }
    }
  }

  // 1 - (1 - c) * (1 - glow)
  void Screen(const uint8_t* source, const int16_t* blurred, size_t count, uint8_t* target) const {
    const int bits = blur_.row_bits();
    const int shift = kIntensityBits + bits - kGlowBits;
    for (size_t i = 0; i < count; ++i) {
      const int light = (blurred[i] + (128 << bits)) * intensity_;
      const int glow = std::min((light + (1 << (shift - 1))) >> shift, 255 << kGlowBits);
      // 257 / 2^20 is 1 / (255 * 2^kGlowBits).
      target[i] = static_cast<uint8_t>(source[i] + (((255 - source[i]) * glow * 257 + (1 << 19)) >> 20));
    }
  }

  PictureBlur blur_;
  float threshold_;
  float gain_;
  int intensity_;
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
