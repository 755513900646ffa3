// The inner loops of scaling, on premultiplied pixels: first along the rows, then across them.
#pragma once

#include <cstddef>
#include <cstdint>

#include "filters/kernels/resample_weights.h"

namespace kinora {

// Values between the two directions are multiples of 2^-kBetweenBits of a level: with the overshoot of Lanczos they
// still fit 16 bits.
inline constexpr int kBetweenBits = 6;

// Pixels that MakePairs and BlendRows take together: their arrays have room for a multiple of it.
inline constexpr size_t kResampleStep = 4;

// Each pixel beside its right neighbour, channel by channel: what a dot product of pairs wants. Reads `count` pixels
// and one more, both rounded up to kResampleStep; writes 8 numbers for each, aligned to 16 bytes.
void MakePairs(const uint8_t* pixels, size_t count, int16_t* pairs);

// Weighs the pairs of a row, of which the first belongs to the pixel at `-padding`: 4 numbers for each of `weights`'
// results, and room for one more result.
void ResampleRow(const int16_t* pairs, int padding, const ResampleWeights& weights, int16_t* target);

// Weighs `count` rows of `width` pixels each, rounds, and clamps: alpha to a byte, colours to alpha. Writes RGBA.
void BlendRows(const int16_t* const* rows, const int16_t* weights, int count, int width, uint8_t* target);

// The means of two by two pixels, rounded: `width` pixels of two rows of twice as many.
void HalveRows(const uint8_t* above, const uint8_t* below, size_t width, uint8_t* target);

}  // namespace kinora
