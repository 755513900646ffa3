// A block of bytes aligned for SIMD, owned, movable, and never thrown about: allocation can fail and says so.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <memory>

#include "base/result.h"

namespace kinora {

class AlignedBuffer {
 public:
  static constexpr size_t kAlignment = 64;

  AlignedBuffer() = default;

  // Allocates `size` bytes, not initialised. Fails with kOutOfMemory, naming `field`.
  static Result<AlignedBuffer> Allocate(size_t size, const char* field) {
    const size_t rounded = (size + kAlignment - 1) / kAlignment * kAlignment;
    AlignedBuffer buffer;
    if (rounded >= size) {  // else the rounding overflowed
      buffer.data_.reset(static_cast<uint8_t*>(std::aligned_alloc(kAlignment, rounded ? rounded : kAlignment)));
    }
    if (!buffer.data_) {
      return Fail(ErrorCode::kOutOfMemory, field, static_cast<double>(size),
                  std::string(field) + ": could not allocate " + std::to_string(size) + " bytes");
    }
    buffer.size_ = size;
    return buffer;
  }

  uint8_t* data() { return data_.get(); }
  const uint8_t* data() const { return data_.get(); }
  size_t size() const { return size_; }

 private:
  struct Free {
    void operator()(uint8_t* pointer) const { std::free(pointer); }
  };
  std::unique_ptr<uint8_t[], Free> data_;
  size_t size_ = 0;
};

}  // namespace kinora
