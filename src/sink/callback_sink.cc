#include "sink/callback_sink.h"

#include <algorithm>
#include <cstring>
#include <string>
#include <utility>

namespace kinora {

CallbackSink::CallbackSink(Receiver receiver, bool seekable) : receiver_(std::move(receiver)), seekable_(seekable) {
  if (Result<AlignedBuffer> buffer = AlignedBuffer::Allocate(kGathered, "sink")) buffer_ = *std::move(buffer);
}

// Gives `bytes` to the receiver as those at start_, and moves start_ on.
Status CallbackSink::HandOn(std::span<const uint8_t> bytes) {
  if (!receiver_(start_, bytes)) {
    return Fail(
        ErrorCode::kSinkFailed, "sink", static_cast<double>(start_),
        "sink: the receiver refused " + std::to_string(bytes.size()) + " bytes for position " + std::to_string(start_));
  }
  start_ += bytes.size();
  return {};
}

Status CallbackSink::Flush() {
  if (pending_ == 0) return {};
  KINORA_RETURN_IF_ERROR(HandOn({buffer_.data(), pending_}));
  pending_ = 0;
  return {};
}

Status CallbackSink::Write(std::span<const uint8_t> bytes) {
  if (bytes.empty()) return {};
  if (bytes.size() > buffer_.size() - pending_) {
    KINORA_RETURN_IF_ERROR(Flush());
  }
  if (bytes.size() > buffer_.size()) {
    KINORA_RETURN_IF_ERROR(HandOn(bytes));
  } else {
    std::memcpy(buffer_.data() + pending_, bytes.data(), bytes.size());
    pending_ += bytes.size();
  }
  end_ = std::max(end_, position());
  return {};
}

Status CallbackSink::SetPosition(uint64_t position) {
  if (position == this->position()) return {};
  if (!seekable_) {
    return Fail(ErrorCode::kInvalidState, "position", static_cast<double>(position),
                "position must be " + std::to_string(this->position()) + " in a sink that cannot seek, got " +
                    std::to_string(position));
  }
  if (position > end_) {
    return OutOfRange("position", static_cast<double>(position), "at most the file's size, " + std::to_string(end_));
  }
  KINORA_RETURN_IF_ERROR(Flush());
  start_ = position;
  return {};
}

}  // namespace kinora
