// RGBA or BGRA to I420.
#pragma once

#include "color/color_space.h"
#include "frame/frame_view.h"
#include "frame/i420.h"

namespace kinora {

// Converts `source` into `target`, which has the same width and height. Alpha is ignored. Any size from 1x1, odd ones
// too, and any stride; nothing outside the rows is read or written.
//
// Y = 16 + 219 * (kr R + kg G + kb B), Cb = 128 + 224 * (B - Y') / (2 - 2 kb), Cr = 128 + 224 * (R - Y') / (2 - 2 kr),
// with R, G, B in [0, 1] (ITU-R BT.601-7 section 2.5, BT.709-6 section 3). Chroma is the mean of a 2x2 block; the last
// column or row stands in for the one missing at an odd edge.
// Contract: within 1 level of the exact value, and the same bytes on every SIMD target.
void ConvertToI420(const FrameView& source, ColorSpace color_space, const I420View& target);

}  // namespace kinora
