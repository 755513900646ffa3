// I420: a full-size luma plane and two chroma planes of half the width and height, rounded up.
#pragma once

#include <cstddef>
#include <cstdint>

#include "base/aligned_buffer.h"
#include "base/result.h"

namespace kinora {

// Borrowed planes. `stride_y`, `stride_u`, `stride_v` are in bytes. Chroma planes are (width + 1) / 2 by
// (height + 1) / 2.
struct I420View {
  uint8_t* y = nullptr;
  uint8_t* u = nullptr;
  uint8_t* v = nullptr;
  ptrdiff_t stride_y = 0;
  ptrdiff_t stride_u = 0;
  ptrdiff_t stride_v = 0;
  int width = 0;   // luma samples
  int height = 0;  // luma samples
};

// Owns its planes. Rows start on a 64-byte boundary; contents are not initialised.
class I420Frame {
 public:
  // `width` and `height` are from 1 to kMaxDimension; else kInvalidArgument. May fail with kOutOfMemory.
  static Result<I420Frame> Create(int width, int height);

  const I420View& view() { return view_; }

 private:
  AlignedBuffer buffer_;
  I420View view_;
};

}  // namespace kinora
