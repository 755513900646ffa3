// EBML as it is read: heads of elements, and the children of an element that is in memory (RFC 8794).
#pragma once

#include <cstdint>
#include <optional>
#include <span>

namespace kinora {

struct ElementHead {
  uint32_t id = 0;
  bool unknown_size = false;
  uint8_t head_size = 0;  // bytes of ID and size, 2 to 12
  uint64_t size = 0;      // bytes of data; 0 where unknown
};

// As many bytes as a head can have.
inline constexpr size_t kMaxHeadSize = 12;

// The head at the start of `bytes`; none where it is not one (an ID of more than 4 bytes, a size of more than 8) or
// the bytes end in it.
std::optional<ElementHead> ParseElementHead(std::span<const uint8_t> bytes);

// A number of variable length as in block heads: its value and how many bytes it takes. All ones is no number.
struct VariableInt {
  uint64_t value = 0;
  size_t size = 0;
};
std::optional<VariableInt> ParseVariableInt(std::span<const uint8_t> bytes);

// A big-endian number of 0 to 8 bytes, of more the last 8.
uint64_t ParseUnsigned(std::span<const uint8_t> data);
// A float of 4 or 8 bytes; 0 for any other length.
double ParseFloat(std::span<const uint8_t> data);

// Whether it is UTF-8 (RFC 3629): no overlong forms, no surrogates, nothing above U+10FFFF.
bool IsUtf8(std::span<const uint8_t> text);

struct EbmlChild {
  uint32_t id = 0;
  std::span<const uint8_t> data;
  std::span<const uint8_t> whole;  // with its head
};

// Goes through the children of an element. Stops where they end, and where they are damaged: at something that is no
// head, a size that is unknown, or one that reaches beyond the parent.
class EbmlChildren {
 public:
  explicit EbmlChildren(std::span<const uint8_t> data) : rest_(data) {}

  std::optional<EbmlChild> Next();
  // Whether Next stopped before the end.
  bool damaged() const { return !rest_.empty(); }

 private:
  std::span<const uint8_t> rest_;
};

}  // namespace kinora
