// The alpha of RGBA or BGRA as a picture of its own.
#pragma once

#include "frame/frame_view.h"
#include "frame/i420.h"

namespace kinora {

// Fills `target`, of the same size as `source`: luma is alpha, 0 to 255 for 0 to 255, and chroma is 128 throughout.
// Exact. Nothing outside the rows is read or written.
void AlphaToI420(const FrameView& source, const I420View& target);

}  // namespace kinora
