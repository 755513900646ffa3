// Small kernels: convolve, emboss and edges.
#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <memory>
#include <numbers>
#include <string>

#include "filters/builders.h"
#include "filters/kernels/byte_rows.h"
#include "filters/kernels/row_window.h"
#include "filters/kernels/taps.h"

namespace kinora {
namespace {

// A square of weights as integers, for neighbours as they stand in the picture.
struct TapGrid {
  struct Tap {
    int8_t x;  // from the left of the window
    int8_t y;
    int16_t weight;
  };
  std::array<Tap, 49> taps;  // those that are not 0
  size_t count = 0;
  int16_t bias = 0;  // weight of the pixel's alpha
  double unit = 1;   // what an integer weight of 1 stands for
};

// The weights (rows from the top) and the bias, as exact as 16 bits allow: whole numbers stay exact. Sums of values
// below 2^`value_bits` fit in 32 bits.
TapGrid MakeGrid(std::span<const double> weights, int size, double bias, int value_bits = 8) {
  double greatest = std::abs(bias);
  double sum = greatest;
  bool whole = bias == std::round(bias);
  for (const double weight : weights) {
    greatest = std::max(greatest, std::abs(weight));
    sum += std::abs(weight);
    whole = whole && weight == std::round(weight);
  }
  TapGrid grid;
  if (greatest == 0) return grid;
  // Rounding may add a half to each weight.
  double scale = std::min(32767 / greatest, (std::ldexp(1, 31 - value_bits) - 25) / sum);
  if (whole && scale >= 1) scale = std::floor(scale);
  grid.unit = 1 / scale;
  const auto fixed = [&](double weight) { return static_cast<int16_t>(std::round(weight * scale)); };
  for (int y = 0; y < size; ++y) {
    for (int x = 0; x < size; ++x) {
      const int16_t weight = fixed(weights[static_cast<size_t>(y * size + x)]);
      if (weight == 0) continue;
      grid.taps[grid.count++] = {.x = static_cast<int8_t>(x), .y = static_cast<int8_t>(y), .weight = weight};
    }
  }
  grid.bias = fixed(bias);
  return grid;
}

struct Kernel {
  int radius = 1;
  Edge edge = Edge::kDuplicate;
  AlphaRule alpha = AlphaRule::kPremultiplied;
  bool luma = false;  // in place of colours
  bool keeps_alpha = true;
  double factor = 1;  // of the result
  // One sum as it is, or the magnitude of two.
  size_t count = 1;
  std::array<TapGrid, 2> grids;
};

class KernelStage final : public SpatialStage {
 public:
  explicit KernelStage(Kernel kernel) : kernel_(std::move(kernel)) {}

  // Two rows more than the window: the result's, and alpha for the bias.
  size_t scratch_bytes(PictureSize source) const override {
    const size_t row = RowWindow::RowPixels(source.width, 0);
    return row * (4 + kTapBytes) + RowWindow::ScratchBytes(source.width, kernel_.radius, kTapBytes);
  }

  // Rows that come back at other edges would be overwritten.
  bool in_place() const override { return kernel_.edge == Edge::kDuplicate || kernel_.edge == Edge::kTransparent; }

  AlphaRule alpha() const override { return kernel_.alpha; }

  void Run(const RgbaView& source, const RgbaView& target, std::span<uint8_t> scratch,
           const FrameContext&) const override {
    const size_t row = RowWindow::RowPixels(source.width, 0);
    uint8_t* result = scratch.data();
    auto* alphas = reinterpret_cast<int16_t*>(result + 4 * row);
    const auto width = static_cast<size_t>(source.width);
    RowWindow window(source, kernel_.radius, kernel_.edge, kTapBytes, kernel_.luma ? ConvertToLuma : WidenBytes,
                     scratch.subspan((4 + kTapBytes) * row));
    const TapGrid& grid = kernel_.grids[0];
    const bool premultiplied = kernel_.alpha == AlphaRule::kPremultiplied;
    const int shift = kernel_.luma ? kLumaShift : 0;
    const double scale = std::ldexp(kernel_.factor * grid.unit, -shift);
    // Straight colours have the bias whole.
    std::fill_n(alphas, 4 * row, int16_t{255});
    for (int y = 0; y < source.height; ++y) {
      const uint8_t* const* rows = window.Advance(y);
      const int16_t* const middle = reinterpret_cast<const int16_t*>(rows[kernel_.radius]) + 4 * kernel_.radius;
      if (grid.bias != 0 && premultiplied) SpreadAlpha(middle, width, alphas);
      std::array<TapSum, 2> sums;
      for (size_t i = 0; i < kernel_.count; ++i) Fill(kernel_.grids[i], rows, alphas, sums[i]);
      const auto factor = static_cast<float>(scale);
      if (kernel_.count == 1) {
        StoreSum(sums[0], factor, 4 * width, result);
      } else {
        StoreMagnitudes(sums[0], sums[1], factor, 4 * width, result);
      }
      if (kernel_.keeps_alpha) CopyAlpha(middle, shift, 4 * width, result);
      if (premultiplied) ClampToAlpha(4 * width, result);
      std::memcpy(target.Row(y), result, 4 * width);
    }
  }

