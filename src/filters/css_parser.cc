#include "filters/css_parser.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <string>
#include <utility>

#include "filters/css_color.h"
#include "filters/css_scanner.h"

namespace kinora {
namespace {

std::string FieldOf(const FilterEntry& entry, const Parameter& parameter) {
  return std::string(entry.name) + '.' + std::string(parameter.name);
}

// A number as people write it, for messages.
std::string ToText(double number) {
  std::string text = std::to_string(number);
  if (text.find('.') == std::string::npos) return text;
  text.erase(text.find_last_not_of('0') + 1);
  if (text.ends_with('.')) text.pop_back();
  return text;
}

class Parser {
 public:
  explicit Parser(std::string_view text) : scanner_(text) {}

  Result<Chain> Parse() {
    Chain chain;
    bool none = false;
    while (!scanner_.AtEnd()) {
      const size_t place = scanner_.place();
      const std::optional<std::string> name = scanner_.TakeName();
      if (!name) return scanner_.Expected("a filter's name");
      if (none) return scanner_.SyntaxError(place, "found '" + *name + "', expected nothing behind 'none'");
      if (*name == "none" && chain.calls.empty()) {
        none = true;
        continue;
      }
      if (chain.calls.size() == kMaxCalls) {
        return scanner_.SyntaxError(place, "more than " + std::to_string(kMaxCalls) + " functions");
      }
      Result<FilterCall> call = ParseCall(place, *name);
      if (!call) return std::unexpected(std::move(call).error());
      chain.calls.push_back(*std::move(call));
    }
    return chain;
  }

 private:
  Result<FilterCall> ParseCall(size_t place, const std::string& name) {
    const FilterEntry* entry = FindFilter(name);
    if (!entry) {
      const std::string_view nearest = NearestFilter(name);
      return scanner_.SyntaxError(place,
                                  "unknown filter '" + name.substr(0, 40) + "'" +
                                      (nearest.empty() ? "" : " (did you mean '" + std::string(nearest) + "'?)"));
    }
    if (!scanner_.Take('(')) return scanner_.Expected("'('");
    FilterCall call{.entry = entry, .values = {}};
    for (const Parameter& parameter : entry->parameters) call.values.push_back(InitialValue(parameter));
    const Status arguments =
        entry->name == "drop-shadow" && !StartsNamed() ? ParseDropShadow(call) : ParseArguments(call);
    if (!arguments) return std::unexpected(arguments.error());
    return call;
  }

  // Whether `name:` comes next.
  bool StartsNamed() {
    const size_t place = scanner_.place();
    const bool named = scanner_.TakeName() && scanner_.Take(':');
    scanner_.Return(place);
    return named;
  }

  Status ParseArguments(FilterCall& call) {
    const auto parameters = call.entry->parameters;
    std::vector<bool> given(parameters.size());
    bool named = false;
    if (scanner_.Take(')')) return {};
    for (size_t next = 0;; ++next) {
      const size_t place = scanner_.place();
      size_t index = next;
      if (StartsNamed()) {
        named = true;
        const std::string name = *scanner_.TakeName();
        scanner_.Take(':');
        index = static_cast<size_t>(std::ranges::find(parameters, name, &Parameter::name) - parameters.begin());
        if (index == parameters.size()) {
          return scanner_.SyntaxError(place,
                                      "unknown parameter '" + name.substr(0, 40) + "', expected " + Names(parameters));
        }
      } else if (named) {
        return scanner_.Expected("a parameter's name and ':'");
      } else if (index >= parameters.size()) {
        return scanner_.Expected("')'");
      }
      if (given[index]) {
        return scanner_.SyntaxError(place, "'" + std::string(parameters[index].name) + "' is given twice");
      }
      given[index] = true;
      KINORA_RETURN_IF_ERROR(ParseValue(*call.entry, parameters[index], call.values[index]));
      if (scanner_.Take(')')) return {};
      if (!scanner_.Take(',')) return scanner_.Expected("',' or ')'");
    }
  }

  static std::string Names(std::span<const Parameter> parameters) {
    std::string names;
    for (const Parameter& parameter : parameters) {
      names += (names.empty() ? "" : ", ") + std::string(parameter.name);
    }
    return names;
  }

