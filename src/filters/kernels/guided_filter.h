// The guided filter (He, Sun and Tang 2013) with each plane as its own guide:
//   a = variance / (variance + epsilon), b = mean - a * mean, result = mean(a) * value + mean(b),
// means of square windows, by running sums: the same cost for any radius. What is outside of the picture is duplicated,
// of values, of a and of b.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "filters/kernels/guided_row.h"

namespace kinora {

// Where rows come from and go to. A row has positions of four lanes, 16 bits each: the four channels of a pixel, or a
// plane in four segments side by side, so that lane k of position p is of column k * positions + p.
class GuidedRows {
 public:
  virtual ~GuidedRows() = default;

  // Values of 8 bits minus 128. Called for each row once, from the top.
  virtual void Load(int y, int16_t* row) const = 0;
  // `values` are those of Load, `results` are 2^kGuidedResultBits times as precise. Called for each row once, from the
  // top, after the rows up to y + radius were loaded.
  virtual void Store(int y, const int16_t* values, const int16_t* results) const = 0;
};

class GuidedFilter {
 public:
  enum class Lanes : uint8_t { kChannels, kSegments };

  // `epsilon` for values in [0, 1]; radius 1 to 100.
  GuidedFilter(int width, int height, int radius, double epsilon, Lanes lanes);

  size_t positions() const { return positions_; }
  size_t scratch_bytes() const;

  void Run(const GuidedRows& rows, std::span<uint8_t> scratch) const;

 private:
  size_t RowLanes() const { return 4 * (positions_ + 2 * radius_); }
  // With room for a vector at the end.
  size_t Stride() const { return RowLanes() + 16; }
  // The window, and the row that leaves it.
  size_t RingRows() const { return 2 * radius_ + 2; }
  // Rows in a ring, two fields each.
  int16_t* Row(int16_t* ring, int y) const;
  // Sums of the window's columns around row y, from those around the row before.
  void Advance(int16_t* ring, int y, const int16_t* nothing, int32_t* sums) const;
  // Fills what is outside of the picture on both sides.
  void Pad(int16_t* row) const;

  size_t width_;
  int height_;
  size_t radius_;
  float epsilon_;
  Lanes lanes_;
  size_t positions_;
};

}  // namespace kinora
