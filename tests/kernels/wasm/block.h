// Rectangles inside larger memory, for tests that hold a kernel to the C function it replaces.
//
// A kernel and its model run on equal blocks, and the whole memory is compared afterwards: a model writes its rectangle
// alone, so a byte that a kernel writes around it is a difference like any other.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <random>
#include <string>
#include <vector>

namespace kinora::testing {

// Where a block starts, in elements past an address that is a multiple of 16 bytes, and how far its rows are apart.
struct Layout {
  int offset;
  int extra_stride;  // elements a row, beyond the width and the margins
};

inline constexpr Layout kLayouts[] = {{.offset = 0, .extra_stride = 0}, {.offset = 3, .extra_stride = 5}};

// `width` by `height` elements, with margins of kMargin columns and kMarginRows rows that kernels may read.
template <typename T>
class Block {
 public:
  static constexpr int kMargin = 32;
  static constexpr int kMarginRows = 8;

  Block(int width, int height, Layout layout)
      : stride_(width + 2 * kMargin + layout.extra_stride),
        start_(kMarginRows * stride_ + kMargin + layout.offset),
        rows_(height + 2 * kMarginRows),
        memory_(static_cast<size_t>(start_ + (height + kMarginRows) * stride_)) {}

  // The first element of the rectangle.
  T* data() { return memory_.data() + start_; }
  int stride() const { return stride_; }

  // Fills the margins too: `value(row, column)` gives each element, counted from the rectangle's first.
  template <typename Function>
  void Fill(Function value) {
    T* first = memory_.data() + start_ - kMarginRows * stride_ - kMargin;
    for (int row = 0; row < rows_; ++row) {
      for (int column = 0; column < stride_; ++column) {
        first[row * stride_ + column] = static_cast<T>(value(row - kMarginRows, column - kMargin));
      }
    }
  }

  // The first difference from `model`, in words, or nothing where the memories are equal.
  std::string DifferenceFrom(const Block& model) const {
    if (std::memcmp(memory_.data(), model.memory_.data(), memory_.size() * sizeof(T)) == 0) return "";
    size_t i = 0;
    while (memory_[i] == model.memory_[i]) ++i;
    const int position = static_cast<int>(i) - start_ + kMarginRows * stride_ + kMargin;
    return "row " + std::to_string(position / stride_ - kMarginRows) + ", column " +
           std::to_string(position % stride_ - kMargin) + " is " + std::to_string(memory_[i]) + ", not " +
           std::to_string(model.memory_[i]);
  }

 private:
  int stride_;
  int start_;
  int rows_;
  std::vector<T> memory_;
};

enum class Content { kRandom, kExtremes, kZero, kFull, kCheckerboard, kColumns, kRamp };

inline constexpr Content kContents[] = {Content::kRandom,       Content::kExtremes, Content::kZero, Content::kFull,
                                        Content::kCheckerboard, Content::kColumns,  Content::kRamp};

inline const char* Name(Content content) {
  constexpr const char* kNames[] = {"random", "extremes", "zero", "full", "checkerboard", "columns", "ramp"};
  return kNames[static_cast<size_t>(content)];
}

inline uint8_t Pixel(Content content, int row, int column, std::mt19937& random) {
  switch (content) {
    case Content::kRandom:
      return static_cast<uint8_t>(random());
    case Content::kExtremes:
      return random() % 2 ? 255 : 0;
    case Content::kZero:
      return 0;
    case Content::kFull:
      return 255;
    case Content::kCheckerboard:
      return (row + column) % 2 ? 255 : 0;
    case Content::kColumns:
      return column % 2 ? 255 : 0;
    case Content::kRamp:
      return static_cast<uint8_t>(5 * row + 3 * column);
  }
  return 0;
}

inline void Fill(Block<uint8_t>& block, Content content, std::mt19937& random) {
  block.Fill([&](int row, int column) { return Pixel(content, row, column, random); });
}

}  // namespace kinora::testing
