// Weighted sums of neighbours, on rows of 16-bit values.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace kinora {

inline constexpr size_t kTapBytes = 8;  // of a pixel

// What 1 of 8 bits is, in rows of ConvertToLuma.
inline constexpr int kLumaShift = 7;

// For RowWindow. Values of 8 bits, times 2^shift.
void WidenBytes(const uint8_t* rgba, size_t pixels, int shift, uint8_t* row);
// Luma (0.2126, 0.7152, 0.0722) in place of each colour, and alpha, all times 2^kLumaShift.
void ConvertToLuma(const uint8_t* rgba, size_t pixels, int mode, uint8_t* row);

// The sum of values, each times its weight. It must fit in 32 bits.
class TapSum {
 public:
  static constexpr size_t kMostTaps = 50;

  // What the kernel takes at a time: the second one's weight is in the upper half.
  struct Pair {
    const int16_t* at[2];
    uint32_t weights;
  };

  void Add(const int16_t* at, int16_t weight) {
    const auto bits = static_cast<uint16_t>(weight);
    if (odd_) {
      pairs_[count_ - 1].at[1] = at;
      pairs_[count_ - 1].weights |= static_cast<uint32_t>(bits) << 16;
    } else {
      pairs_[count_++] = {.at = {at, at}, .weights = bits};
    }
    odd_ = !odd_;
  }

  std::span<const Pair> pairs() const { return {pairs_, count_}; }

 private:
  size_t count_ = 0;
  bool odd_ = false;
  Pair pairs_[kMostTaps / 2];
};

// round(sum * scale), clamped to 8 bits. `count` is rounded up to a multiple of 16.
void StoreSum(const TapSum& sum, float scale, size_t count, uint8_t* target);
// round(sqrt(across^2 + down^2) * scale) in the same way, of sums below 2^15.
void StoreMagnitudes(const TapSum& across, const TapSum& down, float scale, size_t count, uint8_t* target);

// Alpha of each pixel of a row in each of its channels.
void SpreadAlpha(const int16_t* row, size_t pixels, int16_t* target);
// Alpha of a row whose values are shifted by `shift`, as that of `target`, RGBA in 8 bits. `count`, of values, is
// rounded up to a multiple of 16.
void CopyAlpha(const int16_t* row, int shift, size_t count, uint8_t* target);

}  // namespace kinora
