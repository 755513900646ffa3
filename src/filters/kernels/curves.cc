// Curves through points: monotone cubic Hermite interpolation (Fritsch and Carlson, Monotone Piecewise Cubic
// Interpolation, SIAM Journal on Numerical Analysis 17, 1980).
#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <vector>

#include "filters/builders.h"

namespace kinora {
namespace {

struct Point {
  double x;
  double y;
  double tangent;
};

using Curve = std::vector<Point>;

// Keeps the piece between two points monotone: the tangents, in units of its slope, are drawn into a circle of radius
// 3.
void Limit(Point& left, Point& right, double slope) {
  if (slope == 0) {
    left.tangent = right.tangent = 0;
    return;
  }
  const double a = left.tangent / slope;
  const double b = right.tangent / slope;
  const double square = a * a + b * b;
  if (square <= 9) return;
  left.tangent *= 3 / std::sqrt(square);
  right.tangent *= 3 / std::sqrt(square);
}

Curve MakeCurve(std::span<const double> numbers) {
  Curve curve;
  for (size_t i = 0; i < numbers.size(); i += 2) curve.push_back({numbers[i], numbers[i + 1], 0});
  std::vector<double> slopes;
  for (size_t i = 0; i + 1 < curve.size(); ++i) {
    slopes.push_back((curve[i + 1].y - curve[i].y) / (curve[i + 1].x - curve[i].x));
  }
  curve.front().tangent = slopes.front();
  curve.back().tangent = slopes.back();
  for (size_t i = 1; i < slopes.size(); ++i) {
    // Flat at peaks and in valleys.
    curve[i].tangent = slopes[i - 1] * slopes[i] <= 0 ? 0 : (slopes[i - 1] + slopes[i]) / 2;
  }
  for (size_t i = 0; i < slopes.size(); ++i) Limit(curve[i], curve[i + 1], slopes[i]);
  return curve;
}

double ValueAt(const Curve& curve, double x) {
  if (x <= curve.front().x) return curve.front().y;
  if (x >= curve.back().x) return curve.back().y;
  size_t i = 1;
  while (curve[i].x < x) ++i;
  const Point& left = curve[i - 1];
  const Point& right = curve[i];
  const double width = right.x - left.x;
  const double t = (x - left.x) / width;
  const double u = 1 - t;
  return left.y * (1 + 2 * t) * u * u + left.tangent * width * t * u * u + right.y * t * t * (1 + 2 * u) -
         right.tangent * width * t * t * u;
}

Status CheckPoints(std::string_view name, std::span<const double> numbers) {
  std::string field = "curves." + std::string(name);
  if (numbers.size() % 2 != 0) {
    return OutOfRange(std::move(field), static_cast<double>(numbers.size()), "pairs, an even count of numbers");
  }
  for (size_t i = 2; i < numbers.size(); i += 2) {
    if (numbers[i] <= numbers[i - 2]) {
      return OutOfRange(std::move(field), numbers[i], "pairs whose first numbers rise");
    }
  }
  return {};
}

}  // namespace

Status BuildCurves(const Arguments& arguments, PlanBuilder& builder) {
  constexpr std::array<std::string_view, 4> kNames = {"red", "green", "blue", "rgb"};
  constexpr std::array<double, 4> kStraightLine = {0, 0, 1, 1};
  std::array<Curve, 4> curves;
  bool identity = true;
  for (size_t i = 0; i < kNames.size(); ++i) {
    const std::span<const double> numbers = arguments.Numbers(kNames[i]);
    KINORA_RETURN_IF_ERROR(CheckPoints(kNames[i], numbers));
    curves[i] = MakeCurve(numbers);
    identity = identity && std::ranges::equal(numbers, kStraightLine);
  }
  if (identity) return {};
  builder.AddPerChannel([curves = std::move(curves)](int channel, double value) {
    return ValueAt(curves[3], ValueAt(curves[static_cast<size_t>(channel)], value));
  });
  return {};
}

}  // namespace kinora