  // [<color>? && <length>{2,3}]
  Status ParseDropShadow(FilterCall& call) {
    constexpr size_t kColor = 3;
    const auto parameters = call.entry->parameters;
    const bool color_first = StartsColor(scanner_);
    if (color_first) KINORA_RETURN_IF_ERROR(ParseValue(*call.entry, parameters[kColor], call.values[kColor]));
    for (size_t i = 0; i < kColor; ++i) {
      const size_t place = scanner_.place();
      if (i == 2 && !scanner_.TakeQuantity()) break;
      scanner_.Return(place);
      KINORA_RETURN_IF_ERROR(ParseValue(*call.entry, parameters[i], call.values[i]));
    }
    if (!color_first && StartsColor(scanner_)) {
      KINORA_RETURN_IF_ERROR(ParseValue(*call.entry, parameters[kColor], call.values[kColor]));
    }
    return scanner_.Take(')') ? Status() : scanner_.Expected("')'");
  }

  Status ParseValue(const FilterEntry& entry, const Parameter& parameter, Value& value) {
    switch (parameter.type) {
      case ParameterType::kColor: {
        const Result<double> color = ParseColor(scanner_);
        if (!color) return std::unexpected(color.error());
        value.number = *color;
        return {};
      }
      case ParameterType::kKeyword:
        return ParseKeyword(parameter, value);
      case ParameterType::kText: {
        Result<std::optional<std::string>> text = scanner_.TakeString();
        if (!text) return std::unexpected(text.error());
        if (!*text) return scanner_.Expected("a string in quotes");
        value.text = **std::move(text);
        return {};
      }
      case ParameterType::kNumbers:
        return ParseNumbers(entry, parameter, value);
      case ParameterType::kStops:
        return ParseStops(entry, parameter, value);
      default:
        return ParseNumber(entry, parameter, value.number);
    }
  }

  Status ParseKeyword(const Parameter& parameter, Value& value) {
    const size_t place = scanner_.place();
    const std::optional<std::string> word = scanner_.TakeName();
    std::string expected;
    std::string_view rest = parameter.keywords;
    for (int index = 0;; ++index) {
      const std::string_view keyword = rest.substr(0, rest.find('|'));
      if (word == keyword) {
        value.number = index;
        return {};
      }
      expected += (expected.empty() ? "" : ", ") + std::string(keyword);
      if (keyword.size() == rest.size()) break;
      rest.remove_prefix(keyword.size() + 1);
    }
    scanner_.Return(place);
    return scanner_.Expected(expected);
  }

  Status ParseNumbers(const FilterEntry& entry, const Parameter& parameter, Value& value) {
    value.numbers.clear();
    for (size_t place = scanner_.place(); scanner_.TakeQuantity(); place = scanner_.place()) {
      scanner_.Return(place);
      if (value.numbers.size() == static_cast<size_t>(parameter.greatest)) break;
      KINORA_RETURN_IF_ERROR(ParseNumber(entry, parameter, value.numbers.emplace_back()));
    }
    return CheckCount(parameter, value.numbers.size(), "numbers");
  }

  // Colours, each with a place behind it or not. Those without are spread between their neighbours.
  Status ParseStops(const FilterEntry& entry, const Parameter& parameter, Value& value) {
    constexpr double kOpen = -1;
    std::vector<double>& stops = value.numbers;
    stops.clear();
    while (StartsColor(scanner_) && stops.size() < 2 * static_cast<size_t>(parameter.greatest)) {
      const Result<double> color = ParseColor(scanner_);
      if (!color) return std::unexpected(color.error());
      stops.push_back(kOpen);
      stops.push_back(*color);
      const size_t place = scanner_.place();
      if (!scanner_.TakeQuantity()) continue;
      scanner_.Return(place);
      const Parameter offset = {.name = parameter.name, .type = ParameterType::kAmount, .most = 1, .meaning = {}};
      KINORA_RETURN_IF_ERROR(ParseNumber(entry, offset, stops[stops.size() - 2]));
    }
    KINORA_RETURN_IF_ERROR(CheckCount(parameter, stops.size() / 2, "colours"));
    if (stops.front() == kOpen) stops.front() = 0;
    if (stops[stops.size() - 2] == kOpen) stops[stops.size() - 2] = 1;
    for (size_t i = 2; i < stops.size(); i += 2) {
      if (stops[i] == kOpen) {
        size_t end = i;
        while (stops[end] == kOpen) end += 2;
        stops[i] = stops[i - 2] + (stops[end] - stops[i - 2]) / static_cast<double>((end - i) / 2 + 1);
      }
      stops[i] = std::max(stops[i], stops[i - 2]);  // as CSS's gradients have it
    }
    return {};
  }

  Status CheckCount(const Parameter& parameter, size_t count, const char* what) {
    if (count < static_cast<size_t>(parameter.fewest)) {
      return scanner_.Expected((parameter.fewest == parameter.greatest ? "" : "at least ") +
                               std::to_string(parameter.fewest) + " " + what);
    }
    return {};
  }

