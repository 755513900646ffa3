#include "filters/kernels/image_text.h"

#include <algorithm>
#include <array>
#include <cstdint>

#include "frame/frame_view.h"

namespace kinora {
namespace {

constexpr int kBitsPerDigit = 6;
constexpr uint8_t kNoDigit = 0xFF;

// What each character stands for.
constexpr auto kDigits = [] {
  constexpr std::string_view kAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::array<uint8_t, 256> table{};
  table.fill(kNoDigit);
  for (size_t i = 0; i < kAlphabet.size(); ++i) table[static_cast<uint8_t>(kAlphabet[i])] = static_cast<uint8_t>(i);
  return table;
}();

// Takes a decimal number and the character behind it; nothing when there is none, and too large a one for more than
// kMaxDimension.
int TakeSize(std::string_view& text, char end) {
  int number = 0;
  size_t i = 0;
  for (; i < text.size() && text[i] >= '0' && text[i] <= '9'; ++i) {
    number = std::min(10 * number + (text[i] - '0'), kMaxDimension + 1);
  }
  if (i == 0 || i == text.size() || text[i] != end) return -1;
  text.remove_prefix(i + 1);
  return number;
}

std::unexpected<Error> Wrong(const std::string& field, double value, const std::string& what) {
  return Fail(ErrorCode::kInvalidArgument, field, value, field + " must " + what);
}

// Where the first character stands that is no digit; the length when there is none.
size_t CountDigits(std::string_view text) {
  const auto is_digit = [](char c) { return kDigits[static_cast<uint8_t>(c)] != kNoDigit; };
  return static_cast<size_t>(std::ranges::find_if_not(text, is_digit) - text.begin());
}

// `text` has the digits of `size` bytes.
void DecodeDigits(std::string_view text, uint8_t* bytes, size_t size) {
  uint32_t bits = 0;
  int count = 0;
  for (size_t i = 0; size > 0; ++i) {
    bits = bits << kBitsPerDigit | kDigits[static_cast<uint8_t>(text[i])];
    count += kBitsPerDigit;
    if (count < 8) continue;
    count -= 8;
    *bytes++ = static_cast<uint8_t>(bits >> count);
    --size;
  }
}

}  // namespace

Result<Image> DecodeImage(std::string_view text, const std::string& field) {
  std::string_view rest = text;
  const int width = TakeSize(rest, 'x');
  const int height = width < 0 ? -1 : TakeSize(rest, ':');
  if (height < 0) {
    return Wrong(field, static_cast<double>(text.size() - rest.size() + 1), "begin with WIDTHxHEIGHT:, as in 16x9:");
  }
  for (const int size : {width, height}) {
    if (size < 1 || size > kMaxDimension) {
      return Wrong(field, size,
                   "have a width and a height from 1 to " + std::to_string(kMaxDimension) + ", got " +
                       (size > kMaxDimension ? "more" : "0"));
    }
  }
  const size_t bytes = 4 * static_cast<size_t>(width) * static_cast<size_t>(height);
  const size_t wanted = (8 * bytes + kBitsPerDigit - 1) / kBitsPerDigit;
  const size_t digits = CountDigits(rest);
  const std::string_view behind = rest.substr(digits);
  if (behind.find_first_not_of('=') != std::string_view::npos) {
    const size_t place = text.size() - rest.size() + digits + behind.find_first_not_of('=') + 1;
    return Wrong(field, static_cast<double>(place),
                 "be base64 behind the size, found another character at place " + std::to_string(place));
  }
  if (digits != wanted || behind.size() > (4 - wanted % 4) % 4) {
    return Wrong(field, static_cast<double>(digits + behind.size()),
                 "have " + std::to_string(wanted) + " base64 digits for " + std::to_string(width) + " x " +
                     std::to_string(height) + " pixels, got " + std::to_string(digits + behind.size()));
  }
  Result<AlignedBuffer> pixels = AlignedBuffer::Allocate(bytes, field.c_str());
  if (!pixels) return std::unexpected(std::move(pixels).error());
  DecodeDigits(rest, pixels->data(), bytes);
  return Image{.width = width, .height = height, .pixels = *std::move(pixels)};
}

}  // namespace kinora
