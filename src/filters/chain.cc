#include "filters/chain.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <cstdlib>

namespace kinora {
namespace {

// The shortest digits that read back as the same number, written as JavaScript writes them (ECMA-262,
// Number::toString), so that the package prints the same text.
std::string PrintNumber(double number) {
  char buffer[32];
  const auto end = std::to_chars(buffer, buffer + sizeof(buffer), std::abs(number), std::chars_format::scientific).ptr;
  std::string digits(buffer, std::find(buffer, end, 'e'));
  const int power = std::atoi(std::string(buffer + digits.size() + 1, end).c_str());
  if (digits.size() > 1) digits.erase(1, 1);  // the point
  const int count = static_cast<int>(digits.size());
  const std::string sign = number < 0 ? "-" : "";
  if (power < -6 || power > 20) {
    if (count > 1) digits.insert(1, ".");
    return sign + digits + (power < 0 ? "e-" : "e+") + std::to_string(std::abs(power));
  }
  if (power < 0) return sign + "0." + std::string(static_cast<size_t>(-power - 1), '0') + digits;
  if (power >= count - 1) return sign + digits + std::string(static_cast<size_t>(power - count + 1), '0');
  return sign + digits.insert(static_cast<size_t>(power) + 1, ".");
}

std::string PrintColor(double color) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  const auto bits = static_cast<uint32_t>(color);
  const bool opaque = (bits & 0xFF) == 0xFF;
  std::string text = "#";
  for (int shift = 28; shift >= (opaque ? 8 : 0); shift -= 4) text += kDigits[bits >> shift & 15];
  return text;
}

std::string PrintText(const std::string& text) {
  std::string quoted = "\"";
  for (const char c : text) {
    if (c == '\n') {
      quoted += "\\a ";  // CSS strings hold no line ends
      continue;
    }
    if (c == '"' || c == '\\') quoted += '\\';
    quoted += c;
  }
  return quoted + '"';
}

std::string_view KeywordAt(std::string_view keywords, int index) {
  for (; index > 0; --index) keywords.remove_prefix(keywords.find('|') + 1);
  return keywords.substr(0, keywords.find('|'));
}

std::string PrintValue(const Parameter& parameter, const Value& value) {
  std::string text;
  switch (parameter.type) {
    case ParameterType::kNumber:
    case ParameterType::kAmount:
      return PrintNumber(value.number);
    case ParameterType::kLength:
      return PrintNumber(value.number) + "px";
    case ParameterType::kAngle:
      return PrintNumber(value.number) + "deg";
    case ParameterType::kColor:
      return PrintColor(value.number);
    case ParameterType::kKeyword:
      return std::string(KeywordAt(parameter.keywords, static_cast<int>(value.number)));
    case ParameterType::kNumbers:
      for (const double number : value.numbers) text += (text.empty() ? "" : " ") + PrintNumber(number);
      return text;
    case ParameterType::kStops:
      for (size_t i = 0; i + 1 < value.numbers.size(); i += 2) {
        text += (text.empty() ? "" : " ") + PrintColor(value.numbers[i + 1]) + " " + PrintNumber(value.numbers[i]);
      }
      return text;
    case ParameterType::kText:
      return PrintText(value.text);
  }
  std::abort();
}

// CSS has no names or commas for its own functions' arguments.
std::string PrintDropShadow(const FilterCall& call) {
  std::string text;
  for (size_t i = 0; i < call.values.size(); ++i) {
    text += (i ? " " : "") + PrintValue(call.entry->parameters[i], call.values[i]);
  }
  return text;
}

std::string PrintArguments(const FilterCall& call) {
  if (call.entry->name == "drop-shadow") return PrintDropShadow(call);
  std::string text;
  bool named = false;  // after an argument is left out, the ones behind it need their names
  for (size_t i = 0; i < call.values.size(); ++i) {
    const Parameter& parameter = call.entry->parameters[i];
    if (call.values[i] == InitialValue(parameter)) {
      named = true;
      continue;
    }
    if (!text.empty()) text += ", ";
    if (named) text += std::string(parameter.name) + ": ";
    text += PrintValue(parameter, call.values[i]);
  }
  return text;
}

}  // namespace

std::string Print(const Chain& chain) {
  if (chain.calls.empty()) return "none";
  std::string text;
  for (const FilterCall& call : chain.calls) {
    if (!text.empty()) text += ' ';
    text += std::string(call.entry->name) + '(' + PrintArguments(call) + ')';
  }
  return text;
}

double ColorChannel(double color, int channel) {
  return (static_cast<uint32_t>(color) >> (24 - 8 * channel) & 0xFF) / 255.0;
}

double Arguments::Color(std::string_view name, int channel) const { return ColorChannel(Number(name), channel); }

const Value& Arguments::Find(std::string_view name) const {
  for (size_t i = 0; i < call_->values.size(); ++i) {
    if (call_->entry->parameters[i].name == name) return call_->values[i];
  }
  std::abort();
}

}  // namespace kinora
