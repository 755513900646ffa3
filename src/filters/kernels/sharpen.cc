#include <algorithm>
#include <cmath>
#include <cstring>
#include <memory>

#include "filters/builders.h"
#include "filters/kernels/alpha.h"
#include "filters/kernels/picture_blur.h"

namespace kinora {
namespace {

constexpr int kAmountBits = 12;

class SharpenStage final : public SpatialStage {
 public:
  SharpenStage(const PictureBlur& blur, double amount, double threshold)
      : blur_(blur),
        amount_(static_cast<int>(std::lround(amount * (1 << kAmountBits)))),
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
    const Weights weights = {.bits = blur_.row_bits(), .amount = amount_, .threshold = threshold_};
    for (int y = 0; y < source.height; ++y) {
      (opaque ? SharpenOpaque : SharpenTranslucent)(weights, source.Row(y), blur_.Row(y, scratch),
                                                    4 * static_cast<size_t>(source.width), target.Row(y));
    }
    if (!opaque) Unpremultiply(target);
  }

 private:
  // What is the same for all values, apart from the stage, into which rows could otherwise write.
  struct Weights {
    int bits;
    int amount;
    int threshold;
  };

  // `value` and `blurred` are those of 8 bits times 2^bits, the latter minus 128.
  static uint8_t Sharpen(Weights weights, int value, int blurred) {
    const int difference = value - (128 << weights.bits) - blurred;
    const int beyond = difference - std::min(std::max(difference, -weights.threshold), weights.threshold);
    const int shift = kAmountBits + weights.bits;
    const int sum = (value << kAmountBits) + beyond * weights.amount + (1 << (shift - 1));
    return static_cast<uint8_t>(std::min(std::max(sum >> shift, 0), 255));
  }

  static void SharpenOpaque(Weights weights, const uint8_t* source, const int16_t* blurred, size_t count,
                            uint8_t* target) {
    for (size_t i = 0; i < count; ++i) target[i] = Sharpen(weights, source[i] << weights.bits, blurred[i]);
  }

  static void SharpenTranslucent(Weights weights, const uint8_t* source, const int16_t* blurred, size_t count,
                                 uint8_t* target) {
    for (size_t i = 0; i < count; ++i) {
      const unsigned product = source[i] * (i % 4 == 3 ? 255u : source[i | 3]);
      target[i] = Sharpen(weights, static_cast<int>(((product << weights.bits) + 127) / 255), blurred[i]);
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