 private:
  static void Fill(const TapGrid& grid, const uint8_t* const* rows, const int16_t* alphas, TapSum& sum) {
    for (const TapGrid::Tap& tap : std::span(grid.taps).first(grid.count)) {
      sum.Add(reinterpret_cast<const int16_t*>(rows[tap.y]) + 4 * tap.x, tap.weight);
    }
    if (grid.bias != 0) sum.Add(alphas, grid.bias);
  }

  Kernel kernel_;
};

void Add(Kernel kernel, PlanBuilder& builder) { builder.AddSpatial(std::make_unique<KernelStage>(std::move(kernel))); }

}  // namespace

Status BuildConvolve(const Arguments& arguments, PlanBuilder& builder) {
  const std::span<const double> given = arguments.Numbers("kernel");
  const int size = given.size() == 9 ? 3 : given.size() == 25 ? 5 : 7;
  if (given.size() != static_cast<size_t>(size * size)) {
    return Fail(ErrorCode::kInvalidArgument, "convolve.kernel", static_cast<double>(given.size()),
                "convolve.kernel must have 9, 25 or 49 numbers, got " + std::to_string(given.size()));
  }
  // feConvolveMatrix turns the kernel by 180 degrees.
  std::array<double, 49> turned;
  const std::span<const double> weights(turned.data(), given.size());
  std::ranges::reverse_copy(given, turned.begin());
  double divisor = arguments.Number("divisor");
  double sum = 0;
  size_t others = 0;
  for (size_t i = 0; i < weights.size(); ++i) {
    sum += weights[i];
    others += i != weights.size() / 2 && weights[i] != 0;
  }
  if (divisor == 0) divisor = sum == 0 ? 1 : sum;
  const double bias = arguments.Number("bias");
  const bool preserve = arguments.Keyword("alpha") == 1;
  if (bias == 0 && others == 0 && sum == divisor) return {};
  Add({.radius = size / 2,
       .edge = static_cast<Edge>(arguments.Keyword("edge")),
       .alpha = preserve ? AlphaRule::kStraight : AlphaRule::kPremultiplied,
       .keeps_alpha = preserve,
       .factor = 1 / divisor,
       .grids = {MakeGrid(weights, size, bias * divisor)}},
      builder);
  return {};
}

Status BuildEmboss(const Arguments& arguments, PlanBuilder& builder) {
  // Bilinear samples at one pixel towards the light, and away from it.
  const double amount = arguments.Number("amount") / 2;
  const double radians = arguments.Number("angle") * std::numbers::pi / 180;
  const double x = std::cos(radians);
  const double y = std::sin(radians);
  std::array<double, 9> weights{};
  for (const int sign : {-1, 1}) {
    const int across = x * sign < 0 ? -1 : 1;
    const int down = y * sign < 0 ? -1 : 1;
    const double part_x = std::abs(x);
    const double part_y = std::abs(y);
    const auto weight = [&](int dx, int dy, double part) {
      weights[static_cast<size_t>(4 + dx + 3 * dy)] -= sign * amount * part;
    };
    weight(across, down, part_x * part_y);
    weight(across, 0, part_x * (1 - part_y));
    weight(0, down, (1 - part_x) * part_y);
  }
  Add({.luma = true, .grids = {MakeGrid(weights, 3, 0.5, 8 + kLumaShift)}}, builder);
  return {};
}

Status BuildEdges(const Arguments& arguments, PlanBuilder& builder) {
  // Weights and what they are divided by. Laplace's are alone: the magnitude of one sum and nothing.
  struct Operator {
    double weights[9];
    double divisor;
  };
  static constexpr Operator kOperators[] = {{{-1, 0, 1, -2, 0, 2, -1, 0, 1}, 4},
                                            {{-3, 0, 3, -10, 0, 10, -3, 0, 3}, 16},
                                            {{-1, -1, -1, -1, 8, -1, -1, -1, -1}, 8}};
  const int index = arguments.Keyword("operator");
  const Operator& chosen = kOperators[index];
  std::array<double, 9> turned{};
  for (size_t i = 0; i < 9 && index < 2; ++i) turned[i] = chosen.weights[i % 3 * 3 + i / 3];
  constexpr int kBits = 16 + 8;  // sums fit in 16 bits
  Add({.factor = arguments.Number("amount") / chosen.divisor,
       .count = 2,
       .grids = {MakeGrid(chosen.weights, 3, 0, kBits), MakeGrid(turned, 3, 0, kBits)}},
      builder);
  return {};
}

}  // namespace kinora
