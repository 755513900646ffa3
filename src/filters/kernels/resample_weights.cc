#include "filters/kernels/resample_weights.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numbers>

namespace kinora {
namespace {

constexpr double kLobes = 3;

// How far to each side a result reaches whose pixels are `ratio` source pixels apart.
double Reach(double ratio, Resampling method) {
  if (method == Resampling::kArea) return (ratio + 1) / 2;
  return (method == Resampling::kLanczos ? kLobes : 1) * std::max(1.0, ratio);
}

double Weight(double distance, double ratio, Resampling method) {
  if (method == Resampling::kArea) return std::clamp((ratio + 1) / 2 - std::abs(distance), 0.0, std::min(ratio, 1.0));
  const double x = std::abs(distance) / std::max(1.0, ratio);
  if (method == Resampling::kBilinear) return std::max(0.0, 1 - x);
  if (x >= kLobes) return 0;
  if (x < 1e-9) return 1;
  const double angle = std::numbers::pi * x;
  return kLobes * std::sin(angle) * std::sin(angle / kLobes) / (angle * angle);
}

}  // namespace

ResampleWeights MakeResampleWeights(int source_size, int target_size, Resampling method) {
  const double ratio = static_cast<double>(source_size) / target_size;
  const double reach = Reach(ratio, method);
  ResampleWeights result;
  result.count = 2 * static_cast<int>(std::ceil(reach));
  const auto count = static_cast<size_t>(result.count);
  std::vector<double> exact(count);
  for (int i = 0; i < target_size; ++i) {
    const double center = (i + 0.5) * ratio - 0.5;
    const int first = static_cast<int>(std::floor(center - reach)) + 1;
    double total = 0;
    for (size_t tap = 0; tap < count; ++tap) {
      exact[tap] = Weight(first + static_cast<int>(tap) - center, ratio, method);
      total += exact[tap];
    }
    // Sums are rounded, not weights: so that all of them are exactly 1, and errors do not add up where weights are
    // small.
    double sum = 0;
    long before = 0;
    for (const double weight : exact) {
      sum += weight;
      const long after = std::lround(sum / total * (1 << kResampleBits));
      result.weights.push_back(static_cast<int16_t>(after - before));
      before = after;
    }
    result.first.push_back(first);
  }
  return result;
}

}  // namespace kinora
