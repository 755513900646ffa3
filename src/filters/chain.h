// Filters in a row, as they are written: what the parser makes and the planner reads.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "filters/catalogue.h"

namespace kinora {

// What stands for one parameter. Which member counts follows from the parameter's type.
struct Value {
  double number = 0;            // kNumber, kAmount, kLength (px), kAngle (degrees), kColor (0xRRGGBBAA), kKeyword
  std::vector<double> numbers;  // kNumbers; kStops: place from 0 to 1 and colour, in turn
  std::string text;             // kText

  bool operator==(const Value&) const = default;
};

// What a parameter has when it is left out.
Value InitialValue(const Parameter& parameter);

// One filter with all of its parameters.
struct FilterCall {
  const FilterEntry* entry = nullptr;
  std::vector<Value> values;  // as many as the entry has parameters, in that order

  bool operator==(const FilterCall&) const = default;
};

struct Chain {
  std::vector<FilterCall> calls;

  bool operator==(const Chain&) const = default;
};

// The most functions that one chain may have.
inline constexpr size_t kMaxCalls = 256;

// The shortest text that ParseChain reads as `chain`; "none" for an empty one.
std::string Print(const Chain& chain);

// A call's parameters by name; a name that the entry does not have is a programming error.
class Arguments {
 public:
  explicit Arguments(const FilterCall& call) : call_(&call) {}

  double Number(std::string_view name) const { return Find(name).number; }
  // Of kKeyword.
  int Keyword(std::string_view name) const { return static_cast<int>(Find(name).number); }
  // Of kColor: red, green, blue or alpha, in [0, 1].
  double Color(std::string_view name, int channel) const;
  std::span<const double> Numbers(std::string_view name) const { return Find(name).numbers; }
  std::string_view Text(std::string_view name) const { return Find(name).text; }

 private:
  const Value& Find(std::string_view name) const;

  const FilterCall* call_;
};

// The channel of a colour held as 0xRRGGBBAA: 0 red to 3 alpha; in [0, 1].
double ColorChannel(double color, int channel);

}  // namespace kinora
