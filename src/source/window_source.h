// Two windows on a file of any size.
#pragma once

#include <array>
#include <functional>

#include "base/aligned_buffer.h"
#include "source/byte_source.h"

namespace kinora {

// Holds the two pieces of the file that were last asked for: a reader that looks ahead to the end of a block and comes
// back does not read anything twice. Memory: 1 MiB, whatever the file's size.
class WindowSource final : public ByteSource {
 public:
  static constexpr size_t kWindow = 2 * kMaxRead;  // bytes

  enum class Fetched { kNow, kLater, kFailed };

  // Fills `target` with the file's bytes from `position`. With kLater they are put there some time afterwards, and
  // `Supply` is called.
  using Fetch = std::function<Fetched(uint64_t position, std::span<uint8_t> target)>;

  // Fails with kOutOfMemory.
  static Result<WindowSource> Create(uint64_t size, Fetch fetch);

  uint64_t size() const override { return size_; }
  Result<std::span<const uint8_t>> Read(uint64_t position, size_t length) override;
  Result<std::span<const uint8_t>> ReadSome(uint64_t position, uint64_t length) override;

  // The bytes that `fetch` said would come are in their place.
  void Supply() { windows_[newest_].filled = true; }

 private:
  struct Window {
    AlignedBuffer buffer;
    uint64_t position = 0;
    size_t size = 0;
    bool filled = false;
  };

  WindowSource(uint64_t size, Fetch fetch) : size_(size), fetch_(std::move(fetch)) {}
  Result<std::span<const uint8_t>> Get(uint64_t position, uint64_t length, uint64_t least);

  uint64_t size_;
  Fetch fetch_;
  std::array<Window, 2> windows_;
  size_t newest_ = 0;  // the window that was fetched last; the other is overwritten next
};

}  // namespace kinora
