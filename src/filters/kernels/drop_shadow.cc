#include <algorithm>
#include <array>
#include <cmath>
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
    for (size_t x = 0; x < pixels; ++x) {
      const auto seen = static_cast<float>((shadow[x] + offset) * (255 - source[4 * x + 3]));
      for (size_t channel = 0; channel < 4; ++channel) {
        const size_t i = 4 * x + channel;
        target[i] = static_cast<uint8_t>(source[i] + static_cast<int>(seen * weights_[channel] + 0.5f));
      }
    }
  }

  PictureBlur blur_;
  float weights_[4];
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
