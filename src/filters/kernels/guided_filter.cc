#include "filters/kernels/guided_filter.h"

#include <algorithm>

namespace kinora {
namespace {

constexpr float kScaleOne = 32767;  // of scales, which are from 0 to 1
constexpr float kOffsetUnit = 128;  // of offsets, which are from 0 to 255

// sums += values of `in` - values of `out`.
void Slide(const uint8_t* in, const uint8_t* out, size_t count, uint32_t* sums, uint32_t* squares) {
  for (size_t i = 0; i < count; ++i) {
    const uint32_t a = in[i];
    const uint32_t b = out[i];
    sums[i] += a - b;
    squares[i] += a * a - b * b;
  }
}

void Slide(const uint16_t* in, const uint16_t* out, size_t count, uint32_t* sums) {
  for (size_t i = 0; i < count; ++i) sums[i] += static_cast<uint32_t>(in[i]) - out[i];
}

}  // namespace

// Sums are of columns as high as a window. The rings hold the scales and offsets of as many rows.
struct GuidedFilter::Parts {
  uint32_t* sums;
  uint32_t* squares;
  uint32_t* scale_sums;
  uint32_t* offset_sums;
  uint16_t* scales;   // a ring of rows
  uint16_t* offsets;  // the same
  uint16_t* mean_scale;
  uint16_t* mean_offset;
};

GuidedFilter::GuidedFilter(int width, int height, int channels, int radius, double epsilon)
    : height_(height),
      radius_(radius),
      values_(static_cast<size_t>(width) * static_cast<size_t>(channels)),
      step_(static_cast<size_t>(channels)),
      per_window_(1 / static_cast<float>((2 * radius + 1) * (2 * radius + 1))),
      epsilon_(static_cast<float>(epsilon * 255 * 255)) {}

size_t GuidedFilter::scratch_bytes() const {
  const size_t ring = 2 * static_cast<size_t>(radius_) + 2;
  return values_ * (4 * sizeof(uint32_t) + 2 * (ring + 1) * sizeof(uint16_t));
}

GuidedFilter::Parts GuidedFilter::Divide(std::span<uint8_t> scratch) const {
  auto* sums = reinterpret_cast<uint32_t*>(scratch.data());
  auto* rows = reinterpret_cast<uint16_t*>(sums + 4 * values_);
  const size_t ring = (2 * static_cast<size_t>(radius_) + 2) * values_;
  return {.sums = sums,
          .squares = sums + values_,
          .scale_sums = sums + 2 * values_,
          .offset_sums = sums + 3 * values_,
          .scales = rows,
          .offsets = rows + ring,
          .mean_scale = rows + 2 * ring,
          .mean_offset = rows + 2 * ring + values_};
}

int GuidedFilter::Clamp(int y) const { return std::clamp(y, 0, height_ - 1); }

// Scale and offset of the line that fits a window best, for each window of a row.
void GuidedFilter::Fit(const Parts& parts, uint16_t* scale, uint16_t* offset) const {
  const auto radius = static_cast<size_t>(radius_);
  const size_t last = values_ / step_ - 1;
  for (size_t channel = 0; channel < step_; ++channel) {
    const auto at = [&](size_t x) { return std::min(x, last) * step_ + channel; };
    // The window of the first value: it sees itself in place of those on its left.
    uint32_t sum = parts.sums[channel] * (static_cast<uint32_t>(radius_) + 1);
    uint32_t square = parts.squares[channel] * (static_cast<uint32_t>(radius_) + 1);
    for (size_t x = 1; x <= radius; ++x) {
      sum += parts.sums[at(x)];
      square += parts.squares[at(x)];
    }
    for (size_t x = 0; x <= last; ++x) {
      const float mean = static_cast<float>(sum) * per_window_;
      const float variance = std::max(static_cast<float>(square) * per_window_ - mean * mean, 0.0F);
      const float slope = variance / (variance + epsilon_);
      scale[x * step_ + channel] = static_cast<uint16_t>(slope * kScaleOne + 0.5F);
      offset[x * step_ + channel] = static_cast<uint16_t>((mean - mean * slope) * kOffsetUnit + 0.5F);
      const size_t in = at(x + radius + 1);
      const size_t out = at(x > radius ? x - radius : 0);
      sum += parts.sums[in] - parts.sums[out];
      square += parts.squares[in] - parts.squares[out];
    }
  }
}

// Means over windows from the sums of their columns.
void GuidedFilter::Average(const uint32_t* columns, uint16_t* averages) const {
  const auto radius = static_cast<size_t>(radius_);
  const size_t last = values_ / step_ - 1;
  for (size_t channel = 0; channel < step_; ++channel) {
    const auto at = [&](size_t x) { return std::min(x, last) * step_ + channel; };
    uint32_t sum = columns[channel] * (static_cast<uint32_t>(radius_) + 1);
    for (size_t x = 1; x <= radius; ++x) sum += columns[at(x)];
    for (size_t x = 0; x <= last; ++x) {
      averages[x * step_ + channel] = static_cast<uint16_t>(static_cast<float>(sum) * per_window_ + 0.5F);
      sum += columns[at(x + radius + 1)] - columns[at(x > radius ? x - radius : 0)];
    }
  }
}

void GuidedFilter::Run(const GetRow& get, const PutRow& put, std::span<uint8_t> scratch) const {
  const Parts parts = Divide(scratch);
  const int ring = 2 * radius_ + 2;
  const auto scales = [&](int y) { return parts.scales + static_cast<size_t>(y % ring) * values_; };
  const auto offsets = [&](int y) { return parts.offsets + static_cast<size_t>(y % ring) * values_; };
  std::fill_n(parts.sums, 4 * values_, 0u);

  // Column sums of the window around row 0.
  for (int y = -radius_; y <= radius_; ++y) {
    const uint8_t* row = get(Clamp(y));
    for (size_t i = 0; i < values_; ++i) {
      parts.sums[i] += row[i];
      parts.squares[i] += uint32_t{row[i]} * row[i];
    }
  }
  // Rows are fitted once each; the windows of means follow as soon as their last row is there.
  int fitted = -1;
  const auto fit_to = [&](int y) {
    while (fitted < y) {
      ++fitted;
      Fit(parts, scales(fitted), offsets(fitted));
      Slide(get(Clamp(fitted + radius_ + 1)), get(Clamp(fitted - radius_)), values_, parts.sums, parts.squares);
    }
  };
  fit_to(Clamp(radius_));
  for (int y = -radius_; y <= radius_; ++y) {
    for (size_t i = 0; i < values_; ++i) {
      parts.scale_sums[i] += scales(Clamp(y))[i];
      parts.offset_sums[i] += offsets(Clamp(y))[i];
    }
  }
  for (int y = 0; y < height_; ++y) {
    Average(parts.scale_sums, parts.mean_scale);
    Average(parts.offset_sums, parts.mean_offset);
    put(y, parts.mean_scale, parts.mean_offset);
    const int in = Clamp(y + radius_ + 1);
    const int out = Clamp(y - radius_);
    fit_to(in);
    Slide(scales(in), scales(out), values_, parts.scale_sums);
    Slide(offsets(in), offsets(out), values_, parts.offset_sums);
  }
}

}  // namespace kinora
