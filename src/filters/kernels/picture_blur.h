// Blurs of whole pictures: lines across, then lines down.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "filters/kernels/line_blur.h"
#include "filters/stage.h"

namespace kinora {

class PictureBlur {
 public:
  // What is blurred.
  enum class Channels : uint8_t { kRgba = 4, kAlpha = 1 };

  // The same deviation both ways; see MakeLineBlur.
  PictureBlur(PictureSize size, double deviation, Edge edge, Parity parity, Channels channels = Channels::kRgba);
  PictureBlur(const LineBlur& across, const LineBlur& down, Channels channels = Channels::kRgba);

  bool is_identity() const { return across_.is_identity() && down_.is_identity(); }
  // Weights sum up to one exactly, so what is the same everywhere stays so.
  bool keeps_opaque() const { return across_.edge != Edge::kTransparent && down_.edge != Edge::kTransparent; }

  // Bytes that the functions below need, aligned for SIMD.
  size_t scratch_bytes() const;

  // From premultiplied RGBA to the same (kRgba only); `source` and `target` may be the same.
  void Run(const RgbaView& source, const RgbaView& target, std::span<uint8_t> scratch) const;

  // For those who want it more precise than 8 bits: after Blur, Row gives rows of the result, in `scratch`; each until
  // the next call. A value is that of 8 bits minus 128, times 2^row_bits().
  void Blur(const RgbaView& source, std::span<uint8_t> scratch) const;
  const int16_t* Row(int y, std::span<uint8_t> scratch) const;
  int row_bits() const { return down_.block_shift > 1 ? kInterpolatedBits : down_.bits; }

 private:
  // Of values between rows of blocks of more than two: as many as fit in 16 bits with room for sums.
  static constexpr int kInterpolatedBits = 6;

  struct Parts;
  Parts Divide(std::span<uint8_t> scratch) const;
  size_t channels() const { return static_cast<size_t>(channels_); }
  void FilterRows(const RgbaView& source, const Parts& parts) const;
  // Into `target` if there is one, else in place.
  void FilterColumns(const Parts& parts, const RgbaView* target) const;

  LineBlur across_;
  LineBlur down_;
  Channels channels_;
  size_t stride_;  // values from a row of blocks to the next
};

// A stage that is a blur and nothing else.
class BlurStage final : public SpatialStage {
 public:
  explicit BlurStage(const PictureBlur& blur) : blur_(blur) {}

  size_t scratch_bytes(PictureSize) const override { return blur_.scratch_bytes(); }
  bool in_place() const override { return true; }
  bool keeps_opaque() const override { return blur_.keeps_opaque(); }
  void Run(const RgbaView& source, const RgbaView& target, std::span<uint8_t> scratch,
           const FrameContext&) const override {
    blur_.Run(source, target, scratch);
  }

 private:
  PictureBlur blur_;
};

}  // namespace kinora
