// The transfer function of sRGB (IEC 61966-2-1).
#pragma once

namespace kinora {

// From an encoded value in [0, 1] to linear light, and back.
double SrgbToLinear(double value);
double LinearToSrgb(double value);

}  // namespace kinora
