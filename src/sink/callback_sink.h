// Hands the bytes to a function, gathered into few calls.
#pragma once

#include <functional>
#include <vector>

#include "sink/byte_sink.h"

namespace kinora {

// The muxer writes a few bytes at a time; a call into another language for each would cost more than the copy. So
// adjacent writes are gathered until Flush, a jump of the position, or 64 kB.
class CallbackSink final : public ByteSink {
 public:
  // Receives bytes for `position` (from the file's start); they are valid during the call only. Returns whether they
  // were taken; when not, the write that caused the call fails with kSinkFailed.
  using Receiver = std::function<bool(uint64_t position, std::span<const uint8_t> bytes)>;

  // With `seekable`, positions may go back over what was handed on; without, they only rise.
  CallbackSink(Receiver receiver, bool seekable);

  Status Write(std::span<const uint8_t> bytes) override;
  bool seekable() const override { return seekable_; }
  uint64_t position() const override { return start_ + pending_.size(); }
  Status SetPosition(uint64_t position) override;
  Status Flush() override;

 private:
  Receiver receiver_;
  bool seekable_;
  uint64_t start_ = 0;  // position of the first pending byte
  uint64_t end_ = 0;    // one past the highest byte ever written
  std::vector<uint8_t> pending_;
};

}  // namespace kinora
