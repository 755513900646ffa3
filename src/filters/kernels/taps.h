// Weighted sums of neighbours, on rows of 16-bit values.
#pragma once

#include <cstddef>
#include <cstdint>

namespace kinora {

// Values are colours times alpha, unrounded, so that 8 bits that were multiplied are not made coarse and then strong:
// 0 to 255 * 255, minus this.
inline constexpr int kProductMiddle = 32512;
inline constexpr double kProductUnit = 255;  // of a level
inline constexpr size_t kProductBytes = 8;   // of a pixel

// For RowWindow, with any shift. Colours times alpha, alpha times 255.
void ConvertToProducts(const uint8_t* rgba, size_t pixels, int shift, uint8_t* row);
// Everything times 255.
void ConvertToStraight(const uint8_t* rgba, size_t pixels, int shift, uint8_t* row);
// Luma (0.2126, 0.7152, 0.0722) of the products in place of each colour.
void ConvertToLuma(const uint8_t* rgba, size_t pixels, int shift, uint8_t* row);

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

// round(sum * scale + offset), clamped to 8 bits. `count` is rounded up to a multiple of 16.
void StoreSum(const TapSum& sum, float scale, float offset, size_t count, uint8_t* target);
// round(sqrt(across^2 + down^2) * scale) in the same way.
void StoreMagnitude(const TapSum& across, const TapSum& down, float scale, size_t count, uint8_t* target);

}  // namespace kinora
