#include "source/window_source.h"

#include <algorithm>
#include <string>
#include <utility>

namespace kinora {

Result<WindowSource> WindowSource::Create(uint64_t size, Fetch fetch) {
  WindowSource source(size, std::move(fetch));
  for (Window& window : source.windows_) {
    Result<AlignedBuffer> buffer = AlignedBuffer::Allocate(kWindow, "source");
    if (!buffer) return std::unexpected(std::move(buffer).error());
    window.buffer = *std::move(buffer);
  }
  return source;
}

Result<std::span<const uint8_t>> WindowSource::Get(uint64_t position, uint64_t length, uint64_t least) {
  if (position >= size_) return std::span<const uint8_t>();
  length = std::min(length, size_ - position);
  least = std::min(least, length);
  if (least == 0) return std::span<const uint8_t>();
  for (const Window& window : windows_) {
    if (!window.filled || position < window.position) continue;
    const uint64_t offset = position - window.position;
    if (offset >= window.size || window.size - offset < least) continue;
    const uint64_t taken = std::min(length, window.size - offset);
    return std::span(window.buffer.data() + offset, static_cast<size_t>(taken));
  }
  // What is being fetched is not overwritten, but may have turned out not to be what is needed now.
  if (windows_[newest_].filled || windows_[newest_].size == 0) newest_ = 1 - newest_;
  Window& window = windows_[newest_];
  window.filled = false;
  window.position = position;
  window.size = static_cast<size_t>(std::min<uint64_t>(kWindow, size_ - position));
  const std::span target(window.buffer.data(), window.size);
  switch (fetch_(position, target)) {
    case Fetched::kNow:
      window.filled = true;
      return std::span<const uint8_t>(target.first(static_cast<size_t>(std::min<uint64_t>(length, target.size()))));
    case Fetched::kLater:
      return Fail(ErrorCode::kNotReady, "source", static_cast<double>(position), "source: bytes are on their way");
    case Fetched::kFailed:
      break;
  }
  return Fail(ErrorCode::kSourceFailed, "source", static_cast<double>(position),
              "source: " + std::to_string(target.size()) + " bytes from position " + std::to_string(position) +
                  " could not be read");
}

Result<std::span<const uint8_t>> WindowSource::Read(uint64_t position, size_t length) {
  return Get(position, std::min(length, kMaxRead), length);
}

Result<std::span<const uint8_t>> WindowSource::ReadSome(uint64_t position, uint64_t length) {
  return Get(position, length, 1);
}

}  // namespace kinora
