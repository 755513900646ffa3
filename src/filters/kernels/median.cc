#include <array>
#include <cstring>
#include <memory>

#include "filters/builders.h"
#include "filters/kernels/median_row.h"
#include "filters/kernels/row_window.h"

namespace kinora {
namespace {

class MedianStage final : public SpatialStage {
 public:
  explicit MedianStage(int radius) : radius_(radius) {}

  size_t scratch_bytes(PictureSize source) const override {
    return (RowCount() + 1) * RowBytes(source.width) + RowWindow::ScratchBytes(source.width, radius_, 4);
  }

  bool in_place() const override { return true; }
  bool keeps_opaque() const override { return true; }

  void Run(const RgbaView& source, const RgbaView& target, std::span<uint8_t> scratch,
           const FrameContext&) const override {
    const size_t row_bytes = RowBytes(source.width);
    const auto bytes = 4 * static_cast<size_t>(source.width);
    uint8_t* result = scratch.data();
    std::array<uint8_t*, 7> sorted{};
    for (size_t i = 0; i < RowCount(); ++i) sorted[i] = result + (i + 1) * row_bytes;
    RowWindow window(source, radius_, Edge::kDuplicate, 4, nullptr, scratch.subspan((RowCount() + 1) * row_bytes));
    for (int y = 0; y < source.height; ++y) {
      MedianRow(radius_, window.Advance(y), sorted.data(), 4 * RowWindow::RowPixels(source.width, radius_), bytes,
                result);
      std::memcpy(target.Row(y), result, bytes);
    }
  }

 private:
  size_t RowCount() const { return static_cast<size_t>(2 * radius_ + 1); }
  // With room for a vector that is loaded at the end.
  size_t RowBytes(int width) const { return 4 * RowWindow::RowPixels(width, radius_) + 64; }

  int radius_;
};

}  // namespace

Status BuildMedian(const Arguments& arguments, PlanBuilder& builder) {
  const int radius = static_cast<int>(arguments.Number("radius"));
  if (radius > 0) builder.AddSpatial(std::make_unique<MedianStage>(radius));
  return {};
}

}  // namespace kinora
