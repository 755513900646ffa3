#include "filters/kernels/flip.h"

#include <cstring>

#include "filters/builders.h"

namespace kinora {
namespace {

// Swaps `count` pixels from `first` on, to the right, with those from `second` on, `step` pixels each.
template <int step>
void Swap(uint8_t* first, uint8_t* second, int count) {
  for (ptrdiff_t i = 0; i < count; ++i) {
    uint32_t a;
    uint32_t b;
    std::memcpy(&a, first + 4 * i, 4);
    std::memcpy(&b, second + 4 * step * i, 4);
    std::memcpy(second + 4 * step * i, &a, 4);
    std::memcpy(first + 4 * i, &b, 4);
  }
}

class Flip final : public SpatialStage {
 public:
  Flip(bool columns, bool rows) : columns_(columns), rows_(rows) {}

  size_t scratch_bytes(PictureSize) const override { return 0; }
  bool in_place() const override { return true; }
  AlphaRule alpha() const override { return AlphaRule::kStraight; }

  void Run(const RgbaView& picture, const RgbaView&, std::span<uint8_t>, const FrameContext&) const override {
    const int width = picture.width;
    const int bottom = picture.height - 1;
    for (int y = 0; y < (rows_ ? picture.height / 2 : picture.height); ++y) {
      if (!columns_) {
        Swap<1>(picture.Row(y), picture.Row(bottom - y), width);
      } else if (rows_) {
        Swap<-1>(picture.Row(y), picture.Row(bottom - y) + 4 * (width - 1), width);
      } else {
        Reverse(picture.Row(y), width);
      }
    }
    if (columns_ && rows_ && picture.height % 2) Reverse(picture.Row(bottom / 2), width);
  }

 private:
  static void Reverse(uint8_t* row, int width) { Swap<-1>(row, row + 4 * (width - 1), width / 2); }

  bool columns_;
  bool rows_;
};

}  // namespace

std::unique_ptr<SpatialStage> MakeFlip(bool columns, bool rows) { return std::make_unique<Flip>(columns, rows); }

Status BuildFlip(const Arguments& arguments, PlanBuilder& builder) {
  const bool vertical = arguments.Keyword("axis") == 1;
  builder.AddSpatial(MakeFlip(!vertical, vertical));
  return {};
}

}  // namespace kinora
