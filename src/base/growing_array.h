// An array that grows, and says so when it cannot.
#pragma once

#include <algorithm>
#include <cstddef>
#include <memory>
#include <new>
#include <span>
#include <string>

#include "base/result.h"

namespace kinora {

// A vector's growth could not fail without ending the program. `T` is copied as plain data.
template <typename T>
class GrowingArray {
 public:
  // Makes room for one more; afterwards one Add cannot fail. Fails with kOutOfMemory, naming `field`.
  Status Reserve(const char* field) {
    if (size_ < capacity_) return {};
    const size_t capacity = capacity_ == 0 ? 64 : capacity_ * 2;
    std::unique_ptr<T[]> grown(new (std::nothrow) T[capacity]);
    if (!grown) {
      return Fail(ErrorCode::kOutOfMemory, field, static_cast<double>(capacity * sizeof(T)),
                  std::string(field) + ": could not allocate " + std::to_string(capacity * sizeof(T)) + " bytes");
    }
    std::copy_n(items_.get(), size_, grown.get());
    items_ = std::move(grown);
    capacity_ = capacity;
    return {};
  }

  // Needs a Reserve before it.
  void Add(const T& item) { items_[size_++] = item; }

  // Forgets all but the first `size` items.
  void Truncate(size_t size) { size_ = std::min(size_, size); }

  size_t size() const { return size_; }
  bool empty() const { return size_ == 0; }
  T& operator[](size_t index) { return items_[index]; }
  const T& operator[](size_t index) const { return items_[index]; }
  T& back() { return items_[size_ - 1]; }
  std::span<T> items() { return {items_.get(), size_}; }
  std::span<const T> items() const { return {items_.get(), size_}; }

 private:
  std::unique_ptr<T[]> items_;
  size_t size_ = 0;
  size_t capacity_ = 0;
};

}  // namespace kinora
