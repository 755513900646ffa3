#include <cstring>
#include <memory>
#include <string>

#include "filters/builders.h"

namespace kinora {
namespace {

class Crop final : public SpatialStage {
 public:
  Crop(int x, int y, PictureSize size) : x_(x), y_(y), size_(size) {}

  PictureSize target_size(PictureSize) const override { return size_; }
  size_t scratch_bytes(PictureSize) const override { return 0; }
  AlphaRule alpha() const override { return AlphaRule::kStraight; }

  void Run(const RgbaView& source, const RgbaView& target, std::span<uint8_t>, const FrameContext&) const override {
    for (int y = 0; y < size_.height; ++y) {
      std::memcpy(target.Row(y), source.Row(y + y_) + 4 * x_, 4 * static_cast<size_t>(size_.width));
    }
  }

 private:
  int x_;
  int y_;
  PictureSize size_;
};

// How many pixels are left of `size` from `start` on, when `wanted` are, or all of them for 0.
Result<int> Extent(const char* start_name, const char* extent_name, double start, double wanted, int size) {
  if (start >= size) {
    return OutOfRange(start_name, start, "from 0 to " + std::to_string(size - 1) + ", inside of the picture");
  }
  const int rest = size - static_cast<int>(start);
  if (wanted > rest) {
    return OutOfRange(extent_name, wanted, "from 0 to " + std::to_string(rest) + ", what the picture has from there");
  }
  return wanted == 0 ? rest : static_cast<int>(wanted);
}

}  // namespace

Status BuildCrop(const Arguments& arguments, PlanBuilder& builder) {
  const PictureSize size = builder.size();
  const double x = arguments.Number("x");
  const double y = arguments.Number("y");
  const Result<int> width = Extent("crop.x", "crop.width", x, arguments.Number("width"), size.width);
  if (!width) return std::unexpected(width.error());
  const Result<int> height = Extent("crop.y", "crop.height", y, arguments.Number("height"), size.height);
  if (!height) return std::unexpected(height.error());
  const PictureSize target = {.width = *width, .height = *height};
  if (target == size) return {};
  builder.AddSpatial(std::make_unique<Crop>(static_cast<int>(x), static_cast<int>(y), target));
  return {};
}

}  // namespace kinora
