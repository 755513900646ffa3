// A Gaussian blur along one axis, in the integers of the kernels: what is convolved with what.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>

#include "filters/plan_builder.h"

namespace kinora {

// Sums of `count` neighbours times `weight`, and of the one before and the one behind them times `end_weight`. Weights
// are multiples of 2^-16 and sum up to 1.
struct Box {
  int count = 0;
  int16_t weight = 0;
  int16_t end_weight = 0;
  double variance = 0;  // square pixels
};

// A line of pixels becomes blocks of `block` pixels (1: none), is extended by its edges, convolved with three boxes or
// with one short kernel, and the result is interpolated between the blocks, so that the work for a pixel is the same
// for all deviations. Blocks of two are 1 3 3 1 eighths of the pixels around, which leaves nothing that the blur would
// not have taken away; what they and the interpolation blur is taken from the boxes. Larger ones are means, of at most
// a 24th of the deviation, so that nobody sees them.
//
// Values between are those of 8 bits minus 128, times 2^bits, in 16 bits.
struct LineBlur {
  int length = 0;       // pixels
  int shift = 0;        // pixels that the line is moved by before; only where what lies outside is transparent
  int block_shift = 0;  // a block has 2^block_shift pixels
  int pad = 0;          // blocks before the first result that are looked at, and behind the last
  int bits = 6;
  Edge edge = Edge::kDuplicate;

  int box_count = 0;
  std::array<Box, 3> boxes;
  // When there are no boxes: tap_pairs times 2 taps, of twice the centre, of the sum of its two neighbours, and so on;
  // multiples of 2^-16.
  int tap_pairs = 0;
  std::array<int16_t, 8> taps{};

  bool is_identity() const { return pad == 0 && shift == 0; }
  bool periodic() const { return edge == Edge::kWrap || edge == Edge::kMirror; }
  // Results beyond the first and the last block, for interpolating up to the edges.
  int margin() const { return block_shift > 0 ? 1 : 0; }
  int blocks() const { return (length + (1 << block_shift) - 1) >> block_shift; }
  int results() const { return blocks() + 2 * margin(); }
  // Whether what lies outside is put together pixel by pixel, not block by block.
  bool extends_pixels() const {
    return block_shift == 0 || periodic() || shift != 0 || (block_shift == 1 && edge == Edge::kTransparent);
  }
  int positions() const { return results() + 2 * pad; }
  // Pixels before the first result that are put together, and the place behind the last.
  int pixels_before() const { return extends_pixels() ? (pad + margin()) << block_shift : 0; }
  int pixels_end() const { return ((extends_pixels() ? positions() : blocks()) << block_shift) - pixels_before(); }
  // The first and the end of the line's pixels that are looked at, after they were moved.
  int first_pixel() const { return std::clamp(shift, -pixels_before(), pixels_end()); }
  int end_pixel() const { return std::clamp(shift + length, -pixels_before(), pixels_end()); }
  // Room that the kernels need for a line, in positions.
  size_t room() const {
    return static_cast<size_t>(positions() + (block_shift > 0 ? pixels_before() + pixels_end() : 0));
  }
};

// For a line of `length` pixels and a standard deviation of 0 to 10000 pixels. Below 2 the kernel is the Gaussian cut
// at three deviations; from there on it is three boxes with fractional ends, which have exactly the variance asked for.
// With Parity::kChromium it is the three whole boxes of Filter Effects 1 (feGaussianBlur) for every deviation.
LineBlur MakeLineBlur(int length, double deviation, Edge edge, Parity parity);

// One box of `size` pixels, 0 to 10000, with fractional ends; up to 1 it changes nothing.
LineBlur MakeLineMean(int length, double size, Edge edge);

}  // namespace kinora
