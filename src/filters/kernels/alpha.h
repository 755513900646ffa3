// Between straight and premultiplied alpha.
#pragma once

#include "frame/frame_view.h"

namespace kinora {

// c * a / 255, rounded, in place. Opaque pixels stay as they are, and cost a look only. Whether all of them are.
bool Premultiply(const RgbaView& picture);

// The inverse, c * 255 / a rounded and at most 255; transparent pixels become transparent black.
void Unpremultiply(const RgbaView& picture);

// Sets alpha to 255.
void MakeOpaque(const RgbaView& picture);

// Whether no pixel lets anything through.
bool IsOpaque(const RgbaView& picture);

}  // namespace kinora
