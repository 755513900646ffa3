// Which Y'CbCr a recording is written in. The converter, the VP9 bitstream and WebM's Colour element agree on it.
#pragma once

#include <cstdint>

namespace kinora {

enum class ColorSpace : uint8_t {
  kBt601,  // ITU-R BT.601 matrix, limited range (Y 16 to 235, chroma 16 to 240): every player's default
  kBt709,  // ITU-R BT.709 matrix, limited range
};

}  // namespace kinora
