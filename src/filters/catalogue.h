// The one table of filters: the parser, the planner, the documentation, the TypeScript types, the demo's controls and
// the fuzzer's dictionary are made from it. A new filter is one row here, one kernel, one reference, one line of tests.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "base/result.h"

namespace kinora {

class Arguments;
class PlanBuilder;

enum class ParameterType : uint8_t {
  kNumber,   // a bare number
  kAmount,   // a number, or a percentage: 50% is 0.5
  kLength,   // pixels: `px` in CSS's own functions, where it may be left out for 0 only; optional elsewhere
  kAngle,    // degrees; deg, grad, rad, turn; without a unit only 0
  kColor,    // a CSS colour; held as 0xRRGGBBAA
  kKeyword,  // one of Parameter::keywords; held as its place among them
  kNumbers,  // numbers with spaces between
  kStops,    // colours with spaces between, each with a percentage behind it or not; held as place, colour, place, ...
  kText,     // a quoted string
};

// What happens to a number above `most`: CSS clamps some, as in sepia(200%).
enum class Excess : uint8_t { kError, kClamp };

struct Parameter {
  std::string_view name;  // in kebab-case
  ParameterType type;
  double initial = 0;  // when left out; of kNumbers, kStops and kText see initial_text
  double least = 0;    // inclusive; for kNumbers of each one
  double most = 0;     // inclusive
  Excess excess = Excess::kError;
  bool whole = false;              // integers only
  std::string_view keywords = {};  // separated by '|'
  std::string_view initial_text = {};
  int fewest = 0;  // how many numbers or stops there may be
  int greatest = 0;
  std::string_view meaning;  // for the documentation, beginning in lower case
};

enum class FilterKind : uint8_t {
  kPointwise,  // each pixel by itself
  kSpatial,    // looks at its neighbours
  kGeometry,   // moves pixels, may change the picture's size
};

// What a filter computes with.
enum class AlphaRule : uint8_t {
  kStraight,       // colours that are not premultiplied
  kPremultiplied,  // so that what is transparent has no weight
};

enum class Family : uint8_t { kCss, kTone, kColor, kBlur, kDetail, kStylize, kGeometry };

// Appends what a filter does to the plan. `arguments` are complete and in range.
using BuildFunction = Status(const Arguments& arguments, PlanBuilder& builder);

struct FilterEntry {
  std::string_view name;  // in kebab-case
  Family family;
  FilterKind kind;
  AlphaRule alpha;
  std::span<const Parameter> parameters;
  BuildFunction* build;
  // For the documentation; empty unless compiled with KINORA_CATALOGUE_PROSE, as Parameter::meaning.
  std::string_view summary;  // one sentence
  std::string_view formula;  // and its source
  // Chains for documentation and tests, separated by '|': one usual, then those that reach other code.
  std::string_view examples;
};

// In the order of the documentation.
std::span<const FilterEntry> Catalogue();

// nullptr if there is none. `name` in lower case.
const FilterEntry* FindFilter(std::string_view name);

// The filter whose name is nearest to `name`, or nothing when none is near.
std::string_view NearestFilter(std::string_view name);

}  // namespace kinora
