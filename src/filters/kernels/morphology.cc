// Erode and dilate: least and greatest values of square windows, at the same cost for any radius.
#include <algorithm>
#include <cstring>
#include <memory>

#include "filters/builders.h"
#include "filters/kernels/byte_rows.h"

namespace kinora {
namespace {

constexpr size_t kStep = 16;

// Across, greatest values of windows of 1, 2, 4, ... pixels are made from each other; two of the last make one of any
// size. Down, rows are kept in blocks as high as the window: a window is the end of one block and the beginning of the
// next (van Herk 1992, Gil and Werman 1993). What is least is found as what is greatest of the inverted picture.
class MorphologyStage final : public SpatialStage {
 public:
  MorphologyStage(int radius, bool erode) : radius_(radius), mask_(erode ? 255 : 0) {}

  size_t scratch_bytes(PictureSize source) const override {
    return Widened(source.width) + (BlockRows(source.height) + 1) * RowBytes(source.width);
  }

  bool in_place() const override { return true; }
  bool keeps_opaque() const override { return true; }

  void Run(const RgbaView& source, const RgbaView& target, std::span<uint8_t> scratch,
           const FrameContext&) const override {
    const size_t row_bytes = RowBytes(source.width);
    const auto bytes = 4 * static_cast<size_t>(source.width);
    const int rows = static_cast<int>(BlockRows(source.height));
    const int above = rows / 2;
    uint8_t* widened = scratch.data();
    uint8_t* beginning = widened + Widened(source.width);  // of the next block: greatest values so far
    const auto block = [&](int row) { return beginning + static_cast<size_t>(row + 1) * row_bytes; };
    // What is outside of the picture is never the greatest.
    const auto load = [&](int y, int row) {
      if (y < 0 || y >= source.height) {
        std::memset(block(row), 0, row_bytes);
      } else {
        Across(source.Row(y), source.width, widened, block(row));
      }
    };

    for (int first = 0; first < source.height + rows; first += rows) {
      // Row `row` of the block that is finished holds the greatest values from there to the block's end.
      std::memset(beginning, 0, row_bytes);
      for (int row = 0; row < rows; ++row) {
        const int y = first - rows + row;
        if (row > 0) {
          load(y + above, row - 1);
          GreatestBytes(beginning, block(row - 1), 0, row_bytes, beginning);
        }
        if (y < 0 || y >= source.height) continue;
        GreatestBytes(block(row), beginning, mask_, row_bytes, widened);
        std::memcpy(target.Row(y), widened, bytes);
      }
      load(first + above, rows - 1);
      for (int row = rows - 2; row >= 0; --row) GreatestBytes(block(row), block(row + 1), 0, row_bytes, block(row));
    }
  }

 private:
  // Beyond the picture a larger window sees nothing new.
  int RadiusIn(int length) const { return std::min(radius_, length - 1); }
  size_t BlockRows(int height) const { return static_cast<size_t>(2 * RadiusIn(height) + 1); }
  static size_t RowBytes(int width) { return (4 * static_cast<size_t>(width) + kStep - 1) / kStep * kStep; }
  // Of a row with the window's half on either side, and what vectors read behind it.
  size_t Widened(int width) const {
    return (4 * static_cast<size_t>(width + 2 * RadiusIn(width)) + 5 * kStep) / kStep * kStep;
  }

  void Across(const uint8_t* row, int width, uint8_t* widened, uint8_t* target) const {
    const auto side = 4 * static_cast<size_t>(RadiusIn(width));
    const auto bytes = 4 * static_cast<size_t>(width);
    uint8_t* middle = widened + side;
    std::memcpy(middle, row, bytes);
    GreatestBytes(middle, middle, mask_, bytes, middle);
    std::memset(widened, 0, side);
    std::memset(middle + bytes, 0, Widened(width) - side - bytes);
    size_t window = 4;
    for (; 2 * window <= 2 * side + 4; window *= 2) {
      GreatestBytes(widened, widened + window, 0, bytes + 2 * side - window, widened);
    }
    GreatestBytes(widened, widened + 2 * side + 4 - window, 0, bytes, target);
  }

  int radius_;
  uint8_t mask_;
};

void Add(const Arguments& arguments, bool erode, PlanBuilder& builder) {
  const int radius = static_cast<int>(arguments.Number("radius"));
  if (radius > 0) builder.AddSpatial(std::make_unique<MorphologyStage>(radius, erode));
}

}  // namespace

Status BuildErode(const Arguments& arguments, PlanBuilder& builder) {
  Add(arguments, true, builder);
  return {};
}

Status BuildDilate(const Arguments& arguments, PlanBuilder& builder) {
  Add(arguments, false, builder);
  return {};
}

}  // namespace kinora
