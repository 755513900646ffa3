#include <algorithm>
#include <cmath>
#include <cstring>
#include <memory>
#include <utility>

#include "base/aligned_buffer.h"
#include "filters/builders.h"
#include "filters/kernels/resample.h"

namespace kinora {
namespace {

// The mean of two by two pixels.
class Halving final : public SpatialStage {
 public:
  PictureSize target_size(PictureSize source) const override { return {source.width / 2, source.height / 2}; }
  size_t scratch_bytes(PictureSize) const override { return 0; }
  bool keeps_opaque() const override { return true; }

  void Run(const RgbaView& source, const RgbaView& target, std::span<uint8_t>, const FrameContext&) const override {
    for (int y = 0; y < target.height; ++y) {
      HalveRows(source.Row(2 * y), source.Row(2 * y + 1), static_cast<size_t>(target.width), target.Row(y));
    }
  }
};

size_t RoundUp(size_t count, size_t step) { return (count + step - 1) / step * step; }

// Row by row: each source row is weighed along itself once, and as many results are kept as a target row is made of.
class Scale final : public SpatialStage {
 public:
  Scale(PictureSize source, PictureSize target, Resampling method)
      : target_(target),
        columns_(MakeResampleWeights(source.width, target.width, method)),
        rows_(MakeResampleWeights(source.height, target.height, method)) {}

  PictureSize target_size(PictureSize) const override { return target_; }
  size_t scratch_bytes(PictureSize source) const override { return Layout(*this, source).size; }
  bool keeps_opaque() const override { return true; }  // since weights sum up to exactly 1

  void Run(const RgbaView& source, const RgbaView& target, std::span<uint8_t> scratch,
           const FrameContext&) const override {
    const Layout layout(*this, {.width = source.width, .height = source.height});
    auto* kept = reinterpret_cast<int16_t*>(scratch.data());
    auto* pairs = reinterpret_cast<int16_t*>(scratch.data() + layout.pairs);
    uint8_t* padded = scratch.data() + layout.padded;
    auto* rows = reinterpret_cast<const int16_t**>(scratch.data() + layout.rows);
    const auto place = [&](int y) {
      return kept + layout.kept_row * (static_cast<size_t>(y) % static_cast<size_t>(layout.kept_rows));
    };
    int done = 0;  // source rows
    for (int y = 0; y < target_.height; ++y) {
      const int first = rows_.first[static_cast<size_t>(y)];
      for (const int end = std::min(first + rows_.count, source.height); done < end; ++done) {
        Pad(source.Row(done), source.width, layout.padding, padded);
        MakePairs(padded, layout.padded_width, pairs);
        ResampleRow(pairs, layout.padding, columns_, place(done));
      }
      for (int i = 0; i < rows_.count; ++i) rows[i] = place(std::clamp(first + i, 0, source.height - 1));
      BlendRows(rows, &rows_.weights[static_cast<size_t>(y) * static_cast<size_t>(rows_.count)], rows_.count,
                target_.width, target.Row(y));
    }
  }

 private:
  // Where things are in the scratch memory.
  struct Layout {
    Layout(const Scale& scale, PictureSize source)
        : padding(scale.columns_.count + 2),
          padded_width(RoundUp(static_cast<size_t>(source.width + 2 * padding), kResampleStep)),
          kept_rows(std::min(scale.rows_.count, source.height)),
          kept_row(4 * RoundUp(static_cast<size_t>(scale.target_.width), kResampleStep)) {
      const auto take = [this](size_t bytes) {
        return std::exchange(size, size + RoundUp(bytes, AlignedBuffer::kAlignment));
      };
      take(sizeof(int16_t) * kept_row * static_cast<size_t>(kept_rows));
      pairs = take(8 * sizeof(int16_t) * padded_width);
      padded = take(4 * (padded_width + kResampleStep));
      rows = take(sizeof(int16_t*) * static_cast<size_t>(scale.rows_.count));
    }

    int padding;          // pixels on each side of a source row
    size_t padded_width;  // pixels
    int kept_rows;
    size_t kept_row;  // numbers in each
    size_t pairs;     // bytes from the start; what is kept stands at 0
    size_t padded;
    size_t rows;
    size_t size = 0;
  };

  // The ends of the row are repeated.
  static void Pad(const uint8_t* row, int width, int padding, uint8_t* padded) {
    for (int i = 0; i < padding; ++i) {
      std::memcpy(padded + 4 * i, row, 4);
      std::memcpy(padded + 4 * (padding + width + i), row + 4 * (width - 1), 4);
    }
    std::memcpy(padded + 4 * padding, row, 4 * static_cast<size_t>(width));
  }

  PictureSize target_;
  ResampleWeights columns_;
  ResampleWeights rows_;
};

int Scaled(int size, double factor) { return std::max(1, static_cast<int>(std::lround(size * factor))); }

}  // namespace

Status BuildScale(const Arguments& arguments, PlanBuilder& builder) {
  const PictureSize size = builder.size();
  const double x = arguments.Number("x");
  const double y = arguments.Number("y");
  const PictureSize target = {.width = Scaled(size.width, x), .height = Scaled(size.height, y == 0 ? x : y)};
  if (target == size) return {};
  for (const int side : {target.width, target.height}) {
    if (side > kMaxDimension) {
      return OutOfRange("scale", side, "such that no side gets longer than " + std::to_string(kMaxDimension) + " px");
    }
  }
  const auto method = static_cast<Resampling>(arguments.Keyword("method"));
  if (method == Resampling::kArea && size == PictureSize{.width = 2 * target.width, .height = 2 * target.height}) {
    builder.AddSpatial(std::make_unique<Halving>());
  } else {
    builder.AddSpatial(std::make_unique<Scale>(size, target, method));
  }
  return {};
}

}  // namespace kinora
