// Where a file's bytes go.
#pragma once

#include <cstdint>
#include <span>

#include "base/result.h"

namespace kinora {

class ByteSink {
 public:
  virtual ~ByteSink() = default;

  // Writes at the current position and moves it on. All of `bytes` or an error (kSinkFailed, kOutOfMemory).
  virtual Status Write(std::span<const uint8_t> bytes) = 0;

  // Whether SetPosition may go back, so that a finished file's header can be patched.
  virtual bool seekable() const = 0;

  // The offset of the next byte from the file's start.
  virtual uint64_t position() const = 0;

  // Moves to a byte already written, or to the end. kInvalidState where !seekable().
  virtual Status SetPosition(uint64_t position) = 0;

  // Hands on what is buffered, if the sink buffers.
  virtual Status Flush() { return {}; }
};

}  // namespace kinora
