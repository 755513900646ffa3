#include "filters/kernels/color_matrix.h"

#include <algorithm>
#include <cmath>

#ifndef KINORA_COLOR_MATRIX_SHIFTS
#define KINORA_COLOR_MATRIX_SHIFTS
namespace kinora {
// Bits behind the binary point of a weight: as many as fit when the largest row's absolute weights sum up to the reach,
// so that neither a weight leaves 16 bits nor a sum 32.
inline constexpr int kPreciseShift = 13;
inline constexpr double kPreciseReach = 3.99;
inline constexpr int kWideShift = 11;
inline constexpr double kWideReach = 15.9;
}  // namespace kinora
#endif

// Highway includes this file once for each instruction set.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "filters/kernels/color_matrix.cc"
#include "hwy/foreach_target.h"  // keep before highway.h
#include "hwy/highway.h"

HWY_BEFORE_NAMESPACE();
namespace kinora {
namespace HWY_NAMESPACE {
namespace {

namespace hn = hwy::HWY_NAMESPACE;

using Words = hn::CappedTag<int16_t, 2 * kStripStep>;
using Sums = hn::Repartition<int32_t, Words>;

HWY_INLINE hn::Vec<Words> Pair(const int16_t (&pair)[2]) {
  const uint32_t bits = static_cast<uint16_t>(pair[0]) | static_cast<uint32_t>(static_cast<uint16_t>(pair[1])) << 16;
  return hn::BitCast(Words(), hn::Set(Sums(), static_cast<int32_t>(bits)));
}

// A row of the matrix in registers: stores into the strip could otherwise be stores into the matrix.
struct Row {
  HWY_INLINE Row(const FixedMatrix& matrix, int row)
      : red_blue(Pair(matrix.red_blue[row])),
        green_alpha(Pair(matrix.green_alpha[row])),
        bias(hn::Set(Sums(), matrix.bias[row])) {}

  template <int kShift>
  HWY_INLINE hn::Vec<Sums> Weigh(hn::Vec<Words> pixels_red_blue, hn::Vec<Words> pixels_green_alpha) const {
    const Sums sums;
    const auto sum = hn::Add(hn::WidenMulPairwiseAdd(sums, pixels_red_blue, red_blue),
                             hn::WidenMulPairwiseAdd(sums, pixels_green_alpha, green_alpha));
    return hn::ShiftRight<kShift>(hn::Add(sum, bias));
  }

  hn::Vec<Words> red_blue;
  hn::Vec<Words> green_alpha;
  hn::Vec<Sums> bias;
};

// One channel of two vectors of pixels, clamped to [0, kStripOne]. Lanes take turns by blocks as InterleaveLower and
// InterleaveUpper undo it.
template <int kShift>
HWY_INLINE hn::Vec<Words> Channel(const Row& row, const hn::Vec<Words> (&red_blue)[2],
                                  const hn::Vec<Words> (&green_alpha)[2]) {
  const Words words;
  return hn::Max(hn::ReorderDemote2To(words, row.Weigh<kShift>(red_blue[0], green_alpha[0]),
                                      row.Weigh<kShift>(red_blue[1], green_alpha[1])),
                 hn::Zero(words));
}

template <int kShift>
HWY_INLINE void Apply(const FixedMatrix& matrix, Strip& strip) {
  const Words words;
  const size_t step = hn::Lanes(words);
  const Row rows[4] = {Row(matrix, 0), Row(matrix, 1), Row(matrix, 2), Row(matrix, 3)};
  const size_t end = 2 * strip.count;
  for (size_t at = 0; at < end; at += 2 * step) {
    int16_t* red_blue_at = strip.red_blue + at;
    int16_t* green_alpha_at = strip.green_alpha + at;
    const hn::Vec<Words> red_blue[2] = {hn::Load(words, red_blue_at), hn::Load(words, red_blue_at + step)};
    const hn::Vec<Words> green_alpha[2] = {hn::Load(words, green_alpha_at), hn::Load(words, green_alpha_at + step)};
    const auto red = Channel<kShift>(rows[0], red_blue, green_alpha);
    const auto green = Channel<kShift>(rows[1], red_blue, green_alpha);
    const auto blue = Channel<kShift>(rows[2], red_blue, green_alpha);
    hn::Store(hn::InterleaveLower(words, red, blue), words, red_blue_at);
    hn::Store(hn::InterleaveUpper(words, red, blue), words, red_blue_at + step);
    const auto alpha = Channel<kShift>(rows[3], red_blue, green_alpha);
    hn::Store(hn::InterleaveLower(words, green, alpha), words, green_alpha_at);
    hn::Store(hn::InterleaveUpper(words, green, alpha), words, green_alpha_at + step);
  }
}

void ApplyTo(const FixedMatrix& matrix, Strip& strip) {
  if (matrix.precise) {
    Apply<kPreciseShift>(matrix, strip);
  } else {
    Apply<kWideShift>(matrix, strip);
  }
}

}  // namespace
}  // namespace HWY_NAMESPACE
}  // namespace kinora
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace kinora {

double Reach(const ColorMatrix& matrix) {
  double reach = 0;
  for (const auto& row : matrix) {
    double sum = 0;
    for (const double weight : row) sum += std::abs(weight);
    reach = std::max(reach, sum);
  }
  return reach;
}

HWY_EXPORT(ApplyTo);

bool FitsFixed(const ColorMatrix& matrix) { return Reach(matrix) <= kWideReach; }

FixedMatrix MakeFixed(const ColorMatrix& matrix) {
  const bool precise = Reach(matrix) <= kPreciseReach;
  const int shift = precise ? kPreciseShift : kWideShift;
  const double unit = 1 << shift;
  FixedMatrix fixed{.red_blue = {}, .green_alpha = {}, .bias = {}, .precise = precise};
  const auto weight = [&](double value) { return static_cast<int16_t>(std::lround(value * unit)); };
  for (size_t row = 0; row < 4; ++row) {
    fixed.red_blue[row][0] = weight(matrix[row][0]);
    fixed.green_alpha[row][0] = weight(matrix[row][1]);
    fixed.red_blue[row][1] = weight(matrix[row][2]);
    fixed.green_alpha[row][1] = weight(matrix[row][3]);
    fixed.bias[row] = static_cast<int32_t>(std::lround(matrix[row][4] * kStripOne * unit)) + (1 << (shift - 1));
  }
  return fixed;
}

void ApplyMatrix(const FixedMatrix& matrix, Strip& strip) { HWY_DYNAMIC_DISPATCH(ApplyTo)(matrix, strip); }

}  // namespace kinora
#endif  // HWY_ONCE
