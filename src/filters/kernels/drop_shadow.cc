#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstring>
#include <memory>

#include "filters/builders.h"
#include "filters/kernels/alpha.h"
#include "filters/kernels/picture_blur.h"

namespace kinora {
namespace {

class DropShadowStage final : public SpatialStage {
 public:
  // `color` is premultiplied.
  DropShadowStage(const PictureBlur& blur, const std::array<double, 4>& color) : blur_(blur) {
    const double unit = 255 << blur.row_bits();
    for (size_t channel = 0; channel < 4; ++channel) weights_[channel] = static_cast<float>(color[channel] / unit);
  }

  size_t scratch_bytes(PictureSize) const override { return blur_.scratch_bytes(); }
  bool in_place() const override { return true; }

  void Run(const RgbaView& source, const RgbaView& target, std::span<uint8_t> scratch,
           const FrameContext&) const override {
    if (IsOpaque(source)) return;  // and nothing of the shadow shows
    blur_.Blur(source, scratch);
    for (int y = 0; y < source.height; ++y) {
      LayOver(blur_.Row(y, scratch), source.Row(y), static_cast<size_t>(source.width), target.Row(y));
    }
  }

 private:
  void LayOver(const int16_t* shadow, const uint8_t* source, size_t pixels, uint8_t* target) const {
    const int offset = 128 << blur_.row_bits();
    const std::array<float, 4> weights = weights_;
    for (size_t x = 0; x < pixels; ++x) {
      // Whole pixels, for which compilers find vectors. Sums stay below 256: what is seen of the shadow is at most what
      // alpha leaves.
      uint32_t pixel;
      std::memcpy(&pixel, source + 4 * x, 4);
      const auto seen = static_cast<float>((shadow[x] + offset) * (255 - static_cast<int>(pixel >> 24)));
      const auto weigh = [&](size_t channel) {
        // Behind 2^23 there is no place for fractions: what is added there is rounded.
        return (std::bit_cast<uint32_t>(seen * weights[channel] + 0x1p23f) & 0xFF) << (8 * channel);
      };
      pixel += weigh(0) + weigh(1) + weigh(2) + weigh(3);
      std::memcpy(target + 4 * x, &pixel, 4);
    }
  }

  PictureBlur blur_;
  std::array<float, 4> weights_;
};

}  // namespace

Status BuildDropShadow(const Arguments& arguments, PlanBuilder& builder) {
  const double deviation = arguments.Number("radius");
  const auto make_line = [&](int length, const char* offset) {
    LineBlur line = MakeLineBlur(length, deviation, Edge::kTransparent, builder.parity());
    line.shift = static_cast<int>(std::lround(arguments.Number(offset)));
    return line;
  };
  const PictureBlur blur(make_line(builder.size().width, "x"), make_line(builder.size().height, "y"),
                         PictureBlur::Channels::kAlpha);
  std::array<double, 4> color;
  for (int channel = 0; channel < 4; ++channel) {
    const double alpha = arguments.Color("color", 3);
    color[static_cast<size_t>(channel)] = channel == 3 ? alpha : arguments.Color("color", channel) * alpha;
  }
  if (color[3] > 0) builder.AddSpatial(std::make_unique<DropShadowStage>(blur, color));
  return {};
}

}  // namespace kinora
