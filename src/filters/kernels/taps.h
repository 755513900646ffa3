// Weighted sums of neighbours, on rows of 16-bit values.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace kinora {

// Values are colours times alpha, unrounded, so that 8 bits that were multiplied are not made coarse and then strong:
// 0 to 255 * 255, minus this.
inline constexpr int kProductMiddle = 32512;
inline constexpr double kProductUnit = 255;  // of a level
inline constexpr size_t kProductBytes = 8;   // of a pixel

enum class TapColors : uint8_t {
  kPremultiplied,  // colours times alpha, alpha times 255
  kStraight,       // everything times 255
  kLuma,           // luma (0.2126, 0.7152, 0.0722) of the colours times alpha, in place of each of them
};

// For RowWindow; `mode` is TapColors.
void ConvertToProducts(const uint8_t* rgba, size_t pixels, int mode, uint8_t* row);
// The same for colours times alpha from 0 on, divided by 2^shift and rounded; shift 1 to 7.
void ConvertToShiftedProducts(const uint8_t* rgba, size_t pixels, int shift, uint8_t* row);

// The sum of the values at `at`, each times its weight. Absolute weights sum up to kMostWeight at most, so that the sum
// fits in 32 bits.
struct TapSum {
  static constexpr int kMostWeight = 65535;
  static constexpr size_t kMostTaps = 50;

  void Add(const int16_t* from, int16_t weight) {
    at[count] = from;
    weights[count++] = weight;
    // The kernel takes two at a time.
    at[count] = from;
    weights[count] = 0;
  }

  size_t count = 0;
  const int16_t* at[kMostTaps + 1];
  int16_t weights[kMostTaps + 1];
};

// round(first * scale + offset), or with two sums round(sqrt(first^2 + second^2) * scale), clamped to 8 bits. `count`
// is rounded up to a multiple of 16.
void StoreSums(std::span<const TapSum> sums, float scale, float offset, size_t count, uint8_t* target);

// Alpha of each pixel of products in each of its channels.
void SpreadAlpha(const int16_t* products, size_t pixels, int16_t* target);
// Alpha of the one in the other, both RGBA in 8 bits.
void CopyAlpha(const uint8_t* source, size_t pixels, uint8_t* target);

}  // namespace kinora
