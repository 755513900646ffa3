#include "filters/css_scanner.h"

#include <cstdint>
#include <cstdlib>
#include <utility>

namespace kinora {
namespace {

bool IsDigit(char c) { return c >= '0' && c <= '9'; }
bool IsSpace(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f'; }
char Lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c; }
bool IsNameStart(char c) { return (Lower(c) >= 'a' && Lower(c) <= 'z') || c == '_' || c == '-'; }
bool IsNamePart(char c) { return IsNameStart(c) || IsDigit(c); }

// The value of a hexadecimal digit, or -1.
int HexDigit(char c) {
  if (IsDigit(c)) return c - '0';
  return Lower(c) >= 'a' && Lower(c) <= 'f' ? Lower(c) - 'a' + 10 : -1;
}

void AppendUtf8(uint32_t code_point, std::string& text) {
  const auto append = [&](uint32_t byte) { text += static_cast<char>(byte); };
  if (code_point == 0 || code_point > 0x10FFFF || (code_point >= 0xD800 && code_point < 0xE000)) code_point = 0xFFFD;
  if (code_point < 0x80) {
    append(code_point);
  } else if (code_point < 0x800) {
    append(0xC0 | code_point >> 6);
    append(0x80 | (code_point & 63));
  } else if (code_point < 0x10000) {
    append(0xE0 | code_point >> 12);
    append(0x80 | (code_point >> 6 & 63));
    append(0x80 | (code_point & 63));
  } else {
    append(0xF0 | code_point >> 18);
    append(0x80 | (code_point >> 12 & 63));
    append(0x80 | (code_point >> 6 & 63));
    append(0x80 | (code_point & 63));
  }
}

// What is shown of the text in an error.
constexpr size_t kShown = 24;

bool ContinuesCharacter(char c) { return (static_cast<uint8_t>(c) & 0xC0) == 0x80; }

// How long JavaScript's strings are: in UTF-16 units, of which characters of four bytes have two.
size_t UnitsOf(std::string_view text) {
  size_t units = 0;
  for (const char c : text) {
    if (!ContinuesCharacter(c)) units += static_cast<uint8_t>(c) >= 0xF0 ? 2 : 1;
  }
  return units;
}

}  // namespace

void CssScanner::SkipSpace() {
  while (Has(0)) {
    if (IsSpace(Peek())) {
      ++place_;
    } else if (Peek() == '/' && Peek(1) == '*') {
      const size_t end = text_.find("*/", place_ + 2);
      // As CSS has it, a comment that does not end goes on to the end of the text.
      place_ = end == std::string_view::npos ? text_.size() : end + 2;
    } else {
      return;
    }
  }
}

bool CssScanner::AtEnd() {
  SkipSpace();
  return !Has(0);
}

bool CssScanner::Take(char character) {
  SkipSpace();
  if (!Has(0) || Peek() != character) return false;
  ++place_;
  return true;
}

std::optional<std::string> CssScanner::TakeName() {
  SkipSpace();
  if (!IsNameStart(Peek()) || StartsNumber()) return std::nullopt;
  std::string name;
  for (; IsNamePart(Peek()); ++place_) name += Lower(Peek());
  return name;
}

bool CssScanner::StartsNumber() const {
  const size_t sign = Peek() == '+' || Peek() == '-' ? 1 : 0;
  return IsDigit(Peek(sign)) || (Peek(sign) == '.' && IsDigit(Peek(sign + 1)));
}

std::optional<Quantity> CssScanner::TakeQuantity() {
  SkipSpace();
  if (!StartsNumber()) return std::nullopt;
  const size_t begin = place_;
  if (Peek() == '+' || Peek() == '-') ++place_;
  while (IsDigit(Peek())) ++place_;
  if (Peek() == '.' && IsDigit(Peek(1))) {
    ++place_;
    while (IsDigit(Peek())) ++place_;
  }
  const size_t sign = Peek(1) == '+' || Peek(1) == '-' ? 1 : 0;
  if (Lower(Peek()) == 'e' && IsDigit(Peek(1 + sign))) {
    place_ += 1 + sign;
    while (IsDigit(Peek())) ++place_;
  }
  Quantity quantity;
  const std::string digits(text_.substr(begin, place_ - begin));  // strtod needs an end that is sure
  quantity.number = std::strtod(digits.c_str(), nullptr);
  if (Peek() == '%') {
    ++place_;
    quantity.unit = "%";
  } else {
    for (; IsNamePart(Peek()); ++place_) quantity.unit += Lower(Peek());
  }
  return quantity;
}

std::optional<std::string> CssScanner::TakeHash() {
  SkipSpace();
  if (Peek() != '#') return std::nullopt;
  ++place_;
  std::string digits;
  for (; IsNamePart(Peek()); ++place_) digits += Lower(Peek());
  return digits;
}

// What follows a backslash: up to six hexadecimal digits and a space, a line end that is left out, or the character
// itself.
std::string CssScanner::TakeEscape() {
  std::string text;
  if (Peek() == '\n') {
    ++place_;
    return text;
  }
  if (HexDigit(Peek()) < 0) {
    text += Peek();
    ++place_;
    return text;
  }
  uint32_t code_point = 0;
  for (int digits = 0; digits < 6 && HexDigit(Peek()) >= 0; ++digits, ++place_) {
    code_point = code_point * 16 + static_cast<uint32_t>(HexDigit(Peek()));
  }
  if (IsSpace(Peek())) ++place_;
  AppendUtf8(code_point, text);
  return text;
}

Result<std::optional<std::string>> CssScanner::TakeString() {
  SkipSpace();
  const char quote = Peek();
  if (quote != '"' && quote != '\'') return std::nullopt;
  const size_t begin = place_++;
  std::string text;
  while (Has(0)) {
    const char c = text_[place_++];
    if (c == quote) return text;
    if (c == '\n') break;
    if (c == '\\' && Has(0)) {
      text += TakeEscape();
    } else {
      text += c;
    }
  }
  return SyntaxError(begin, "the string does not end");
}

size_t CssScanner::place() {
  SkipSpace();
  return place_;
}

std::string CssScanner::DescribeNext() {
  if (AtEnd()) return "the end";
  size_t length = 1;
  const auto ends = [](char c) { return IsSpace(c) || std::string_view("(),:").contains(c); };
  // Whole characters, of text that may be none.
  while (
      Has(length) && length < 4 * kShown &&
      (ContinuesCharacter(Peek(length)) || (UnitsOf(text_.substr(place_, length)) < kShown && !ends(Peek(length))))) {
    ++length;
  }
  return "'" + std::string(text_.substr(place_, length)) + "'";
}

size_t CssScanner::ColumnOf(size_t place) const { return UnitsOf(text_.substr(0, place)) + 1; }

std::unexpected<Error> CssScanner::Expected(std::string_view what) {
  const std::string found = DescribeNext();
  return SyntaxError(place_, "found " + found + ", expected " + std::string(what));
}

std::unexpected<Error> CssScanner::SyntaxError(size_t place, std::string message) const {
  const size_t column = ColumnOf(place);
  return Fail(ErrorCode::kFilterSyntax, "filter", static_cast<double>(column),
              "filter, column " + std::to_string(column) + ": " + std::move(message));
}

}  // namespace kinora
