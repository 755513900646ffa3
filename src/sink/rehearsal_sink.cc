#include "sink/rehearsal_sink.h"

#include <algorithm>
#include <string>

namespace kinora {

void RehearsalSink::Perform() {
  performing_ = true;
  position_ = end_ = 0;
  std::ranges::sort(patches_.items(), {}, &Patch::position);
}

void RehearsalSink::Skip(uint64_t size) {
  position_ += size;
  end_ = std::max(end_, position_);
}

Status RehearsalSink::Remember(std::span<const uint8_t> bytes) {
  KINORA_RETURN_IF_ERROR(patches_.Reserve("patches"));
  patches_.Add({position_, static_cast<uint32_t>(contents_.position()), static_cast<uint32_t>(bytes.size())});
  return contents_.Write(bytes);
}

// `bytes` belong at position_, which is end_.
Status RehearsalSink::HandOn(std::span<const uint8_t> bytes) {
  while (next_ < patches_.size() && !bytes.empty()) {
    const Patch& patch = patches_[next_];
    if (patch.position >= position_ + bytes.size()) break;
    if (patch.position + patch.size <= position_) {
      ++next_;
      continue;
    }
    if (patch.position > position_) {
      const auto before = static_cast<size_t>(patch.position - position_);
      KINORA_RETURN_IF_ERROR(target_->Write(bytes.first(before)));
      position_ += before;
      bytes = bytes.subspan(before);
    }
    const auto done = static_cast<size_t>(position_ - patch.position);
    const size_t size = std::min<size_t>(patch.size - done, bytes.size());
    KINORA_RETURN_IF_ERROR(target_->Write(contents_.bytes().subspan(patch.offset + done, size)));
    position_ += size;
    bytes = bytes.subspan(size);
  }
  KINORA_RETURN_IF_ERROR(target_->Write(bytes));
  position_ += bytes.size();
  return {};
}

Status RehearsalSink::Write(std::span<const uint8_t> bytes) {
  if (position_ < end_) {
    const auto size = static_cast<size_t>(std::min<uint64_t>(bytes.size(), end_ - position_));
    if (!performing_) KINORA_RETURN_IF_ERROR(Remember(bytes.first(size)));
    position_ += size;
    bytes = bytes.subspan(size);
  }
  if (performing_) {
    KINORA_RETURN_IF_ERROR(HandOn(bytes));
  } else {
    position_ += bytes.size();
  }
  end_ = std::max(end_, position_);
  return {};
}

Status RehearsalSink::SetPosition(uint64_t position) {
  if (position > end_) {
    return OutOfRange("position", static_cast<double>(position), "at most the file's size, " + std::to_string(end_));
  }
  position_ = position;
  return {};
}

}  // namespace kinora
