// A run of pixels of one row, as pointwise stages see it: wide enough for sums, narrow enough for the first-level
// cache.
#pragma once

#include <cstddef>
#include <cstdint>

#include "frame/frame_view.h"

namespace kinora {

// Pixels a strip holds at most. Stages may process up to a multiple of kStripStep: the arrays have room for it, and
// what stands behind `count` is never stored.
inline constexpr size_t kStripPixels = 512;
inline constexpr size_t kStripStep = 16;

// 0 stands for 0 and kStripOne for 1, so that a saturating narrowing clamps at the top by itself.
inline constexpr int kStripOne = 32767;

// Not premultiplied. Red and blue take turns in one array, green and alpha in the other: that is how bytes fall apart
// without a shuffle, and what a dot product of pairs wants.
struct Strip {
  alignas(64) int16_t red_blue[2 * kStripPixels];
  alignas(64) int16_t green_alpha[2 * kStripPixels];
  size_t count = 0;  // pixels, 1 to kStripPixels
  int x = 0;         // of the first pixel in the picture
  int y = 0;
};

// Eight bits become 128.5 times as many, rounded down: 255 becomes kStripOne. `source` has 4 * strip.count bytes.
void LoadStrip(const uint8_t* source, PixelFormat format, Strip& strip);

// The nearest of eight bits. By shifts, since a product of fractions costs engines of WebAssembly five instructions.
constexpr uint8_t ToByte(int16_t value) { return static_cast<uint8_t>((value - (value >> 8) + 64) >> 7); }

// ToByte of each; RGBA. LoadStrip followed by StoreStrip changes nothing.
void StoreStrip(const Strip& strip, uint8_t* target);

}  // namespace kinora
