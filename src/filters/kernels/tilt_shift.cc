#include <algorithm>
#include <cmath>
#include <cstring>
#include <memory>

#include "filters/builders.h"
#include "filters/kernels/picture_blur.h"

namespace kinora {
namespace {

constexpr int kWeightBits = 12;
constexpr size_t kBlock = 256;

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
      Mix(source.Row(y), blur_.Row(y, scratch), weight, count, target.Row(y));
    }
  }

 private:
  // Of the blur, in row `y`.
  int WeightAt(int y, int height) const {
    const double distance = std::abs((y + 0.5) / height - band_.center) - band_.half;
    if (distance <= 0) return 0;
    const double weight = band_.falloff > 0 ? std::min(distance / band_.falloff, 1.0) : 1.0;
    return static_cast<int>(std::lround(weight * (1 << kWeightBits)));
  }

  void Mix(const uint8_t* source, const int16_t* blurred, int weight, size_t count, uint8_t* target) const {
    const int bits = blur_.row_bits();
    const int shift = kWeightBits + bits;
    const int sharp = ((1 << kWeightBits) - weight) << bits;
    const int bias = (128 << bits) * weight + (1 << (shift - 1));
    // By blocks of their own, for source and target may be the same, which compilers do not like.
    uint8_t mixed[kBlock];
    for (size_t at = 0; at < count; at += kBlock) {
      const size_t size = std::min(kBlock, count - at);
      for (size_t i = 0; i < size; ++i) {
        mixed[i] = static_cast<uint8_t>((source[at + i] * sharp + blurred[at + i] * weight + bias) >> shift);
      }
      std::memcpy(target + at, mixed, size);
    }
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
