#include <algorithm>
#include <cmath>
#include <memory>
#include <utility>

#include "filters/builders.h"
#include "filters/kernels/image_text.h"

namespace kinora {
namespace {

constexpr int kOpacityBits = 16;

unsigned DivideBy255(unsigned product) { return (product + 128 + ((product + 128) >> 8)) >> 8; }

// c + d * keep / 255 for each byte.
void Blend(const uint8_t* colors, const uint8_t* keep, uint8_t* pixels, size_t count) {
  for (size_t i = 0; i < count; ++i) {
    // In 16 bits, which is enough and twice as fast.
    const auto product = static_cast<uint16_t>(pixels[i] * keep[i] + 128);
    pixels[i] = static_cast<uint8_t>(colors[i] + static_cast<uint8_t>((product + (product >> 8)) >> 8));
  }
}

class Overlay final : public SpatialStage {
 public:
  // `colors` is premultiplied; `keep` has what is left of the picture, once for each channel.
  Overlay(int x, int y, Image colors, AlignedBuffer keep)
      : x_(x), y_(y), colors_(std::move(colors)), keep_(std::move(keep)) {}

  size_t scratch_bytes(PictureSize) const override { return 0; }
  bool in_place() const override { return true; }

  void Run(const RgbaView& picture, const RgbaView&, std::span<uint8_t>, const FrameContext&) const override {
    const int left = std::max(x_, 0);
    const int right = std::min(x_ + colors_.width, picture.width);
    const int bottom = std::min(y_ + colors_.height, picture.height);
    for (int y = std::max(y_, 0); y < bottom; ++y) {
      const ptrdiff_t at = 4 * (static_cast<ptrdiff_t>(y - y_) * colors_.width + left - x_);
      Blend(colors_.pixels.data() + at, keep_.data() + at, picture.Row(y) + 4 * left,
            4 * static_cast<size_t>(right - left));
    }
  }

 private:
  int x_;  // of the left edge in the picture
  int y_;
  Image colors_;
  AlignedBuffer keep_;
};

// Where the image begins when `offset` pixels are to be before it or, if negative, behind it.
int Place(double offset, int image_size, int picture_size) {
  const int whole = static_cast<int>(offset);
  return whole < 0 ? picture_size - image_size + whole : whole;
}

}  // namespace

Status BuildOverlay(const Arguments& arguments, PlanBuilder& builder) {
  Result<Image> image = DecodeImage(arguments.Text("image"), "overlay.image");
  if (!image) return std::unexpected(std::move(image).error());
  Result<AlignedBuffer> keep = AlignedBuffer::Allocate(image->pixels.size(), "overlay.image");
  if (!keep) return std::unexpected(std::move(keep).error());

  const auto opacity = static_cast<unsigned>(std::lround(arguments.Number("opacity") * (1 << kOpacityBits)));
  uint8_t* pixels = image->pixels.data();
  for (size_t i = 0; i < keep->size(); i += 4) {
    const unsigned alpha = (pixels[i + 3] * opacity + (1 << (kOpacityBits - 1))) >> kOpacityBits;
    for (size_t channel = 0; channel < 4; ++channel) {
      pixels[i + channel] = static_cast<uint8_t>(channel == 3 ? alpha : DivideBy255(pixels[i + channel] * alpha));
      keep->data()[i + channel] = static_cast<uint8_t>(255 - alpha);
    }
  }
  const PictureSize size = builder.size();
  const int x = Place(arguments.Number("x"), image->width, size.width);
  const int y = Place(arguments.Number("y"), image->height, size.height);
  const bool outside = x >= size.width || y >= size.height || x + image->width <= 0 || y + image->height <= 0;
  const bool visible = std::any_of(keep->data(), keep->data() + keep->size(), [](uint8_t part) { return part < 255; });
  if (!outside && visible) {
    builder.AddSpatial(std::make_unique<Overlay>(x, y, *std::move(image), *std::move(keep)));
  }
  return {};
}

}  // namespace kinora
