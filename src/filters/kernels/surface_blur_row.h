// A row of a surface blur: each value's neighbours in the window, weighed by how little they differ from it.
#pragma once

#include <cstddef>
#include <cstdint>

namespace kinora {

// `rows` are the 2 * radius + 1 rows around it, of 16-bit values that are not negative, each beginning `radius` pixels
// of four values before the picture. A weight is `limit` minus the difference, at least 0. Those of a row of the window
// fit in 16 bits without a sign, and their products with the differences, of all the window, in 32 with one. Results
// are multiplied by `unit` and rounded to 8 bits. `count` is rounded up to a multiple of 8.
void SurfaceBlurRow(const uint8_t* const* rows, size_t radius, int limit, float unit, size_t count, uint8_t* target);

}  // namespace kinora
