// Keeps the whole file in memory.
#pragma once

#include <cstddef>
#include <cstdlib>
#include <memory>

#include "sink/byte_sink.h"

namespace kinora {

// Grows by doubling, so that a byte is copied about once on the whole. When there is no memory left, the write fails
// with kOutOfMemory, takes nothing, and what was written before stays readable.
class MemorySink final : public ByteSink {
 public:
  Status Write(std::span<const uint8_t> bytes) override;
  bool seekable() const override { return true; }
  uint64_t position() const override { return position_; }
  Status SetPosition(uint64_t position) override;

  // The file so far; valid until the next call that is not const.
  std::span<const uint8_t> bytes() const { return {data_.get(), size_}; }

 private:
  struct Free {
    void operator()(uint8_t* pointer) const { std::free(pointer); }
  };

  Status Reserve(size_t capacity);

  std::unique_ptr<uint8_t[], Free> data_;  // a vector's growth could not fail without ending the program
  size_t capacity_ = 0;
  size_t size_ = 0;
  size_t position_ = 0;
};

}  // namespace kinora
