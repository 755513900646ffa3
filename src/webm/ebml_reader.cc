#include "webm/ebml_reader.h"

#include <bit>

namespace kinora {
namespace {

// A number whose leading zero bits say how many bytes follow. With `marker` the bit that ends them is kept, as in IDs.
std::optional<VariableInt> Parse(std::span<const uint8_t> bytes, size_t longest, bool marker, bool& all_ones) {
  if (bytes.empty()) return std::nullopt;
  const auto size = static_cast<size_t>(std::countl_zero(bytes[0])) + 1;
  if (size > longest || size > bytes.size()) return std::nullopt;
  const auto mask = static_cast<uint8_t>(0xFFu >> size);
  uint64_t value = bytes[0] & mask;
  all_ones = value == mask;
  if (marker) value = bytes[0];
  for (size_t i = 1; i < size; ++i) {
    value = value << 8 | bytes[i];
    all_ones = all_ones && bytes[i] == 0xFF;
  }
  return VariableInt{value, size};
}

}  // namespace

std::optional<ElementHead> ParseElementHead(std::span<const uint8_t> bytes) {
  bool all_ones = false;
  const auto id = Parse(bytes, 4, true, all_ones);
  if (!id || all_ones) return std::nullopt;
  const auto size = Parse(bytes.subspan(id->size), 8, false, all_ones);
  if (!size) return std::nullopt;
  return ElementHead{.id = static_cast<uint32_t>(id->value),
                     .unknown_size = all_ones,
                     .head_size = static_cast<uint8_t>(id->size + size->size),
                     .size = all_ones ? 0 : size->value};
}

std::optional<VariableInt> ParseVariableInt(std::span<const uint8_t> bytes) {
  bool all_ones = false;
  const auto number = Parse(bytes, 8, false, all_ones);
  return all_ones ? std::nullopt : number;
}

uint64_t ParseUnsigned(std::span<const uint8_t> data) {
  uint64_t value = 0;
  for (const uint8_t byte : data) value = value << 8 | byte;
  return value;
}

double ParseFloat(std::span<const uint8_t> data) {
  if (data.size() == 4) return std::bit_cast<float>(static_cast<uint32_t>(ParseUnsigned(data)));
  if (data.size() == 8) return std::bit_cast<double>(ParseUnsigned(data));
  return 0;
}

bool IsUtf8(std::span<const uint8_t> text) {
  for (size_t i = 0; i < text.size();) {
    const uint8_t first = text[i++];
    if (first < 0x80) continue;
    const int more = first >= 0xF0 ? 3 : first >= 0xE0 ? 2 : 1;
    if (first < 0xC2 || first > 0xF4 || text.size() - i < static_cast<size_t>(more)) return false;
    const uint8_t second = text[i];
    if ((first == 0xE0 && second < 0xA0) || (first == 0xED && second > 0x9F) || (first == 0xF0 && second < 0x90) ||
        (first == 0xF4 && second > 0x8F)) {
      return false;
    }
    for (int j = 0; j < more; ++j) {
      if ((text[i++] & 0xC0) != 0x80) return false;
    }
  }
  return true;
}

std::optional<EbmlChild> EbmlChildren::Next() {
  const auto head = ParseElementHead(rest_);
  if (!head || head->unknown_size || head->size > rest_.size() - head->head_size) return std::nullopt;
  const auto size = static_cast<size_t>(head->size);
  const EbmlChild child{head->id, rest_.subspan(head->head_size, size), rest_.first(head->head_size + size)};
  rest_ = rest_.subspan(head->head_size + size);
  return child;
}

}  // namespace kinora
