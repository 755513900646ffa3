#include "webp/base64.h"

#include <array>

namespace kinora {
namespace {

constexpr uint8_t kSkipped = 64;
constexpr uint8_t kRefused = 65;
constexpr size_t kMaxPadding = 3;  // one more than is ever right

constexpr std::array<uint8_t, 256> MakeValues() {
  std::array<uint8_t, 256> values{};
  values.fill(kRefused);
  constexpr std::string_view kAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  for (size_t i = 0; i < kAlphabet.size(); ++i) values[static_cast<uint8_t>(kAlphabet[i])] = static_cast<uint8_t>(i);
  for (const char space : std::string_view("\t\n\f\r ")) values[static_cast<uint8_t>(space)] = kSkipped;
  return values;
}

// The six bits of a character, or one of the two above.
constexpr std::array<uint8_t, 256> kValues = MakeValues();

uint8_t ValueOf(char character) { return kValues[static_cast<uint8_t>(character)]; }

// Takes white space and the signs of padding off the end of `text`; returns how many signs there were.
size_t TakePadding(std::string_view& text) {
  size_t padding = 0;
  while (!text.empty() && padding < kMaxPadding) {
    if (text.back() == '=') {
      ++padding;
    } else if (ValueOf(text.back()) != kSkipped) {
      break;
    }
    text.remove_suffix(1);
  }
  return padding;
}

}  // namespace

std::optional<size_t> DecodeBase64(std::string_view text, std::span<uint8_t> target) {
  const size_t padding = TakePadding(text);
  size_t size = 0;
  size_t characters = 0;
  uint32_t group = 0;  // the last characters' bits, the latest lowest
  for (const char character : text) {
    const uint8_t value = ValueOf(character);
    if (value == kSkipped) continue;
    if (value == kRefused) return std::nullopt;
    group = group << 6 | value;
    if (++characters % 4 == 0) {
      target[size++] = static_cast<uint8_t>(group >> 16);
      target[size++] = static_cast<uint8_t>(group >> 8);
      target[size++] = static_cast<uint8_t>(group);
    }
  }
  const size_t rest = characters % 4;
  // One character alone is no byte; padding, where there is any, fills the last group.
  if (rest == 1 || (padding > 0 && rest + padding != 4)) return std::nullopt;
  if (rest >= 2) target[size++] = static_cast<uint8_t>(group >> (rest * 6 - 8));
  if (rest == 3) target[size++] = static_cast<uint8_t>(group >> 2);
  return size;
}

}  // namespace kinora
