#include "frame/i420.h"

#include <utility>

#include "frame/frame_view.h"

namespace kinora {

Result<I420Frame> I420Frame::Create(int width, int height) {
  if (width < 1 || width > kMaxDimension) return OutOfRange("width", width, "from 1 to 16383");
  if (height < 1 || height > kMaxDimension) return OutOfRange("height", height, "from 1 to 16383");

  const auto aligned = [](int samples) {
    const size_t alignment = AlignedBuffer::kAlignment;
    return (static_cast<size_t>(samples) + alignment - 1) / alignment * alignment;
  };
  const size_t stride_y = aligned(width);
  const size_t stride_uv = aligned((width + 1) / 2);
  const size_t size_y = stride_y * static_cast<size_t>(height);
  const size_t size_uv = stride_uv * static_cast<size_t>((height + 1) / 2);

  Result<AlignedBuffer> buffer = AlignedBuffer::Allocate(size_y + 2 * size_uv, "frame");
  if (!buffer) return std::unexpected(std::move(buffer).error());

  I420Frame frame;
  frame.buffer_ = *std::move(buffer);
  uint8_t* const y = frame.buffer_.data();
  frame.view_ = {.y = y,
                 .u = y + size_y,
                 .v = y + size_y + size_uv,
                 .stride_y = static_cast<ptrdiff_t>(stride_y),
                 .stride_u = static_cast<ptrdiff_t>(stride_uv),
                 .stride_v = static_cast<ptrdiff_t>(stride_uv),
                 .width = width,
                 .height = height};
  return frame;
}

}  // namespace kinora
