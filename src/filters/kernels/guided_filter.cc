#include "filters/kernels/guided_filter.h"

#include <algorithm>

namespace kinora {

GuidedFilter::GuidedFilter(int width, int height, int radius, double epsilon, Lanes lanes)
    : width_(static_cast<size_t>(width)),
      height_(height),
      radius_(static_cast<size_t>(radius)),
      epsilon_(static_cast<float>(epsilon * 255 * 255)),
      lanes_(lanes),
      positions_(lanes == Lanes::kChannels ? width_ : (width_ + 3) / 4) {}

size_t GuidedFilter::scratch_bytes() const {
  const size_t rows = 2 * (2 * RingRows() + 1);
  return Stride() * (rows * sizeof(int16_t) + 4 * sizeof(int32_t));
}

void GuidedFilter::Pad(int16_t* row) const {
  const auto radius = static_cast<ptrdiff_t>(radius_);
  const auto positions = static_cast<ptrdiff_t>(positions_);
  for (ptrdiff_t lane = 0; lane < 4; ++lane) {
    const ptrdiff_t begin = lanes_ == Lanes::kSegments ? lane * positions : 0;
    const auto fill = [&](ptrdiff_t from, ptrdiff_t to) {
      for (ptrdiff_t at = from; at < to; ++at) {
        const ptrdiff_t column = std::clamp<ptrdiff_t>(begin + at, 0, static_cast<ptrdiff_t>(width_) - 1);
        const ptrdiff_t place = lanes_ == Lanes::kSegments ? column % positions : column;
        const ptrdiff_t from_lane = lanes_ == Lanes::kSegments ? column / positions : lane;
        row[4 * (at + radius) + lane] = row[4 * (place + radius) + from_lane];
      }
    };
    fill(-radius, 0);
    // The last segments may be shorter than the others.
    fill(std::clamp<ptrdiff_t>(static_cast<ptrdiff_t>(width_) - begin, 0, positions), positions + radius);
  }
}

int16_t* GuidedFilter::Row(int16_t* ring, int y) const {
  return ring + 2 * Stride() * (static_cast<size_t>(std::clamp(y, 0, height_ - 1)) % RingRows());
}

void GuidedFilter::Advance(int16_t* ring, int y, const int16_t* nothing, int32_t* sums) const {
  const int radius = static_cast<int>(radius_);
  // The first window is filled row by row.
  for (int coming = y == 0 ? -radius : y + radius; coming <= y + radius; ++coming) {
    const int16_t* going = y == 0 ? nothing : Row(ring, y - radius - 1);
    SlideSums(Row(ring, coming), going, 2 * Stride(), sums);
  }
}

void GuidedFilter::Run(const GuidedRows& rows, std::span<uint8_t> scratch) const {
  const size_t stride = Stride();
  const size_t window = 2 * radius_ + 1;
  const size_t begin = 4 * radius_;
  const int radius = static_cast<int>(radius_);
  auto* value_sums = reinterpret_cast<int32_t*>(scratch.data());
  int32_t* coefficient_sums = value_sums + 2 * stride;
  auto* nothing = reinterpret_cast<int16_t*>(value_sums + 4 * stride);
  // Zeros are needed for the first windows alone, before there are results.
  int16_t* results = nothing;
  int16_t* values = nothing + 2 * stride;
  int16_t* coefficients = values + 2 * RingRows() * stride;
  std::fill_n(value_sums, 4 * stride, 0);
  std::fill_n(nothing, 2 * stride, int16_t{0});

  // Values are loaded `radius` rows ahead of coefficients, and those made as far ahead of results.
  for (int y = -radius; y < height_ + radius; ++y) {
    if (y + radius < height_) {
      int16_t* row = Row(values, y + radius);
      rows.Load(y + radius, row + begin);
      Pad(row);
      SquareRow(row, RowLanes(), row + stride);
    }
    if (y >= 0 && y < height_) {
      Advance(values, y, nothing, value_sums);
      int16_t* a = Row(coefficients, y);
      GuidedCoefficients(value_sums, stride, window, positions_, epsilon_, a + begin);
      Pad(a);
      Pad(a + stride);
    }
    const int result = y - radius;
    if (result < 0) continue;
    Advance(coefficients, result, nothing, coefficient_sums);
    const int16_t* at = Row(values, result) + begin;
    GuidedResults(coefficient_sums, stride, window, positions_, at, results);
    rows.Store(result, at, results);
  }
}

}  // namespace kinora
