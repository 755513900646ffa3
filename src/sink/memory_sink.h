// Keeps the whole file in memory.
#pragma once

#include <vector>

#include "sink/byte_sink.h"

namespace kinora {

class MemorySink final : public ByteSink {
 public:
  Status Write(std::span<const uint8_t> bytes) override;
  bool seekable() const override { return true; }
  uint64_t position() const override { return position_; }
  Status SetPosition(uint64_t position) override;

  // The file so far; valid until the next call that is not const.
  std::span<const uint8_t> bytes() const { return bytes_; }

 private:
  std::vector<uint8_t> bytes_;
  size_t position_ = 0;
};

}  // namespace kinora
