// The least and the greatest of each channel in a square window.
#include <algorithm>
#include <cstring>
#include <memory>

#include "filters/builders.h"

namespace kinora {
namespace {

struct Least {
  static uint8_t Of(uint8_t a, uint8_t b) { return a < b ? a : b; }
};

struct Greatest {
  static uint8_t Of(uint8_t a, uint8_t b) { return a > b ? a : b; }
};

// Windows of twice the length come from two of the length before: log2(radius) passes of plain minima, which are done
// 16 bytes at a time, instead of a window for each value.
template <typename Extreme>
class MorphologyStage final : public SpatialStage {
 public:
  explicit MorphologyStage(int radius) : radius_(radius), window_(2 * radius + 1) {
    while (2 * power_ <= window_) power_ *= 2;
  }

  size_t scratch_bytes(PictureSize source) const override {
    return RowBytes(source.width) * static_cast<size_t>(source.height + 2 * radius_) +
           RowBytes(source.width + 2 * radius_);
  }
  bool in_place() const override { return true; }

  void Run(const RgbaView& source, const RgbaView& target, std::span<uint8_t> scratch,
           const FrameContext&) const override {
    const size_t bytes = RowBytes(source.width);
    const int rows = source.height + 2 * radius_;
    uint8_t* line = scratch.data() + bytes * static_cast<size_t>(rows);
    const auto row = [&](int y) { return scratch.data() + bytes * static_cast<size_t>(y); };

    for (int y = 0; y < source.height; ++y) AlongRow(source.Row(y), source.width, line, row(y + radius_));
    for (int y = 0; y < radius_; ++y) {
      std::memcpy(row(y), row(radius_), bytes);
      std::memcpy(row(rows - 1 - y), row(rows - 1 - radius_), bytes);
    }
    for (int length = 1; length < power_; length *= 2) {
      for (int y = 0; y + 2 * length <= rows; ++y) Join(row(y), row(y + length), bytes, row(y));
    }
    for (int y = 0; y < source.height; ++y) Join(row(y), row(y + window_ - power_), bytes, target.Row(y));
  }

 private:
  static size_t RowBytes(int width) { return 4 * static_cast<size_t>(width); }

  static void Join(const uint8_t* a, const uint8_t* b, size_t count, uint8_t* target) {
    for (size_t i = 0; i < count; ++i) target[i] = Extreme::Of(a[i], b[i]);
  }

  // `line` has room for the row and the border's pixels, repeated on both sides.
  void AlongRow(const uint8_t* source, int width, uint8_t* line, uint8_t* target) const {
    const size_t bytes = RowBytes(width);
    const size_t margin = RowBytes(radius_);
    std::memcpy(line + margin, source, bytes);
    for (size_t i = 0; i < margin; i += 4) {
      std::memcpy(line + i, source, 4);
      std::memcpy(line + margin + bytes + i, source + bytes - 4, 4);
    }
    const size_t count = bytes + 2 * margin;
    for (int length = 1; length < power_; length *= 2) {
      Join(line, line + RowBytes(length), count - RowBytes(2 * length - 1), line);
    }
    Join(line, line + RowBytes(window_ - power_), bytes, target);
  }

  int radius_;
  int window_;
  int power_ = 1;  // the largest power of two in the window
};

template <typename Extreme>
Status Build(const Arguments& arguments, PlanBuilder& builder) {
  const int radius = static_cast<int>(arguments.Number("radius"));
  if (radius > 0) builder.AddSpatial(std::make_unique<MorphologyStage<Extreme>>(radius));
  return {};
}

}  // namespace

Status BuildErode(const Arguments& arguments, PlanBuilder& builder) { return Build<Least>(arguments, builder); }

Status BuildDilate(const Arguments& arguments, PlanBuilder& builder) { return Build<Greatest>(arguments, builder); }

}  // namespace kinora
