// A file that is in memory.
#pragma once

#include <algorithm>

#include "source/byte_source.h"

namespace kinora {

// Borrows the bytes. Never fails.
class MemorySource final : public ByteSource {
 public:
  explicit MemorySource(std::span<const uint8_t> bytes) : bytes_(bytes) {}

  uint64_t size() const override { return bytes_.size(); }
  Result<std::span<const uint8_t>> Read(uint64_t position, size_t length) override {
    return ReadSome(position, length);
  }
  Result<std::span<const uint8_t>> ReadSome(uint64_t position, uint64_t length) override {
    const uint64_t start = std::min<uint64_t>(position, bytes_.size());
    return bytes_.subspan(static_cast<size_t>(start),
                          static_cast<size_t>(std::min<uint64_t>(length, bytes_.size() - start)));
  }

 private:
  std::span<const uint8_t> bytes_;
};

}  // namespace kinora
