#include "filters/kernels/line_blur.h"

#include <algorithm>
#include <cmath>
#include <numbers>

// Runs once a chain: small code matters more here than fast code.
#pragma clang attribute push(__attribute__((minsize)), apply_to = function)

namespace kinora {
namespace {

constexpr int kOne = 1 << 16;
// Deviations from here on are blurred by blocks of two, ...
constexpr double kLeastHalved = 4;
// ... which blur by themselves: 3/4 square pixels each, the making of blocks and the interpolation between them.
constexpr double kHalvingVariance = 1.5;
// Up to here the third box is narrower than the others, by this factor of its variance: what comes out is nearest to
// three equal boxes of pixels then.
constexpr double kFewBlocks = 4.6;
constexpr double kNarrowBox = 0.5;
// Twice that deviation and more is blurred by larger blocks: half of it is the least deviation in those.
constexpr double kLeastBlocked = 48;
constexpr double kLeastBlockedMean = 126;

// Of a box with `radius` neighbours at each side of the centre.
double WholeVariance(double radius) { return radius * (radius + 1) / 3; }

// `weight` as an even number of units, so that what is left for the two ends can be halved.
Box MakeBox(int count, double weight) {
  const int even = std::min(2 * static_cast<int>(std::lround(weight * kOne / 2)), 32766);
  const int end = (kOne - even * count) / 2;
  const double radius = (count - 1) / 2.0;
  return {.count = count,
          .weight = static_cast<int16_t>(even),
          .end_weight = static_cast<int16_t>(end),
          .variance = (WholeVariance(radius) * count * even + 2 * (radius + 1) * (radius + 1) * end) / double{kOne}};
}

// The box of that variance: as many whole pixels as fit, and fractions at the ends.
Box MakeFractionalBox(double variance) {
  const int radius = static_cast<int>((std::sqrt(1 + 12 * variance) - 1) / 2);
  const double count = 2 * radius + 1;
  const double reach = radius + 1;
  const double fraction = count * (variance - WholeVariance(radius)) / (2 * (reach * reach - variance));
  return MakeBox(2 * radius + 1, 1 / (count + 2 * fraction));
}

// Sets the boxes' padding, and how precise values may be for sums to fit in 16 bits.
void Finish(LineBlur& line) {
  int reach = 0;
  int most = 1;
  for (int i = 0; i < line.box_count; ++i) {
    reach += line.boxes[static_cast<size_t>(i)].count + 1;
    most = std::max(most, line.boxes[static_cast<size_t>(i)].count);
  }
  line.pad = reach / 2;
  while (most << line.bits > 256) --line.bits;
}

// `variance` in blocks; `last`: of the third box, as a factor of the others'.
void SetFractionalBoxes(double variance, double last, LineBlur& line) {
  line.box_count = 3;
  for (size_t i = 0; i < 3; ++i) {
    // What rounding the weights has put into one box is taken from those that follow.
    const double share = i < 2 ? static_cast<double>(2 - i) + last : 1;
    line.boxes[i] = MakeFractionalBox(variance / share);
    variance -= line.boxes[i].variance;
  }
  Finish(line);
}

// Filter Effects 1, feGaussianBlur: three boxes of d pixels; when d is even two of them lie half a pixel to either side
// and the third has one more.
std::array<int, 3> WholeBoxes(double deviation) {
  const int d = static_cast<int>(deviation * 3 * std::sqrt(2 * std::numbers::pi) / 4 + 0.5);
  return {d, d, d % 2 ? d : d + 1};
}

void SetWholeBoxes(double deviation, LineBlur& line) {
  const std::array<int, 3> counts = WholeBoxes(deviation);
  if (counts[0] < 2) return;
  line.box_count = 3;
  for (size_t i = 0; i < 3; ++i) line.boxes[i] = MakeBox(counts[i], 1.0 / counts[i]);
  Finish(line);
}

double WholeBoxesDeviation(double deviation) {
  double variance = 0;
  for (const int count : WholeBoxes(deviation)) variance += WholeVariance((count - 1) / 2.0);
  return std::sqrt(variance);
}

void SetTaps(double deviation, LineBlur& line) {
  const int reach = static_cast<int>(std::ceil(3 * deviation));
  std::array<double, 8> weights{};
  double sum = 0;
  for (int i = 0; i <= reach; ++i) {
    const double weight = std::exp(-0.5 * i * i / (deviation * deviation));
    weights[static_cast<size_t>(i)] = i == 0 ? weight / 2 : weight;
    sum += 2 * weights[static_cast<size_t>(i)];
  }
  int rest = kOne / 2;
  for (size_t i = weights.size() - 1; i > 0; --i) {
    line.taps[i] = static_cast<int16_t>(std::lround(weights[i] / sum * kOne));
    rest -= line.taps[i];
  }
  line.taps[0] = static_cast<int16_t>(std::min(rest, 32767));
  if (line.taps[1] == 0) return;  // too narrow to change anything
  line.tap_pairs = reach / 2 + 1;
  line.pad = 2 * line.tap_pairs - 1;
}

}  // namespace

LineBlur MakeLineBlur(int length, double deviation, Edge edge, Parity parity) {
  LineBlur line{.length = length, .edge = edge, .boxes = {}};
  if (line.periodic()) {
    // A deviation of a period or more leaves nothing but the mean, to a third of a level; so does a box of just one
    // period, which looks less far.
    const double period = length * (edge == Edge::kMirror ? 2 : 1);
    if (deviation >= period) deviation = std::max(2.0, period / 2);
  }
  const bool whole = parity == Parity::kChromium;
  if (whole && deviation < kLeastBlocked) {
    SetWholeBoxes(deviation, line);
  } else if (deviation >= kLeastHalved) {
    if (whole) deviation = WholeBoxesDeviation(deviation);
    line.block_shift = 1;
    double variance = (deviation * deviation - kHalvingVariance) / 4;
    for (; deviation >= 2 * kLeastBlocked; deviation /= 2, variance /= 4) ++line.block_shift;
    SetFractionalBoxes(variance, line.block_shift == 1 && deviation < kFewBlocks ? kNarrowBox : 1, line);
  } else if (deviation >= 2) {
    SetFractionalBoxes(deviation * deviation, 1, line);
  } else if (deviation > 0) {
    SetTaps(deviation, line);
  }
  return line;
}

LineBlur MakeLineMean(int length, double size, Edge edge) {
  LineBlur line{.length = length, .edge = edge, .boxes = {}};
  if (size > 1) {
    for (; size >= kLeastBlockedMean; size /= 2) ++line.block_shift;
    const int radius = static_cast<int>((size - 1) / 2);
    line.box_count = 1;
    line.boxes[0] = MakeBox(2 * radius + 1, 1 / size);
    Finish(line);
  }
  return line;
}

}  // namespace kinora

#pragma clang attribute pop
