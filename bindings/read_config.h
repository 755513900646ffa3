// Reads the options and numbers that JavaScript passes.
#pragma once

#include <emscripten/val.h>

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

#include "base/result.h"
#include "codec/packet.h"
#include "color/color_space.h"
#include "webm/writer.h"

namespace kinora::bindings {

// A choice that JavaScript writes as a string.
template <typename T>
struct Choice {
  const char* name;
  T value;
};

// Looks up `config[field]` in `choices`.
template <typename T, size_t N>
Status Read(const emscripten::val& config, const char* field, const Choice<T> (&choices)[N], T& target) {
  const std::string name = config[field].as<std::string>();
  std::string known;
  for (const Choice<T>& choice : choices) {
    if (name == choice.name) {
      target = choice.value;
      return {};
    }
    known += known.empty() ? choice.name : std::string(", ") + choice.name;
  }
  return Fail(ErrorCode::kInvalidArgument, field, 0, std::string(field) + " must be one of " + known + ", got " + name);
}

inline constexpr Choice<Codec> kCodecs[] = {{"vp8", Codec::kVp8}, {"vp9", Codec::kVp9}};
inline constexpr Choice<ColorSpace> kColorSpaces[] = {{"bt601", ColorSpace::kBt601}, {"bt709", ColorSpace::kBt709}};
inline constexpr Choice<WebmLayout> kLayouts[] = {{"file", WebmLayout::kFile}, {"live", WebmLayout::kLive}};

// A number from JavaScript as an int; what does not fit becomes -1, which every check of a size refuses.
inline int ToInt(const emscripten::val& number) {
  const double value = number.as<double>();
  return value >= 0 && value <= 1e9 && value == std::floor(value) ? static_cast<int>(value) : -1;
}

// A time from JavaScript, in microseconds; what is not a time becomes -1, which the core refuses.
inline int64_t ToMicroseconds(double time) {
  return time >= 0 && time <= 9e15 ? static_cast<int64_t>(std::llround(time)) : -1;
}

// The bytes that embind put into a string. Borrowed.
inline std::span<const uint8_t> BytesOf(const std::string& bytes) {
  return {reinterpret_cast<const uint8_t*>(bytes.data()), bytes.size()};
}

}  // namespace kinora::bindings
