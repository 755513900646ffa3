#include "filters/css_color.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <numbers>
#include <string>
#include <string_view>

#include "filters/css_color_names.h"

namespace kinora {
namespace {

constexpr const char* kExpected = "a colour";

double Pack(double red, double green, double blue, double alpha) {
  const auto byte = [](double value) { return std::floor(std::clamp(value, 0.0, 1.0) * 255 + 0.5); };
  return ((byte(red) * 256 + byte(green)) * 256 + byte(blue)) * 256 + byte(alpha);
}

// The place of a component that may be a number or a percentage, in [0, 1] for numbers up to `full`.
Result<double> Component(CssScanner& scanner, double full) {
  const size_t place = scanner.place();
  const std::optional<Quantity> quantity = scanner.TakeQuantity();
  if (!quantity) return scanner.Expected("a number or a percentage");
  if (quantity->unit == "%") return quantity->number / 100;
  if (!quantity->unit.empty()) {
    return scanner.SyntaxError(place, "found the unit '" + quantity->unit + "', expected a number or a percentage");
  }
  return quantity->number / full;
}

Result<double> Hue(CssScanner& scanner) {
  const size_t place = scanner.place();
  const std::optional<Quantity> quantity = scanner.TakeQuantity();
  if (!quantity) return scanner.Expected("a hue");
  const std::string& unit = quantity->unit;
  // Nobody can tell where a number ends that was too large to be read.
  const double number = std::isfinite(quantity->number) ? quantity->number : 0;
  if (unit.empty() || unit == "deg") return number / 360;
  if (unit == "turn") return number;
  if (unit == "grad") return number / 400;
  if (unit == "rad") return number / (2 * std::numbers::pi);
  return scanner.SyntaxError(place, "found the unit '" + unit + "', expected deg, grad, rad or turn");
}

// `hue` in turns (CSS Color 4, section 7).
double HslToRgb(double hue, double saturation, double lightness, double alpha) {
  saturation = std::clamp(saturation, 0.0, 1.0);
  lightness = std::clamp(lightness, 0.0, 1.0);
  hue = (hue - std::floor(hue)) * 12;
  const double reach = saturation * std::min(lightness, 1 - lightness);
  const auto channel = [&](double offset) {
    const double k = std::fmod(offset + hue, 12);
    return lightness - reach * std::max(-1.0, std::min({k - 3, 9 - k, 1.0}));
  };
  return Pack(channel(0), channel(8), channel(4), alpha);
}

// What stands in the parentheses of rgb() and hsl().
Result<double> Function(CssScanner& scanner, bool hsl) {
  double values[4] = {0, 0, 0, 1};
  bool commas = false;
  for (int i = 0; i < 4; ++i) {
    if (i == 1) commas = scanner.Take(',');
    if (i == 2 && commas && !scanner.Take(',')) return scanner.Expected("','");
    if (i == 3) {
      if (scanner.Take(')')) break;
      if (!scanner.Take(commas ? ',' : '/')) return scanner.Expected(commas ? "',' or ')'" : "'/' or ')'");
    }
    const double full = i == 3 ? 1 : hsl ? 100 : 255;
    const Result<double> value = hsl && i == 0 ? Hue(scanner) : Component(scanner, full);
    if (!value) return value;
    values[i] = *value;
    if (i == 3 && !scanner.Take(')')) return scanner.Expected("')'");
  }
  return (hsl ? HslToRgb : Pack)(values[0], values[1], values[2], values[3]);
}

Result<double> Hash(CssScanner& scanner, size_t place, const std::string& digits) {
  const bool hex = std::ranges::all_of(digits, [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
  const size_t length = digits.size();
  if (!hex || (length != 3 && length != 4 && length != 6 && length != 8)) {
    return scanner.SyntaxError(place, "found '#" + digits + "', expected 3, 4, 6 or 8 hexadecimal digits");
  }
  double color = 0;
  for (const char c : digits) {
    const int digit = c <= '9' ? c - '0' : c - 'a' + 10;
    color = length < 6 ? color * 256 + digit * 17 : color * 16 + digit;
  }
  return length % 4 == 0 ? color : color * 256 + 255;
}

}  // namespace

bool StartsColor(CssScanner& scanner) {
  const size_t place = scanner.place();
  const bool starts = scanner.TakeHash() || scanner.TakeName();
  scanner.Return(place);
  return starts;
}

Result<double> ParseColor(CssScanner& scanner) {
  const size_t place = scanner.place();
  if (const std::optional<std::string> digits = scanner.TakeHash()) return Hash(scanner, place, *digits);
  const std::optional<std::string> name = scanner.TakeName();
  if (!name) return scanner.Expected(kExpected);
  if (*name == "rgb" || *name == "rgba" || *name == "hsl" || *name == "hsla") {
    if (!scanner.Take('(')) return scanner.Expected("'('");
    return Function(scanner, name->starts_with("hsl"));
  }
  if (*name == "transparent") return 0.0;
  if (*name == "currentcolor") return 255.0;
  const NamedColor* named = std::ranges::lower_bound(kNamedColors, std::string_view(*name), {}, &NamedColor::name);
  if (named != std::end(kNamedColors) && named->name == *name) return named->rgb * 256.0 + 255;
  scanner.Return(place);
  return scanner.Expected(kExpected);
}

}  // namespace kinora
