#include "filters/cube_file.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <cstring>
#include <optional>
#include <string>
#include <utility>

namespace kinora {
namespace {

constexpr int kSmallest = 2;
constexpr int kLargest = 64;
constexpr double kNarrowest = 1e-6;
constexpr std::string_view kSpaces = " \t\r";
constexpr size_t kShown = 24;

// The next word of `line`, which it is taken from; empty at the end.
std::string_view TakeWord(std::string_view& line) {
  line.remove_prefix(std::min(line.find_first_not_of(kSpaces), line.size()));
  const std::string_view word = line.substr(0, line.find_first_of(kSpaces));
  line.remove_prefix(word.size());
  return word;
}

// Digits alone make a number: no names as "nan" and "inf", no hexadecimal.
std::optional<double> ToNumber(std::string_view word) {
  char digits[64];
  if (word.empty() || word.size() >= sizeof digits) return std::nullopt;
  if (word.find_first_not_of("+-.0123456789eE") != std::string_view::npos) return std::nullopt;
  std::memcpy(digits, word.data(), word.size());
  digits[word.size()] = '\0';
  char* end = nullptr;
  const double number = std::strtod(digits, &end);
  if (end != digits + word.size()) return std::nullopt;
  return number;
}

std::string Quoted(std::string_view word) { return "'" + std::string(word.substr(0, kShown)) + "'"; }

class CubeParser {
 public:
  explicit CubeParser(std::string_view text) : rest_(text) {
    if (rest_.starts_with("\xEF\xBB\xBF")) rest_.remove_prefix(3);
  }

  Result<CubeFile> Parse() {
    while (!rest_.empty()) {
      ++number_;
      std::string_view line = rest_.substr(0, rest_.find('\n'));
      rest_.remove_prefix(std::min(line.size() + 1, rest_.size()));
      const std::string_view word = TakeWord(line);
      if (word.empty() || word.starts_with('#')) continue;
      KINORA_RETURN_IF_ERROR(ParseLine(word, line));
    }
    if (cube_.size == 0) return Wrong("there is no LUT_3D_SIZE");
    if (cube_.nodes.size() < Count()) {
      return Wrong("the file ends after " + std::to_string(cube_.nodes.size() / 3) + " of " +
                   std::to_string(Count() / 3) + " nodes");
    }
    return std::move(cube_);
  }

 private:
  Status ParseLine(std::string_view word, std::string_view line) {
    const char first = word.front();
    if (word == "TITLE") return {};
    if ((first >= 'A' && first <= 'Z') || first == '_') {
      if (!cube_.nodes.empty()) return Wrong(Quoted(word) + " stands behind the first node");
      return ParseKeyword(word, line);
    }
    if (cube_.size == 0) return Wrong("found " + Quoted(word) + " before LUT_3D_SIZE");
    for (size_t i = 0; i < 3; ++i) {
      if (!(cube_.domain_max[i] - cube_.domain_min[i] >= kNarrowest)) {
        return Wrong("DOMAIN_MAX must be above DOMAIN_MIN by at least 0.000001");
      }
    }
    if (cube_.nodes.size() == Count()) {
      return Wrong("there are more than " + std::to_string(Count() / 3) + " nodes");
    }
    double node[3];
    KINORA_RETURN_IF_ERROR(ParseNumbers(word, line, node));
    for (const double value : node) cube_.nodes.push_back(static_cast<float>(value));
    return {};
  }

  Status ParseKeyword(std::string_view word, std::string_view line) {
    const std::string_view next = TakeWord(line);
    if (word == "LUT_3D_SIZE") return ParseSize(next, line);
    if (word == "DOMAIN_MIN") return ParseNumbers(next, line, cube_.domain_min);
    if (word == "DOMAIN_MAX") return ParseNumbers(next, line, cube_.domain_max);
    if (word == "LUT_3D_INPUT_RANGE") {
      double range[2];
      KINORA_RETURN_IF_ERROR(ParseNumbers(next, line, range));
      cube_.domain_min.fill(range[0]);
      cube_.domain_max.fill(range[1]);
      return {};
    }
    if (word.starts_with("LUT_1D")) return Wrong("found " + Quoted(word) + ": 1D tables are not supported, only 3D");
    return Wrong("unknown word " + Quoted(word));
  }

  Status ParseSize(std::string_view word, std::string_view line) {
    double size[1];
    KINORA_RETURN_IF_ERROR(ParseNumbers(word, line, size));
    if (cube_.size != 0) return Wrong("LUT_3D_SIZE is given twice");
    if (!(size[0] >= kSmallest && size[0] <= kLargest) || size[0] != std::floor(size[0])) {
      return Wrong("LUT_3D_SIZE must be a whole number from " + std::to_string(kSmallest) + " to " +
                   std::to_string(kLargest) + ", got " + Quoted(word));
    }
    cube_.size = static_cast<int>(size[0]);
    return {};
  }

  // `word` and those of `line`, as many as `numbers` has.
  template <typename Numbers>
  Status ParseNumbers(std::string_view word, std::string_view line, Numbers& numbers) {
    for (double& value : numbers) {
      if (word.empty()) return Wrong("found the end of the line, expected a number");
      const std::optional<double> number = ToNumber(word);
      if (!number) return Wrong("found " + Quoted(word) + ", expected a number");
      if (!(std::abs(*number) <= kMostOfCube)) {
        return Wrong(Quoted(word) + " is out of range, which is -65504 to 65504");
      }
      value = *number;
      word = TakeWord(line);
    }
    if (!word.empty() && !word.starts_with('#'))
      return Wrong("found " + Quoted(word) + ", expected the end of the line");
    return {};
  }

  size_t Count() const {
    const auto size = static_cast<size_t>(cube_.size);
    return 3 * size * size * size;
  }

  std::unexpected<Error> Wrong(const std::string& what) const {
    return Fail(ErrorCode::kInvalidArgument, "lut3d.cube", number_,
                "lut3d.cube, line " + std::to_string(number_) + ": " + what);
  }

  std::string_view rest_;
  int number_ = 0;
  CubeFile cube_;
};

}  // namespace

Result<CubeFile> ParseCubeFile(std::string_view text) { return CubeParser(text).Parse(); }

}  // namespace kinora
