// A colour that was looked up for a pixel, to be laid over it.
#pragma once

#include <cstdint>

namespace kinora {

// In the order of a strip's words.
struct alignas(8) Colorant {
  int16_t red;
  int16_t blue;
  int16_t green;
  int16_t share;  // 0: the pixel stays; kStripOne: it becomes the colour
};

}  // namespace kinora
