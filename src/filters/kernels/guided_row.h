// Rows of the guided filter: sums of columns, and what windows along them give. Rows have two fields, the second
// `stride` after the first, of 4 lanes a position; sums have the same.
#pragma once

#include <cstddef>
#include <cstdint>

namespace kinora {

// Bits behind the point of results.
inline constexpr int kGuidedResultBits = 6;

// The second field of values: their squares.
void SquareRow(const int16_t* values, size_t count, int16_t* squares);

// One row comes, another goes.
void SlideSums(const int16_t* coming, const int16_t* going, size_t count, int32_t* sums);

// From sums of values in [-128, 127] and of their squares: a and b of windows of `window` rows and columns, in 16 bits.
void GuidedCoefficients(const int32_t* sums, size_t stride, size_t window, size_t positions, float epsilon, int16_t* a);

// From sums of a and of b: mean(a) * value + mean(b), times 2^kGuidedResultBits.
void GuidedResults(const int32_t* sums, size_t stride, size_t window, size_t positions, const int16_t* values,
                   int16_t* results);

// What is in 8 bits, minus 128.
void CenterBytes(const uint8_t* source, size_t count, int16_t* target);
// Rounds results and adds 128; alpha is that of `source`. All RGBA.
void NarrowResults(const int16_t* results, const uint8_t* source, size_t pixels, uint8_t* target);

}  // namespace kinora
