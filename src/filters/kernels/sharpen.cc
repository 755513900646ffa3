#include <cmath>
#include <memory>

#include "filters/builders.h"
#include "filters/kernels/blur_mix.h"
#include "filters/kernels/picture_blur.h"
#include "filters/kernels/short_blur.h"

namespace kinora {
namespace {

class SharpenStage final : public SpatialStage {
 public:
  SharpenStage(PictureSize size, double radius, double amount, double threshold)
      : line_(MakeLineBlur(size.width, radius, Edge::kDuplicate, Parity::kExact)),
        blur_(size, radius, Edge::kDuplicate, Parity::kExact),
        row_bits_(ShortBlur::Fits(line_) ? ShortBlur::kRowBits : blur_.row_bits()),
        amount_(static_cast<int>(std::lround(amount * (1 << kMixBits)))),
        threshold_(static_cast<int>(std::lround(threshold * (255 << row_bits_)))) {}

  size_t scratch_bytes(PictureSize source) const override {
    return ShortBlur::Fits(line_) ? ShortBlur::ScratchBytes(source.width, line_) : blur_.scratch_bytes();
  }
  bool in_place() const override { return true; }

  void Run(const RgbaView& source, const RgbaView& target, std::span<uint8_t> scratch,
           const FrameContext&) const override {
    const auto mix = [&](int y, const int16_t* blurred) {
      MixBlurred(source.Row(y), blurred, row_bits_, amount_, threshold_, 4 * static_cast<size_t>(source.width),
                 target.Row(y));
    };
    if (ShortBlur::Fits(line_)) {
      ShortBlur blur(source, line_, scratch);
      for (int y = 0; y < source.height; ++y) mix(y, blur.Row(y));
      return;
    }
    blur_.Blur(source, scratch);
    for (int y = 0; y < source.height; ++y) mix(y, blur_.Row(y, scratch));
  }

 private:
  LineBlur line_;  // across, where a short one will do
  PictureBlur blur_;
  int row_bits_;
  int amount_;
  int threshold_;
};

}  // namespace

Status BuildSharpen(const Arguments& arguments, PlanBuilder& builder) {
  const double amount = arguments.Number("amount");
  if (amount > 0) {
    builder.AddSpatial(std::make_unique<SharpenStage>(builder.size(), arguments.Number("radius"), amount,
                                                      arguments.Number("threshold")));
  }
  return {};
}

}  // namespace kinora
