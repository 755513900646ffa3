// What a picture is before it is encoded: four bytes a pixel, borrowed from whoever owns them.
#pragma once

#include <cstddef>
#include <cstdint>

namespace kinora {

// The largest width or height: VP8 stores each in 14 bits (RFC 6386, section 9.1).
inline constexpr int kMaxDimension = 16383;

// The order of a pixel's four bytes in memory. Alpha is not premultiplied.
enum class PixelFormat : uint8_t { kRgba, kBgra };

// A borrowed picture; the pixels outlive the view. `data` points to the top left pixel. `stride`, the way from a row to
// the next one below, is in bytes and at least 4 * width; it is negative for pictures stored bottom up, as a read of
// WebGL's pixels gives them. No alignment is asked for.
struct FrameView {
  const uint8_t* data = nullptr;
  int width = 0;   // pixels
  int height = 0;  // pixels
  ptrdiff_t stride = 0;
  PixelFormat format = PixelFormat::kRgba;
};

// A borrowed picture that may be written: RGBA, else as FrameView.
struct RgbaView {
  uint8_t* data = nullptr;
  int width = 0;   // pixels
  int height = 0;  // pixels
  ptrdiff_t stride = 0;

  uint8_t* Row(int y) const { return data + y * stride; }
};

}  // namespace kinora
