// Hands the bytes to a function, gathered into few calls.
#pragma once

#include <cstddef>
#include <functional>

#include "base/aligned_buffer.h"
#include "sink/byte_sink.h"

namespace kinora {

// The muxer writes a few bytes at a time; a call into another language for each would cost more than the copy. So
// adjacent writes are gathered until Flush, a jump of the position, or kGathered bytes.
//
// Bytes that the receiver refuses stay pending and are offered again with the next call, so a receiver that recovers
// gets a file without a gap. Bytes still pending when the sink is destroyed are lost: call Flush.
class CallbackSink final : public ByteSink {
 public:
  static constexpr size_t kGathered = 64 * 1024;  // bytes

  // Receives bytes for `position` (from the file's start); they are valid during the call only. Returns whether they
  // were taken; when not, the call on the sink that caused it fails with kSinkFailed and the position as the value.
  using Receiver = std::function<bool(uint64_t position, std::span<const uint8_t> bytes)>;

  // With `seekable`, positions may go back over what was handed on; without, they only rise. Without memory for the
  // buffer, each write goes straight to the receiver.
  CallbackSink(Receiver receiver, bool seekable);

  Status Write(std::span<const uint8_t> bytes) override;
  bool seekable() const override { return seekable_; }
  uint64_t position() const override { return start_ + pending_; }
  Status SetPosition(uint64_t position) override;
  Status Flush() override;

 private:
  Status HandOn(std::span<const uint8_t> bytes);

  Receiver receiver_;
  bool seekable_;
  AlignedBuffer buffer_;
  size_t pending_ = 0;  // bytes of buffer_ not handed on yet
  uint64_t start_ = 0;  // position of the first pending byte
  uint64_t end_ = 0;    // one past the highest byte ever written
};

}  // namespace kinora
