#include <algorithm>
#include <cmath>
#include <cstring>
#include <memory>

#include "filters/builders.h"
#include "filters/kernels/flip.h"

namespace kinora {
namespace {

// A square of this many pixels fits a line of the cache each way, and few enough lines for a cache of 8 ways.
constexpr int kTile = 16;

// Column x of the source becomes row x of the target.
void TransposeTile(const uint8_t* source, ptrdiff_t source_stride, uint8_t* target, ptrdiff_t target_stride, int width,
                   int height) {
  for (int x = 0; x < width; ++x) {
    for (int y = 0; y < height; ++y) {
      std::memcpy(target + x * target_stride + 4 * y, source + y * source_stride + 4 * x, 4);
    }
  }
}

void Transpose(const RgbaView& source, const RgbaView& target) {
  for (int x = 0; x < source.width; x += kTile) {
    const int width = std::min(kTile, source.width - x);
    for (int y = 0; y < source.height; y += kTile) {
      const int height = std::min(kTile, source.height - y);
      const uint8_t* from = source.Row(y) + 4 * x;
      uint8_t* to = target.Row(x) + 4 * y;
      if (width == kTile && height == kTile) {
        TransposeTile(from, source.stride, to, target.stride, kTile, kTile);
      } else {
        TransposeTile(from, source.stride, to, target.stride, width, height);
      }
    }
  }
}

RgbaView UpsideDown(const RgbaView& picture) {
  return {.data = picture.Row(picture.height - 1),
          .width = picture.width,
          .height = picture.height,
          .stride = -picture.stride};
}

// By a quarter.
class QuarterTurn final : public SpatialStage {
 public:
  explicit QuarterTurn(bool clockwise) : clockwise_(clockwise) {}

  PictureSize target_size(PictureSize source) const override {
    return {.width = source.height, .height = source.width};
  }
  size_t scratch_bytes(PictureSize) const override { return 0; }
  AlphaRule alpha() const override { return AlphaRule::kStraight; }

  void Run(const RgbaView& source, const RgbaView& target, std::span<uint8_t>, const FrameContext&) const override {
    if (clockwise_) {
      Transpose(UpsideDown(source), target);
    } else {
      Transpose(source, UpsideDown(target));
    }
  }

 private:
  bool clockwise_;
};

}  // namespace

Status BuildRotate(const Arguments& arguments, PlanBuilder& builder) {
  constexpr double kSlack = 1e-6;  // a turn in radians is never exact
  const double angle = arguments.Number("angle");
  const double quarters = std::round(angle / 90);
  if (std::abs(angle - 90 * quarters) > kSlack) return OutOfRange("rotate.angle", angle, "a multiple of 90 degrees");
  const int quarter = static_cast<int>(quarters) & 3;
  if (quarter == 2) {
    builder.AddSpatial(MakeFlip(true, true));
  } else if (quarter) {
    builder.AddSpatial(std::make_unique<QuarterTurn>(quarter == 1));
  }
  return {};
}

}  // namespace kinora
