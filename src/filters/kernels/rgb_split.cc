#include <algorithm>
#include <memory>

#include "filters/builders.h"
#include "filters/kernels/channel_shift.h"

namespace kinora {
namespace {

struct Offset {
  int x;
  int y;

  bool operator==(const Offset&) const = default;
};

class RgbSplit final : public SpatialStage {
 public:
  RgbSplit(Offset red, Offset blue) : red_(red), blue_(blue) {}

  size_t scratch_bytes(PictureSize) const override { return 0; }
  AlphaRule alpha() const override { return AlphaRule::kStraight; }

  void Run(const RgbaView& source, const RgbaView& target, std::span<uint8_t>, const FrameContext&) const override {
    for (int y = 0; y < source.height; ++y) {
      const auto shifted = [&](Offset offset) {
        return ShiftedRow{.row = source.Row(std::clamp(y - offset.y, 0, source.height - 1)), .shift = offset.x};
      };
      ShiftChannels(shifted({0, 0}), shifted(red_), shifted(blue_), source.width, target.Row(y));
    }
  }

 private:
  Offset red_;
  Offset blue_;
};

}  // namespace

Status BuildRgbSplit(const Arguments& arguments, PlanBuilder& builder) {
  const auto whole = [&](const char* name) { return static_cast<int>(arguments.Number(name)); };
  const Offset red = {.x = whole("red-x"), .y = whole("red-y")};
  const Offset blue = {.x = whole("blue-x"), .y = whole("blue-y")};
  if (red == Offset{0, 0} && blue == Offset{0, 0}) return {};
  builder.AddSpatial(std::make_unique<RgbSplit>(red, blue));
  return {};
}

}  // namespace kinora
