// Filters by the guided filter: of each channel, and of skin.
#include <algorithm>
#include <cmath>
#include <memory>

#include "filters/builders.h"
#include "filters/kernels/guided_filter.h"

namespace kinora {
namespace {

class GuidedStage final : public SpatialStage {
 public:
  explicit GuidedStage(const GuidedFilter& filter) : filter_(filter) {}

  size_t scratch_bytes(PictureSize) const override { return filter_.scratch_bytes(); }
  AlphaRule alpha() const override { return AlphaRule::kStraight; }

  void Run(const RgbaView& source, const RgbaView& target, std::span<uint8_t> scratch,
           const FrameContext&) const override {
    filter_.Run([&](int y) { return source.Row(y); },
                [&](int y, const uint16_t* scale, const uint16_t* offset) {
                  const uint8_t* from = source.Row(y);
                  uint8_t* to = target.Row(y);
                  for (int i = 0; i < 4 * source.width; ++i) {
                    to[i] = i % 4 == 3 ? from[i] : GuidedValue(scale[i], offset[i], from[i]);
                  }
                },
                scratch);
  }

 private:
  GuidedFilter filter_;
};

// Skin, in BT.601 of full range, in levels: full within, none from kSoft beyond (Chai and Ngan 1999 for the ranges).
constexpr int kLeastCb = 77;
constexpr int kMostCb = 127;
constexpr int kLeastCr = 133;
constexpr int kMostCr = 173;
constexpr int kSoft = 10;

// The variance that counts as flat skin.
constexpr double kSkinEpsilon = 0.004;

// Weights in multiples of 2^-16.
int Luma(const uint8_t* pixel) { return (19595 * pixel[0] + 38470 * pixel[1] + 7471 * pixel[2] + (1 << 15)) >> 16; }

// How far `value`, in multiples of 1/256 level, is inside of a range, from 0 to 256.
int Inside(int value, int least, int most) {
  const int from_least = (value - ((least - kSoft) << 8)) / kSoft;
  const int from_most = (((most + kSoft) << 8) - value) / kSoft;
  return std::clamp(std::min(from_least, from_most), 0, 256);
}

// From 0 to 2^16.
int Skin(const uint8_t* pixel) {
  const int cb = (128 << 8) + ((-11058 * pixel[0] - 21710 * pixel[1] + 32768 * pixel[2]) >> 8);
  const int cr = (128 << 8) + ((32768 * pixel[0] - 27439 * pixel[1] - 5329 * pixel[2]) >> 8);
  return Inside(cb, kLeastCb, kMostCb) * Inside(cr, kLeastCr, kMostCr);
}

class SmoothSkinStage final : public SpatialStage {
 public:
  // `strength`: how much of the difference to the smooth luma is taken, from 0 to 1.
  SmoothSkinStage(PictureSize size, int radius, double strength)
      : filter_(size.width, size.height, 1, radius, kSkinEpsilon),
        strength_(static_cast<int>(std::lround(strength * 256))) {}

  size_t scratch_bytes(PictureSize source) const override { return LumaBytes(source) + filter_.scratch_bytes(); }
  AlphaRule alpha() const override { return AlphaRule::kStraight; }
  bool in_place() const override { return true; }

  void Run(const RgbaView& source, const RgbaView& target, std::span<uint8_t> scratch,
           const FrameContext&) const override {
    const PictureSize size = {.width = source.width, .height = source.height};
    uint8_t* luma = scratch.data();
    const auto luma_row = [&](int y) { return luma + static_cast<size_t>(y) * static_cast<size_t>(size.width); };
    for (int y = 0; y < size.height; ++y) {
      for (int x = 0; x < size.width; ++x) luma_row(y)[x] = static_cast<uint8_t>(Luma(source.Row(y) + 4 * x));
    }
    filter_.Run(
        luma_row,
        [&](int y, const uint16_t* scale, const uint16_t* offset) {
          SmoothRow(source.Row(y), luma_row(y), scale, offset, size.width, target.Row(y));
        },
        scratch.subspan(LumaBytes(size)));
  }

 private:
  static size_t LumaBytes(PictureSize size) {
    const size_t bytes = static_cast<size_t>(size.width) * static_cast<size_t>(size.height);
    return (bytes + 63) / 64 * 64;
  }

  void SmoothRow(const uint8_t* source, const uint8_t* luma, const uint16_t* scale, const uint16_t* offset, int width,
                 uint8_t* target) const {
    for (int x = 0; x < width; ++x) {
      const uint8_t* from = source + 4 * x;
      uint8_t* to = target + 4 * x;
      // In multiples of 2^-7 levels.
      const int smooth = ((scale[x] * luma[x]) >> 8) + offset[x];
      const int change = ((((smooth - (luma[x] << 7)) * strength_) >> 8) * (Skin(from) >> 8) + (1 << 14)) >> 15;
      for (int channel = 0; channel < 3; ++channel) {
        to[channel] = static_cast<uint8_t>(std::clamp(from[channel] + change, 0, 255));
      }
      to[3] = from[3];
    }
  }

  GuidedFilter filter_;
  int strength_;
};

}  // namespace

Status BuildGuided(const Arguments& arguments, PlanBuilder& builder) {
  const int radius = static_cast<int>(arguments.Number("radius"));
  if (radius == 0) return {};
  const PictureSize size = builder.size();
  builder.AddSpatial(
      std::make_unique<GuidedStage>(GuidedFilter(size.width, size.height, 4, radius, arguments.Number("epsilon"))));
  return {};
}

Status BuildSmoothSkin(const Arguments& arguments, PlanBuilder& builder) {
  const double strength = arguments.Number("amount") * (1 - arguments.Number("detail"));
  if (strength == 0) return {};
  builder.AddSpatial(
      std::make_unique<SmoothSkinStage>(builder.size(), static_cast<int>(arguments.Number("radius")), strength));
  return {};
}

}  // namespace kinora
