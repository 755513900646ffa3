// Medians of a row by sorting networks: columns of the window are sorted once, and merged for each of the pixels that
// see them.
#pragma once

#include <cstddef>
#include <cstdint>

namespace kinora {

// `rows` are the 2 * radius + 1 rows around it, RGBA, each beginning `radius` pixels before the picture and of
// `widened` bytes, a multiple of 16; `sorted` are as many rows to work in, with 16 bytes more. `count`, the bytes of
// the result, is rounded up to a multiple of 16. Radius 1 to 3.
void MedianRow(int radius, const uint8_t* const* rows, uint8_t* const* sorted, size_t widened, size_t count,
               uint8_t* target);

}  // namespace kinora
