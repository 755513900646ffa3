// A plane of bytes that notices what is written, or with AddressSanitizer read, outside its rows.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <vector>

#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#include <sanitizer/asan_interface.h>
#define KINORA_POISON(address, size) __asan_poison_memory_region(address, size)
#define KINORA_UNPOISON(address, size) __asan_unpoison_memory_region(address, size)
#endif
#endif
#ifndef KINORA_POISON
#define KINORA_POISON(address, size) (static_cast<void>(address), static_cast<void>(size))
#define KINORA_UNPOISON(address, size) (static_cast<void>(address), static_cast<void>(size))
#endif

namespace kinora::testing {

// `row_bytes` by `rows`, `padding` bytes between rows, stored bottom up where `bottom_up`, and kMargin bytes of canary
// before, after and between.
class GuardedPlane {
 public:
  GuardedPlane(size_t row_bytes, size_t rows, size_t padding, bool bottom_up)
      : row_bytes_(row_bytes),
        rows_(rows),
        pitch_(row_bytes + padding),
        bottom_up_(bottom_up),
        memory_(2 * kMargin + pitch_ * rows, kCanary) {
    ForEachGap([](uint8_t* gap, size_t size) { KINORA_POISON(gap, size); });
  }
  ~GuardedPlane() { Unpoison(); }
  GuardedPlane(const GuardedPlane&) = delete;
  GuardedPlane& operator=(const GuardedPlane&) = delete;

  uint8_t* data() { return Row(0); }
  ptrdiff_t stride() const { return bottom_up_ ? -static_cast<ptrdiff_t>(pitch_) : static_cast<ptrdiff_t>(pitch_); }
  uint8_t* Row(size_t row) { return &memory_[kMargin + (bottom_up_ ? rows_ - 1 - row : row) * pitch_]; }

  // Whether every byte outside the rows is as it was.
  bool Intact() {
    Unpoison();
    bool intact = true;
    ForEachGap([&](uint8_t* gap, size_t size) {
      for (size_t i = 0; i < size; ++i) intact = intact && gap[i] == kCanary;
    });
    return intact;
  }

  // The rows one after another, top down.
  std::vector<uint8_t> Contents() {
    std::vector<uint8_t> contents;
    for (size_t row = 0; row < rows_; ++row) contents.insert(contents.end(), Row(row), Row(row) + row_bytes_);
    return contents;
  }

 private:
  static constexpr size_t kMargin = 128;
  static constexpr uint8_t kCanary = 0xA7;

  template <typename Function>
  void ForEachGap(Function function) {
    function(memory_.data(), kMargin);
    for (size_t row = 0; row < rows_; ++row) {
      function(&memory_[kMargin + row * pitch_ + row_bytes_], pitch_ - row_bytes_);
    }
    function(&memory_[kMargin + rows_ * pitch_], kMargin);
  }

  void Unpoison() { KINORA_UNPOISON(memory_.data(), memory_.size()); }

  size_t row_bytes_;
  size_t rows_;
  size_t pitch_;
  bool bottom_up_;
  std::vector<uint8_t> memory_;
};

}  // namespace kinora::testing
