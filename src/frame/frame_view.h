// What a picture is before it is encoded: four bytes a pixel, borrowed from whoever owns them.
#pragma once

#include <cstddef>
#include <cstdint>

namespace kinora {

// The largest width or height: VP8 stores each in 14 bits (RFC 6386, section 9.1).
inline constexpr int kMaxDimension = 16383;

// The order of a pixel's four bytes in memory. Alpha is not premultiplied.
enum class PixelFormat : uint8_t { kRgba, kBgra };

// A borrowed picture; the pixels outlive the view. `stride` is in bytes, at least 4 * width, and may be negative for
// pictures stored bottom up. No alignment is asked for.
struct FrameView {
  const uint8_t* data = nullptr;
  int width = 0;   // pixels
  int height = 0;  // pixels
  ptrdiff_t stride = 0;
  PixelFormat format = PixelFormat::kRgba;
};

}  // namespace kinora
