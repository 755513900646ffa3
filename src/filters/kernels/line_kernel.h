// Lines of pixels, sixteen side by side in lanes, so that rows and columns are filtered by the same code.
#pragma once

#include <cstddef>
#include <cstdint>

#include "filters/kernels/line_blur.h"

namespace kinora {

// Values at each position of a line buffer: those of 4 pixels of RGBA. See LineBlur for what a value is.
inline constexpr size_t kLineLanes = 16;

// Four rows side by side: lanes 4 * i to 4 * i + 3 are of row i.
void LoadFourRows(const uint8_t* const (&rows)[4], size_t pixels, int bits, int16_t* lanes);

// Where the pixel is that stands for the one at `at`, outside of a line of `length`; not for Edge::kTransparent.
int EdgePlace(int at, int length, Edge edge);

// Extends the line's pixels, from line.first_pixel() to line.end_pixel() in terms of FirstPixel, and filters them.
// `lanes` has line.room() positions; results are at its first line.results() ones.
int16_t* FirstPixel(const LineBlur& line, int16_t* lanes);
void FilterLine(const LineBlur& line, int16_t* lanes);

// Rounds `positions` times `bytes` values (at most kLineLanes, which is also the way from one to the next) to 8 bits;
// in `target` it is `stride` bytes.
void NarrowLanes(const int16_t* lanes, size_t positions, int bits, size_t bytes, ptrdiff_t stride, uint8_t* target);

// A row of `width` pixels of RGBA. `row` has room for a multiple of kLineLanes.
void NarrowRow(const int16_t* row, int width, int bits, uint8_t* target);

// A quarter of the way from `near` to `far`, for `count` values, rounded up to a multiple of 8.
void MixRows(const int16_t* near, const int16_t* far, size_t count, int16_t* target);

// `pixels` pixels of RGBA from the results of a line in blocks, linear between their centres: `blocks` has the result
// before the first one too. `bits` stay. `target` has room for a multiple of 4 pixels; of `blocks` two more than the
// last are read.
void InterpolateRow(const int16_t* blocks, int block_shift, size_t pixels, int16_t* target);

}  // namespace kinora
