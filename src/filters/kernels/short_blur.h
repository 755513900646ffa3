// Blurs by a short kernel: down and across row by row, out of a window of rows that stays in the caches.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "filters/kernels/line_blur.h"
#include "filters/kernels/row_window.h"
#include "filters/stage.h"

namespace kinora {

// The rows of one picture, blurred.
class ShortBlur {
 public:
  // Of a value: as PictureBlur::row_bits().
  static constexpr int kRowBits = 6;

  // Whether the line is one for it: taps, and rows that are not read again once they were written.
  static bool Fits(const LineBlur& line) { return line.tap_pairs > 0 && !line.periodic() && line.shift == 0; }

  static size_t ScratchBytes(int width, const LineBlur& line);

  // `line` is the blur both ways; Fits(line). All that is given must outlive the blur.
  ShortBlur(const RgbaView& source, const LineBlur& line, std::span<uint8_t> scratch);

  // A row as PictureBlur::Row gives it, with room for a multiple of 16 values, until the next call. To be called for
  // each y from 0 on, in order; then rows up to y may be overwritten.
  const int16_t* Row(int y);

 private:
  const LineBlur& line_;
  size_t width_;
  int16_t* between_;
  int16_t* row_;
  RowWindow window_;
};

// A stage that is such a blur and nothing else.
class ShortBlurStage final : public SpatialStage {
 public:
  explicit ShortBlurStage(const LineBlur& line) : line_(line) {}

  size_t scratch_bytes(PictureSize source) const override { return ShortBlur::ScratchBytes(source.width, line_); }
  bool in_place() const override { return true; }
  // Weights sum up to one exactly.
  bool keeps_opaque() const override { return line_.edge != Edge::kTransparent; }
  void Run(const RgbaView& source, const RgbaView& target, std::span<uint8_t> scratch,
           const FrameContext& context) const override;

 private:
  LineBlur line_;
};

}  // namespace kinora
