#include "frame/i420.h"

#include <cstdint>
#include <cstring>
#include <utility>

#include "catch_amalgamated.hpp"
#include "frame/frame_view.h"

namespace kinora {
namespace {

struct Size {
  int width;
  int height;
};

void Fill(uint8_t* plane, ptrdiff_t stride, int width, int height, uint8_t value) {
  for (int row = 0; row < height; ++row) std::memset(plane + row * stride, value, static_cast<size_t>(width));
}

bool Holds(const uint8_t* plane, ptrdiff_t stride, int width, int height, uint8_t value) {
  for (int row = 0; row < height; ++row) {
    for (int column = 0; column < width; ++column) {
      if (plane[row * stride + column] != value) return false;
    }
  }
  return true;
}

bool IsAligned(const uint8_t* plane, ptrdiff_t stride) {
  return reinterpret_cast<uintptr_t>(plane) % AlignedBuffer::kAlignment == 0 &&
         static_cast<size_t>(stride) % AlignedBuffer::kAlignment == 0;
}

}  // namespace

TEST_CASE("I420Frame has planes of its own of the right sizes", "[frame]") {
  const Size size = GENERATE(Size{1, 1}, Size{2, 2}, Size{3, 5}, Size{64, 64}, Size{65, 33}, Size{127, 2},
                             Size{kMaxDimension, 1}, Size{1, kMaxDimension});
  CAPTURE(size.width, size.height);
  Result<I420Frame> frame = I420Frame::Create(size.width, size.height);
  REQUIRE(frame);
  const I420View& view = frame->view();
  CHECK(view.width == size.width);
  CHECK(view.height == size.height);
  CHECK(IsAligned(view.y, view.stride_y));
  CHECK(IsAligned(view.u, view.stride_u));
  CHECK(IsAligned(view.v, view.stride_v));
  CHECK(view.stride_u == view.stride_v);

  const int chroma_width = (size.width + 1) / 2;
  const int chroma_height = (size.height + 1) / 2;
  Fill(view.y, view.stride_y, size.width, size.height, 1);
  Fill(view.u, view.stride_u, chroma_width, chroma_height, 2);
  Fill(view.v, view.stride_v, chroma_width, chroma_height, 3);
  CHECK(Holds(view.y, view.stride_y, size.width, size.height, 1));
  CHECK(Holds(view.u, view.stride_u, chroma_width, chroma_height, 2));
  CHECK(Holds(view.v, view.stride_v, chroma_width, chroma_height, 3));
}

TEST_CASE("I420Frame keeps its planes when it moves", "[frame]") {
  Result<I420Frame> frame = I420Frame::Create(16, 16);
  REQUIRE(frame);
  uint8_t* const y = frame->view().y;
  y[0] = 99;
  I420Frame moved = *std::move(frame);
  CHECK(moved.view().y == y);
  CHECK(moved.view().y[0] == 99);
}

TEST_CASE("I420Frame refuses sizes outside 1 to 16383", "[frame]") {
  for (const int bad : {0, -1, kMaxDimension + 1, 1 << 30}) {
    CAPTURE(bad);
    const Result<I420Frame> wide = I420Frame::Create(bad, 16);
    REQUIRE_FALSE(wide);
    CHECK(wide.error() == Error{ErrorCode::kInvalidArgument, "width", static_cast<double>(bad),
                                "width must be from 1 to 16383, got " + std::to_string(bad)});
    const Result<I420Frame> high = I420Frame::Create(16, bad);
    REQUIRE_FALSE(high);
    CHECK(high.error() == Error{ErrorCode::kInvalidArgument, "height", static_cast<double>(bad),
                                "height must be from 1 to 16383, got " + std::to_string(bad)});
  }
}

}  // namespace kinora
