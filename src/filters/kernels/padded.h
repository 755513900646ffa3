// Pictures with what their edges stand for around them, so that windows need not look where they are.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>

#include "filters/plan_builder.h"
#include "frame/frame_view.h"

namespace kinora {

class Padded {
 public:
  // A copy of `source` in `memory`, with `margin_x` pixels more on both sides and `margin_y` rows above and below.
  Padded(const RgbaView& source, int margin_x, int margin_y, Edge edge, std::span<uint8_t> memory)
      : stride_(4 * static_cast<ptrdiff_t>(source.width + 2 * margin_x)),
        origin_(memory.data() + stride_ * margin_y + ptrdiff_t{4} * margin_x) {
    for (int y = -margin_y; y < source.height + margin_y; ++y) {
      const int row = Place(y, source.height, edge);
      uint8_t* to = memory.data() + stride_ * (y + margin_y);
      if (row < 0) {
        std::memset(to, 0, static_cast<size_t>(stride_));
        continue;
      }
      const uint8_t* from = source.Row(row);
      for (int x = -margin_x; x < 0; ++x, to += 4) CopyPixel(from, Place(x, source.width, edge), to);
      std::memcpy(to, from, 4 * static_cast<size_t>(source.width));
      to += ptrdiff_t{4} * source.width;
      for (int x = source.width; x < source.width + margin_x; ++x, to += 4) {
        CopyPixel(from, Place(x, source.width, edge), to);
      }
    }
  }

  // Memory for it; vectors may be read beyond its end.
  static size_t Bytes(PictureSize size, int margin_x, int margin_y) {
    return 4 * static_cast<size_t>(size.width + 2 * margin_x) * static_cast<size_t>(size.height + 2 * margin_y) + 64;
  }

  const uint8_t* At(int x, int y) const { return origin_ + stride_ * y + ptrdiff_t{4} * x; }
  ptrdiff_t stride() const { return stride_; }

 private:
  // What stands for a place outside of [0, size); -1 for transparent black.
  static int Place(int at, int size, Edge edge) {
    if (at >= 0 && at < size) return at;
    switch (edge) {
      case Edge::kDuplicate:
        return std::clamp(at, 0, size - 1);
      case Edge::kTransparent:
        return -1;
      case Edge::kWrap:
        return (at % size + size) % size;
      case Edge::kMirror:
        break;
    }
    const int place = (at % (2 * size) + 2 * size) % (2 * size);
    return place < size ? place : 2 * size - 1 - place;
  }

  static void CopyPixel(const uint8_t* row, int place, uint8_t* to) {
    if (place < 0) {
      std::memset(to, 0, 4);
    } else {
      std::memcpy(to, row + ptrdiff_t{4} * place, 4);
    }
  }

  ptrdiff_t stride_;
  const uint8_t* origin_;
};

}  // namespace kinora