  Status ParseNumber(const FilterEntry& entry, const Parameter& parameter, double& number) {
    const size_t place = scanner_.place();
    const std::optional<Quantity> quantity = scanner_.TakeQuantity();
    if (!quantity) return scanner_.Expected(Describe(parameter.type));
    const std::optional<double> converted = InOwnUnit(entry, parameter.type, *quantity);
    if (!converted) {
      return scanner_.SyntaxError(
          place, (quantity->unit.empty() ? "found no unit" : "found the unit '" + quantity->unit.substr(0, 40) + "'") +
                     ", expected " + Describe(parameter.type));
    }
    number = *converted + 0.0;  // never -0, which prints as another number than 0
    if (parameter.excess == Excess::kClamp && number > parameter.most) number = parameter.most;
    return CheckRange(entry, parameter, number, place);
  }

  static const char* Describe(ParameterType type) {
    switch (type) {
      case ParameterType::kAmount:
        return "a number or a percentage";
      case ParameterType::kLength:
        return "a length in px";
      case ParameterType::kAngle:
        return "an angle in deg, grad, rad or turn";
      default:
        return "a number";
    }
  }

  // In px, degrees or ones; none if the unit is not allowed. Absolute lengths of CSS Values and Units 4.
  static std::optional<double> InOwnUnit(const FilterEntry& entry, ParameterType type, const Quantity& quantity) {
    // Divided first and never by a quotient, so that 70% is the double that 0.7 is and 25.4mm the one that 96px is.
    struct Unit {
      ParameterType type;
      std::string_view name;
      double factor;
      double divisor;
    };
    static constexpr Unit kUnits[] = {
        {ParameterType::kAmount, "%", 1, 100},    {ParameterType::kLength, "px", 1, 1},
        {ParameterType::kLength, "in", 96, 1},    {ParameterType::kLength, "cm", 96, 2.54},
        {ParameterType::kLength, "mm", 96, 25.4}, {ParameterType::kLength, "q", 96, 101.6},
        {ParameterType::kLength, "pt", 96, 72},   {ParameterType::kLength, "pc", 16, 1},
        {ParameterType::kAngle, "deg", 1, 1},     {ParameterType::kAngle, "grad", 9, 10},
        {ParameterType::kAngle, "turn", 360, 1},  {ParameterType::kAngle, "rad", 180, std::numbers::pi},
    };
    if (quantity.unit.empty()) {
      const bool needs_unit =
          type == ParameterType::kAngle || (type == ParameterType::kLength && entry.family == Family::kCss);
      return needs_unit && quantity.number != 0 ? std::nullopt : std::optional(quantity.number);
    }
    for (const Unit& unit : kUnits) {
      if (unit.type == type && unit.name == quantity.unit) return quantity.number / unit.divisor * unit.factor;
    }
    return std::nullopt;
  }

  Status CheckRange(const FilterEntry& entry, const Parameter& parameter, double number, size_t place) {
    const bool in_range = number >= parameter.least && number <= parameter.most;
    if (in_range && (!parameter.whole || number == std::floor(number))) return {};
    std::string range = "from " + ToText(parameter.least) + " to " + ToText(parameter.most);
    if (parameter.most > 1e30) {
      range = number > parameter.most ? "at most 3.4e+38" : "at least " + ToText(parameter.least);
    }
    if (parameter.whole) range = "a whole number " + range;
    return OutOfRange(FieldOf(entry, parameter), number,
                      range + " (column " + std::to_string(scanner_.ColumnOf(place)) + ")");
  }

  CssScanner scanner_;
};

}  // namespace

Value InitialValue(const Parameter& parameter) {
  Value value{.number = parameter.initial, .numbers = {}, .text = {}};
  if (parameter.initial_text.empty()) return value;
  CssScanner scanner(parameter.initial_text);
  if (parameter.type == ParameterType::kNumbers) {
    while (const auto quantity = scanner.TakeQuantity()) value.numbers.push_back(quantity->number);
  } else {
    // Stops of the table: colours alone, spread evenly.
    while (!scanner.AtEnd()) {
      value.numbers.push_back(0);
      value.numbers.push_back(ParseColor(scanner).value_or(0));
    }
    const double last = static_cast<double>(value.numbers.size()) / 2 - 1;
    for (size_t i = 0; i < value.numbers.size(); i += 2) value.numbers[i] = static_cast<double>(i) / 2 / last;
  }
  return value;
}

Result<Chain> ParseChain(std::string_view text) { return Parser(text).Parse(); }

}  // namespace kinora
