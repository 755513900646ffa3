// What ConvertToI420 approximates: the formula in double precision, a pixel at a time. Never optimised, never shipped.
#pragma once

#include <vector>

#include "color/color_space.h"
#include "frame/frame_view.h"

namespace kinora::reference {

// The planes one row after another, top down, not rounded.
struct ExactI420 {
  std::vector<double> y;
  std::vector<double> u;
  std::vector<double> v;
};

ExactI420 ConvertToI420(const FrameView& source, ColorSpace color_space);

}  // namespace kinora::reference
