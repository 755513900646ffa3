// Where a file's bytes come from.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "base/result.h"

namespace kinora {

// A file of known size that is read anywhere, a little at a time. What a call returns is valid until the next call.
//
// A source may not have the bytes at hand (a browser's files are read asynchronously). It then fails with kNotReady,
// and the same call succeeds later; so whoever reads keeps its place and can be called again.
class ByteSource {
 public:
  static constexpr size_t kMaxRead = 256 * 1024;  // bytes

  virtual ~ByteSource() = default;

  virtual uint64_t size() const = 0;

  // The `length` bytes (at most kMaxRead) from `position`; fewer, or none, only where the file ends before.
  virtual Result<std::span<const uint8_t>> Read(uint64_t position, size_t length) = 0;

  // As many of the `length` bytes from `position` as are at hand: at least one where the file has one.
  virtual Result<std::span<const uint8_t>> ReadSome(uint64_t position, uint64_t length) = 0;
};

}  // namespace kinora
