// Coarse blocks.
#include <algorithm>
#include <cstring>

#include "filters/builders.h"

namespace kinora {
namespace {

class PixelateStage final : public SpatialStage {
 public:
  explicit PixelateStage(int size) : size_(size) {}

  size_t scratch_bytes(PictureSize source) const override {
    return static_cast<size_t>((source.width + size_ - 1) / size_) * sizeof(Sums);
  }
  bool in_place() const override { return true; }

  void Run(const RgbaView& source, const RgbaView& target, std::span<uint8_t> scratch,
           const FrameContext&) const override {
    auto* sums = reinterpret_cast<Sums*>(scratch.data());
    const int blocks = (source.width + size_ - 1) / size_;
    for (int y = 0; y < source.height; y += size_) {
      const int rows = std::min(size_, source.height - y);
      std::fill_n(sums, blocks, Sums{});
      for (int row = 0; row < rows; ++row) AddRow(source.Row(y + row), source.width, sums);
      for (int block = 0; block < blocks; ++block) {
        const int columns = std::min(size_, source.width - block * size_);
        Average(sums[block], static_cast<uint32_t>(rows * columns));
      }
      FillRow(sums, source.width, target.Row(y));
      for (int row = 1; row < rows; ++row) {
        std::memcpy(target.Row(y + row), target.Row(y), 4 * static_cast<size_t>(source.width));
      }
    }
  }

 private:
  struct Sums {
    uint32_t channel[4];  // at most 1024 * 1024 * 255
  };

  void AddRow(const uint8_t* row, int width, Sums* sums) const {
    for (int x = 0; x < width; x += size_, ++sums) {
      Sums sum = *sums;
      const uint8_t* end = row + 4 * std::min(size_, width - x);
      for (; row < end; row += 4) {
        for (int channel = 0; channel < 4; ++channel) sum.channel[channel] += row[channel];
      }
      *sums = sum;
    }
  }

  // Rounds half up.
  static void Average(Sums& sums, uint32_t count) {
    for (uint32_t& sum : sums.channel) sum = (sum + count / 2) / count;
  }

  void FillRow(const Sums* sums, int width, uint8_t* row) const {
    for (int x = 0; x < width; x += size_, ++sums) {
      uint8_t pixel[4];
      for (int channel = 0; channel < 4; ++channel) pixel[channel] = static_cast<uint8_t>(sums->channel[channel]);
      const uint8_t* end = row + 4 * std::min(size_, width - x);
      for (; row < end; row += 4) std::memcpy(row, pixel, 4);
    }
  }

  int size_;
};

}  // namespace

Status BuildPixelate(const Arguments& arguments, PlanBuilder& builder) {
  const int size = static_cast<int>(arguments.Number("size"));
  if (size > 1) builder.AddSpatial(std::make_unique<PixelateStage>(size));
  return {};
}

}  // namespace kinora
