// Sinks that the writer's tests look into, and that fail when told to.
#pragma once

#include <algorithm>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

#include "sink/byte_sink.h"

namespace kinora::testing {

class RecordingSink final : public ByteSink {
 public:
  explicit RecordingSink(bool seekable) : seekable_(seekable) {}

  // Takes `budget` more bytes; the write that exceeds it takes what fits and fails, as do all after it.
  void FailAfter(uint64_t budget) { budget_ = budget; }
  // From now on everything works.
  void Recover() { budget_ = std::numeric_limits<uint64_t>::max(); }

  Status Write(std::span<const uint8_t> data) override {
    const bool fits = data.size() <= budget_;
    const auto taken = static_cast<size_t>(std::min<uint64_t>(data.size(), budget_));
    budget_ -= taken;
    bytes.resize(std::max(bytes.size(), position_ + taken));
    std::copy_n(data.begin(), taken, bytes.begin() + static_cast<ptrdiff_t>(position_));
    position_ += taken;
    if (!fits) return Fail(ErrorCode::kSinkFailed, "disk", 28, "disk: it is full");
    return {};
  }
  bool seekable() const override { return seekable_; }
  uint64_t position() const override { return position_; }
  Status SetPosition(uint64_t position) override {
    if (!seekable_) return Fail(ErrorCode::kInvalidState, "position", 0, "position: this sink cannot seek");
    if (position > bytes.size()) return OutOfRange("position", static_cast<double>(position), "inside the file");
    ++jumps;
    position_ = static_cast<size_t>(position);
    return {};
  }
  Status Flush() override {
    ++flushes;
    return {};
  }

  std::vector<uint8_t> bytes;
  int jumps = 0;
  int flushes = 0;

 private:
  bool seekable_;
  size_t position_ = 0;
  uint64_t budget_ = std::numeric_limits<uint64_t>::max();
};

}  // namespace kinora::testing
