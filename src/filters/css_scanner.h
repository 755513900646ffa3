// The tokens of a filter's text (CSS Syntax Module Level 3, as far as filters need it).
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"

namespace kinora {

// A number and what stands right behind it: "px", "%", or nothing. In lower case.
struct Quantity {
  double number = 0;
  std::string unit;
};

// Reads a text from left to right. Every read skips the white space and the comments before it.
class CssScanner {
 public:
  explicit CssScanner(std::string_view text) : text_(text) {}

  bool AtEnd();
  // Whether `character` comes next; it is taken.
  bool Take(char character);
  // The name that comes next, in lower case, or nothing. Letters, digits, '-' and '_', not beginning with a digit.
  std::optional<std::string> TakeName();
  std::optional<Quantity> TakeQuantity();
  // The digits behind a '#', or nothing.
  std::optional<std::string> TakeHash();
  // A string in single or double quotes with CSS's escapes. An error when it does not end.
  Result<std::optional<std::string>> TakeString();

  // Places can be returned to.
  size_t place();
  void Return(size_t place) { place_ = place; }

  // Of a place, from 1, as JavaScript counts: in UTF-16 units.
  size_t ColumnOf(size_t place) const;

  // "found X, expected Y", at the next token or at `place`.
  std::unexpected<Error> Expected(std::string_view what);
  std::unexpected<Error> SyntaxError(size_t place, std::string message) const;

 private:
  void SkipSpace();
  bool Has(size_t ahead) const { return place_ + ahead < text_.size(); }
  char Peek(size_t ahead = 0) const { return Has(ahead) ? text_[place_ + ahead] : '\0'; }
  bool StartsNumber() const;
  std::string TakeEscape();
  std::string DescribeNext();

  std::string_view text_;
  size_t place_ = 0;
};

}  // namespace kinora
