// Sources for the tests of what reads files.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <span>

#include "source/byte_source.h"

namespace kinora::testing {

// Has nothing at hand when it is first asked, and no more than two pieces at once: whoever reads has to stop and go on
// at every place where a browser could make it.
class StutteringSource final : public ByteSource {
 public:
  explicit StutteringSource(std::span<const uint8_t> bytes) : bytes_(bytes) {}

  uint64_t size() const override { return bytes_.size(); }
  Result<std::span<const uint8_t>> Read(uint64_t position, size_t length) override { return Get(position, length); }
  Result<std::span<const uint8_t>> ReadSome(uint64_t position, uint64_t length) override {
    // An odd number, so that pieces end anywhere.
    return Get(position, std::min<uint64_t>(length, 97));
  }

  uint64_t refusals = 0;

 private:
  struct Piece {
    uint64_t begin = 0;
    uint64_t end = 0;
  };

  Result<std::span<const uint8_t>> Get(uint64_t position, uint64_t length) {
    const uint64_t begin = std::min<uint64_t>(position, bytes_.size());
    const uint64_t end = begin + std::min<uint64_t>(length, bytes_.size() - begin);
    for (const Piece& piece : pieces_) {
      if (begin == end || (piece.begin <= begin && end <= piece.end)) {
        return bytes_.subspan(static_cast<size_t>(begin), static_cast<size_t>(end - begin));
      }
    }
    pieces_[refusals++ % pieces_.size()] = {begin, end};
    return Fail(ErrorCode::kNotReady, "source", static_cast<double>(position), "source: not yet");
  }

  std::span<const uint8_t> bytes_;
  std::array<Piece, 2> pieces_;
};

// Cannot be read from `broken` on.
class FailingSource final : public ByteSource {
 public:
  FailingSource(std::span<const uint8_t> bytes, uint64_t broken) : bytes_(bytes), broken_(broken) {}

  uint64_t size() const override { return bytes_.size(); }
  Result<std::span<const uint8_t>> Read(uint64_t position, size_t length) override {
    return ReadSome(position, length);
  }
  Result<std::span<const uint8_t>> ReadSome(uint64_t position, uint64_t length) override {
    const uint64_t begin = std::min<uint64_t>(position, bytes_.size());
    const uint64_t taken = std::min<uint64_t>(length, bytes_.size() - begin);
    if (begin + taken > broken_) {
      return Fail(ErrorCode::kSourceFailed, "source", static_cast<double>(position), "source: a bad sector");
    }
    return bytes_.subspan(static_cast<size_t>(begin), static_cast<size_t>(taken));
  }

 private:
  std::span<const uint8_t> bytes_;
  uint64_t broken_;
};

// Runs `task` until it has what it wants.
template <typename Task>
Status RunToEnd(Task& task) {
  for (;;) {
    Status status = task.Run();
    if (status || status.error().code != ErrorCode::kNotReady) return status;
  }
}

}  // namespace kinora::testing
