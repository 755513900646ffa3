// Rows of pictures together with the same rows blurred, as PictureBlur::Row gives them: values of 8 bits minus 128,
// times 2^bits, bits at most 6. `source` and `target` may be the same.
#pragma once

#include <cstddef>
#include <cstdint>

namespace kinora {

// Weights of MixBlurred are multiples of 2^-kMixBits.
inline constexpr int kMixBits = 12;

// c + weight * d, where d is c - blurred, brought nearer to 0 by `threshold` (in units of blurred values); weight from
// -1 (blurred) to 7 (sharpened).
void MixBlurred(const uint8_t* source, const int16_t* blurred, int bits, int weight, int threshold, size_t count,
                uint8_t* target);

// 1 - (1 - c) * (1 - intensity * blurred); intensity from 0 to 2.
void ScreenBlurred(const uint8_t* source, const int16_t* blurred, int bits, double intensity, size_t count,
                   uint8_t* target);

}  // namespace kinora
