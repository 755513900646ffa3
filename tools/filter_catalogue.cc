// Prints the catalogue of filters as JSON, from which tools/build/filters.mjs makes documentation and TypeScript.
#include <charconv>
#include <cstdio>
#include <string>
#include <string_view>

#include "filters/catalogue.h"
#include "filters/chain.h"

namespace kinora {
namespace {

std::string ToJson(std::string_view text) {
  std::string json = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') json += '\\';
    json += c;
  }
  return json + '"';
}

// The shortest digits that read back as the same number.
std::string ToJson(double number) {
  char digits[32];
  const std::to_chars_result end = std::to_chars(digits, digits + sizeof(digits), number);
  return std::string(digits, end.ptr);
}

// The parts of a text that stand between '|'.
std::string ToJsonList(std::string_view text) {
  std::string json;
  while (!text.empty()) {
    const std::string_view part = text.substr(0, text.find('|'));
    json += (json.empty() ? "" : ", ") + ToJson(part);
    text.remove_prefix(part.size() == text.size() ? part.size() : part.size() + 1);
  }
  return '[' + json + ']';
}

std::string_view NameOf(ParameterType type) {
  switch (type) {
    case ParameterType::kNumber:
      return "number";
    case ParameterType::kAmount:
      return "amount";
    case ParameterType::kLength:
      return "length";
    case ParameterType::kAngle:
      return "angle";
    case ParameterType::kColor:
      return "color";
    case ParameterType::kKeyword:
      return "keyword";
    case ParameterType::kNumbers:
      return "numbers";
    case ParameterType::kStops:
      return "stops";
    case ParameterType::kText:
      return "text";
  }
  return {};
}

// Of a bare number, where one is written.
std::string_view UnitOf(ParameterType type) {
  switch (type) {
    case ParameterType::kLength:
      return "px";
    case ParameterType::kAngle:
      return "deg";
    default:
      return "";
  }
}

std::string_view NameOf(FilterKind kind) {
  switch (kind) {
    case FilterKind::kPointwise:
      return "pointwise";
    case FilterKind::kSpatial:
      return "spatial";
    case FilterKind::kGeometry:
      return "geometry";
  }
  return {};
}

std::string_view NameOf(Family family) {
  switch (family) {
    case Family::kCss:
      return "css";
    case Family::kTone:
      return "tone";
    case Family::kColor:
      return "color";
    case Family::kBlur:
      return "blur";
    case Family::kDetail:
      return "detail";
    case Family::kStylize:
      return "stylize";
    case Family::kGeometry:
      return "geometry";
  }
  return {};
}

bool IsText(ParameterType type) {
  return type == ParameterType::kNumbers || type == ParameterType::kStops || type == ParameterType::kText;
}

std::string ToJson(const Parameter& parameter) {
  std::string json = "{\"name\": " + ToJson(parameter.name) + ", \"type\": " + ToJson(NameOf(parameter.type)) +
                     ", \"unit\": " + ToJson(UnitOf(parameter.type)) + ", \"initial\": " +
                     (IsText(parameter.type) ? ToJson(parameter.initial_text) : ToJson(parameter.initial)) +
                     ", \"least\": " + ToJson(parameter.least) + ", \"most\": " + ToJson(parameter.most);
  if (parameter.excess == Excess::kClamp) json += ", \"clamp\": true";
  if (parameter.whole) json += ", \"whole\": true";
  if (!parameter.keywords.empty()) json += ", \"keywords\": " + ToJsonList(parameter.keywords);
  if (parameter.greatest > 0) {
    json +=
        ", \"fewest\": " + std::to_string(parameter.fewest) + ", \"greatest\": " + std::to_string(parameter.greatest);
  }
  return json + ", \"meaning\": " + ToJson(parameter.meaning) + "}";
}

std::string ToJson(const FilterEntry& entry) {
  std::string parameters;
  for (const Parameter& parameter : entry.parameters) {
    parameters += (parameters.empty() ? "\n      " : ",\n      ") + ToJson(parameter);
  }
  return "{\"name\": " + ToJson(entry.name) + ", \"family\": " + ToJson(NameOf(entry.family)) +
         ", \"kind\": " + ToJson(NameOf(entry.kind)) +
         ", \"alpha\": " + (entry.alpha == AlphaRule::kStraight ? "\"straight\"" : "\"premultiplied\"") +
         ",\n    \"parameters\": [" + parameters + "],\n    \"summary\": " + ToJson(entry.summary) +
         ",\n    \"formula\": " + ToJson(entry.formula) + ",\n    \"examples\": " + ToJsonList(entry.examples) + "}";
}

void PrintCatalogue() {
  std::string filters;
  for (const FilterEntry& entry : Catalogue()) {
    filters += (filters.empty() ? "\n  " : ",\n  ") + ToJson(entry);
  }
  std::printf("{\"mostCalls\": %zu, \"filters\": [%s\n]}\n", kMaxCalls, filters.c_str());
}

}  // namespace
}  // namespace kinora

int main() { kinora::PrintCatalogue(); }
