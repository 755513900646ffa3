#include <algorithm>
#include <cstring>
#include <memory>

#include "filters/builders.h"
#include "filters/kernels/byte_rows.h"

namespace kinora {
namespace {

class PixelateStage final : public SpatialStage {
 public:
  explicit PixelateStage(int size) : size_(size) {}

  size_t scratch_bytes(PictureSize source) const override {
    return 4 * static_cast<size_t>(source.width) * sizeof(uint32_t);
  }

  bool in_place() const override { return true; }

  void Run(const RgbaView& source, const RgbaView& target, std::span<uint8_t> scratch,
           const FrameContext&) const override {
    auto* columns = reinterpret_cast<uint32_t*>(scratch.data());
    const auto bytes = 4 * static_cast<size_t>(source.width);
    for (int top = 0; top < source.height; top += size_) {
      const int height = std::min(size_, source.height - top);
      std::fill_n(columns, bytes, 0u);
      for (int y = top; y < top + height; ++y) AddBytes(source.Row(y), bytes, columns);
      uint8_t* first = target.Row(top);
      for (int x = 0; x < source.width; x += size_) {
        FillBlock(columns + 4 * x, std::min(size_, source.width - x), height, first + 4 * x);
      }
      for (int y = top + 1; y < top + height; ++y) std::memcpy(target.Row(y), first, bytes);
    }
  }

 private:
  // Into the block's first row.
  static void FillBlock(const uint32_t* columns, int width, int height, uint8_t* target) {
    const auto count = static_cast<uint32_t>(width * height);
    for (int channel = 0; channel < 4; ++channel) {
      uint32_t sum = 0;
      for (int x = 0; x < width; ++x) sum += columns[4 * x + channel];
      target[channel] = static_cast<uint8_t>((2 * sum + count) / (2 * count));
    }
    for (int x = 1; x < width; ++x) std::memcpy(target + 4 * x, target, 4);
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
