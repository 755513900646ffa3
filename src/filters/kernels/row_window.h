// The rows around a row, widened by what stands outside of the picture: what a filter with a window reads.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

#include "filters/plan_builder.h"
#include "frame/frame_view.h"

namespace kinora {

// Pixels that kernels work on at once at most: rows have room for multiples of it, which is never stored.
inline constexpr size_t kWindowStep = 16;

class RowWindow {
 public:
  // The largest radius.
  static constexpr int kMostRadius = 20;

  // Turns pixels of four bytes into what the filter computes with; `pixels` is a multiple of kWindowStep, and `mode`
  // what the window was given.
  using Convert = void(const uint8_t* rgba, size_t pixels, int mode, uint8_t* row);

  // Of a window of 2 * radius + 1 rows for a picture of `width`, with `pixel_bytes` for a pixel.
  static size_t ScratchBytes(int width, int radius, size_t pixel_bytes);

  // How many pixels a row has, with what it has room for.
  static size_t RowPixels(int width, int radius);

  // `convert` may be nullptr: bytes as they are. All that is given must outlive the window.
  RowWindow(const RgbaView& source, int radius, Edge edge, size_t pixel_bytes, Convert* convert,
            std::span<uint8_t> scratch, int mode = 0);

  // The rows from y - radius to y + radius; each begins `radius` pixels before the picture. To be called for each y
  // from 0 on, in order. With duplicated or transparent edges, rows before y may be overwritten between calls, and row
  // y may after the last one.
  const uint8_t* const* Advance(int y);

 private:
  void Load(int y);
  uint8_t* Slot(int y) const;

  RgbaView source_;
  int radius_;
  Edge edge_;
  Convert* convert_;
  int mode_;
  size_t row_bytes_;
  uint8_t* pixels_;  // a row before it is converted
  uint8_t* slots_;
  std::array<const uint8_t*, 2 * kMostRadius + 1> rows_{};
};

}  // namespace kinora
