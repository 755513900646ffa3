#include "sink/memory_sink.h"

#include <algorithm>
#include <cstdio>
#include <cstring>
#include <limits>
#include <string>

namespace kinora {
namespace {

constexpr size_t kFirstCapacity = 64 * 1024;  // bytes
constexpr size_t kMaxSize = std::numeric_limits<ptrdiff_t>::max();

std::unexpected<Error> OutOfMemory(double size) {
  char number[32];
  std::snprintf(number, sizeof number, "%.0f", size);
  return Fail(ErrorCode::kOutOfMemory, "sink", size, std::string("sink: no memory for a file of ") + number + " bytes");
}

}  // namespace

Status MemorySink::Reserve(size_t capacity) {
  if (capacity <= capacity_) return {};
  // Twice as much when that can be had, else what is needed now.
  const size_t doubled = std::max(capacity_ <= kMaxSize / 2 ? 2 * capacity_ : kMaxSize, kFirstCapacity);
  for (const size_t wanted : {std::max(capacity, doubled), capacity}) {
    if (void* const grown = std::realloc(data_.get(), wanted)) {
      static_cast<void>(data_.release());  // realloc has freed it or grown it in place
      data_.reset(static_cast<uint8_t*>(grown));
      capacity_ = wanted;
      return {};
    }
  }
  return OutOfMemory(static_cast<double>(capacity));
}

Status MemorySink::Write(std::span<const uint8_t> bytes) {
  if (bytes.empty()) return {};
  if (bytes.size() > kMaxSize - position_) {
    return OutOfMemory(static_cast<double>(position_) + static_cast<double>(bytes.size()));
  }
  const size_t end = position_ + bytes.size();
  KINORA_RETURN_IF_ERROR(Reserve(end));
  std::memcpy(data_.get() + position_, bytes.data(), bytes.size());
  position_ = end;
  size_ = std::max(size_, end);
  return {};
}

Status MemorySink::SetPosition(uint64_t position) {
  if (position > size_) {
    return OutOfRange("position", static_cast<double>(position), "at most the file's size, " + std::to_string(size_));
  }
  position_ = static_cast<size_t>(position);
  return {};
}

}  // namespace kinora
