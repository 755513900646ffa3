// Blurs that keep edges: each neighbour counts by how near its colour is.
#include <algorithm>
#include <array>
#include <cmath>
#include <memory>

#include "filters/builders.h"
#include "filters/kernels/padded.h"

namespace kinora {
namespace {

class BilateralStage final : public SpatialStage {
 public:
  BilateralStage(double radius, double range) : margin_(static_cast<int>(std::ceil(2 * radius))) {
    const double in_range = 1 / (2 * range * range * 255 * 255);
    for (size_t d = 0; d < color_.size(); ++d) {
      color_[d] = Fixed(std::exp(-static_cast<double>(d * d) * in_range));
    }
    for (int i = 0; i <= margin_; ++i) space_[static_cast<size_t>(i)] = Fixed(std::exp(-i * i / (2 * radius * radius)));
  }

  size_t scratch_bytes(PictureSize source) const override { return Padded::Bytes(source, margin_, margin_); }
  bool in_place() const override { return true; }

  void Run(const RgbaView& source, const RgbaView& target, std::span<uint8_t> scratch,
           const FrameContext&) const override {
    const Padded padded(source, margin_, margin_, Edge::kDuplicate, scratch);
    for (int y = 0; y < source.height; ++y) {
      for (int x = 0; x < source.width; ++x) Filter(padded, x, y, target.Row(y) + 4 * x);
    }
  }

 private:
  static constexpr int kBits = 12;  // of weights; three of them and a byte, over a window of 41 squared, fit in 64 bits

  static uint16_t Fixed(double weight) { return static_cast<uint16_t>(std::lround(weight * (1 << kBits))); }

  void Filter(const Padded& padded, int x, int y, uint8_t* target) const {
    const uint8_t* center = padded.At(x, y);
    uint64_t total = 0;
    uint64_t sums[4] = {};
    for (int dy = -margin_; dy <= margin_; ++dy) {
      uint32_t row_total = 0;
      uint32_t row_sums[4] = {};
      const uint8_t* pixel = padded.At(x - margin_, y + dy);
      for (int dx = -margin_; dx <= margin_; ++dx, pixel += 4) {
        const int distance = std::abs(pixel[0] - center[0]) + std::abs(pixel[1] - center[1]) +
                             std::abs(pixel[2] - center[2]) + std::abs(pixel[3] - center[3]);
        const uint32_t weight =
            (uint32_t{color_[static_cast<size_t>(distance)]} * space_[static_cast<size_t>(std::abs(dx))]) >> kBits;
        row_total += weight;
        for (int channel = 0; channel < 4; ++channel) row_sums[channel] += weight * pixel[channel];
      }
      const uint64_t down = space_[static_cast<size_t>(std::abs(dy))];
      total += down * row_total;
      for (int channel = 0; channel < 4; ++channel) sums[channel] += down * row_sums[channel];
    }
    for (int channel = 0; channel < 4; ++channel) {
      target[channel] = static_cast<uint8_t>((sums[channel] + total / 2) / total);
    }
  }

  int margin_;                               // at most 20
  std::array<uint16_t, 4 * 255 + 1> color_;  // by the sum of the channels' differences
  std::array<uint16_t, 21> space_;
};

class SurfaceBlurStage final : public SpatialStage {
 public:
  SurfaceBlurStage(int radius, double threshold) : radius_(radius) {
    for (size_t d = 0; d < weights_.size(); ++d) {
      weights_[d] = static_cast<uint16_t>(
          std::lround(std::max(0.0, 1 - static_cast<double>(d) / (2.5 * threshold * 255)) * 4096));
    }
  }

  size_t scratch_bytes(PictureSize source) const override { return Padded::Bytes(source, radius_, radius_); }
  bool in_place() const override { return true; }

  void Run(const RgbaView& source, const RgbaView& target, std::span<uint8_t> scratch,
           const FrameContext&) const override {
    const Padded padded(source, radius_, radius_, Edge::kDuplicate, scratch);
    for (int y = 0; y < source.height; ++y) {
      uint8_t* row = target.Row(y);
      for (int x = 0; x < source.width; ++x) {
        for (int channel = 0; channel < 4; ++channel) row[4 * x + channel] = Filter(padded, x, y, channel);
      }
    }
  }

 private:
  uint8_t Filter(const Padded& padded, int x, int y, int channel) const {
    const int center = padded.At(x, y)[channel];
    uint32_t total = 0;  // at most 41 * 41 * 4096 * 255, which is below 2^32
    uint32_t sum = 0;
    for (int dy = -radius_; dy <= radius_; ++dy) {
      const uint8_t* values = padded.At(x - radius_, y + dy) + channel;
      for (int i = 0; i <= 2 * radius_; ++i) {
        const int value = values[4 * i];
        const uint32_t weight = weights_[static_cast<size_t>(std::abs(value - center))];
        total += weight;
        sum += weight * static_cast<uint32_t>(value);
      }
    }
    return static_cast<uint8_t>((sum + total / 2) / total);
  }

  int radius_;
  std::array<uint16_t, 256> weights_;
};

}  // namespace

Status BuildBilateral(const Arguments& arguments, PlanBuilder& builder) {
  const double radius = arguments.Number("radius");
  if (radius > 0) builder.AddSpatial(std::make_unique<BilateralStage>(radius, arguments.Number("range")));
  return {};
}

Status BuildSurfaceBlur(const Arguments& arguments, PlanBuilder& builder) {
  const int radius = static_cast<int>(arguments.Number("radius"));
  if (radius > 0) builder.AddSpatial(std::make_unique<SurfaceBlurStage>(radius, arguments.Number("threshold")));
  return {};
}

}  // namespace kinora
