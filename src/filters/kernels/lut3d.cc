// 3D lookup tables by tetrahedral interpolation: the cell around a colour is cut into six tetrahedra along its grey
// diagonal, and four nodes are weighed instead of eight.
#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include "filters/builders.h"
#include "filters/cube_file.h"
#include "filters/kernels/colorant.h"

#ifndef KINORA_LUT3D_GRID
#define KINORA_LUT3D_GRID
namespace kinora {
// Bits behind the binary point of weights and of nodes.
inline constexpr int kLutShift = 14;
// A distance and the step to the next node along its side, in one integer, so that sorting the one carries the other.
inline constexpr int kLutStepBits = 13;

// What lut3d's kernel works with.
struct LutGrid {
  int size;
  float scale[3];  // from a strip's values to places between nodes
  float offset[3];
};
}  // namespace kinora
#endif

// Highway includes this file once for each instruction set.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "filters/kernels/lut3d.cc"
#include "hwy/foreach_target.h"  // keep before what includes highway.h

#include "filters/kernels/colorant-inl.h"

HWY_BEFORE_NAMESPACE();
namespace kinora {
namespace HWY_NAMESPACE {
namespace {

constexpr size_t kMostLanes = hn::MaxLanes(Pixels());

// Of a vector of pixels: their four nodes but for the last, which stands at a fixed distance from the first, and the
// weights of the first two and of the last two.
struct Corners {
  alignas(64) int32_t first[kMostLanes];
  alignas(64) int32_t second[kMostLanes];
  alignas(64) int32_t third[kMostLanes];
  alignas(64) int32_t near_weights[kMostLanes];
  alignas(64) int32_t far_weights[kMostLanes];
};

// Adds the node before `values` along one side to `node`, and gives how far behind it they are, with the side's step.
HWY_INLINE PixelVector Place(const LutGrid& grid, int channel, PixelVector values, int step, PixelVector& node) {
  const Pixels pixels;
  const Floats floats;
  const auto scaled = hn::Mul(hn::ConvertTo(floats, values), hn::Set(floats, grid.scale[channel]));
  const auto unclamped = hn::Add(scaled, hn::Set(floats, grid.offset[channel]));
  const auto last = hn::Set(floats, static_cast<float>(grid.size - 1));
  const auto place = hn::Min(hn::Max(unclamped, hn::Zero(floats)), last);
  const auto cell = hn::Min(hn::ConvertTo(pixels, place), hn::Set(pixels, grid.size - 2));
  const auto inside = hn::Mul(hn::Sub(place, hn::ConvertTo(floats, cell)), hn::Set(floats, 1 << kLutShift));
  const auto distance = hn::ConvertTo(pixels, hn::Add(inside, hn::Set(floats, 0.5F)));
  const auto steps = hn::Set(pixels, step);
  node = hn::Add(node, hn::Mul(cell, steps));
  return hn::Or(hn::ShiftLeft<kLutStepBits>(distance), steps);
}

HWY_INLINE void FindCorners(const LutGrid& grid, WordVector red_blue, WordVector green_alpha, Corners& corners) {
  const Pixels pixels;
  const auto low = hn::Set(pixels, 0xFFFF);
  const auto red_blue_pixels = hn::BitCast(pixels, red_blue);
  auto node = hn::Zero(pixels);
  const auto red = Place(grid, 0, hn::And(red_blue_pixels, low), 1, node);
  const auto green = Place(grid, 1, hn::And(hn::BitCast(pixels, green_alpha), low), grid.size, node);
  const auto blue = Place(grid, 2, hn::ShiftRight<16>(red_blue_pixels), grid.size * grid.size, node);

  // From the longest way to the shortest.
  const auto more = hn::Max(red, green);
  const auto less = hn::Min(red, green);
  const auto longest = hn::Max(more, blue);
  const auto rest = hn::Min(more, blue);
  const auto middle = hn::Max(rest, less);
  const auto shortest = hn::Min(rest, less);

  const auto step = hn::Set(pixels, (1 << kLutStepBits) - 1);
  const auto second = hn::Add(node, hn::And(longest, step));
  hn::Store(node, pixels, corners.first);
  hn::Store(second, pixels, corners.second);
  hn::Store(hn::Add(second, hn::And(middle, step)), pixels, corners.third);

  const auto far = hn::ShiftRight<kLutStepBits>(longest);
  const auto half = hn::ShiftRight<kLutStepBits>(middle);
  const auto near = hn::ShiftRight<kLutStepBits>(shortest);
  const auto pair = [&](PixelVector one, PixelVector other) HWY_ATTR { return hn::Or(one, hn::ShiftLeft<16>(other)); };
  hn::Store(pair(hn::Sub(hn::Set(pixels, 1 << kLutShift), far), hn::Sub(far, half)), pixels, corners.near_weights);
  hn::Store(pair(hn::Sub(half, near), near), pixels, corners.far_weights);
}

// The four values of one pixel.
HWY_INLINE void Interpolate(const Colorant* nodes, int diagonal, const Corners& corners, size_t lane,
                            Colorant* target) {
  const hn::FixedTag<int16_t, 8> words;
  const hn::FixedTag<int32_t, 4> sums;
  const hn::FixedTag<int16_t, 4> results;
  const auto load = [&](int32_t node)
                        HWY_ATTR { return hn::LoadU(words, reinterpret_cast<const int16_t*>(nodes + node)); };
  const auto weigh = [&](int32_t one, int32_t other, int32_t weights) HWY_ATTR {
    return hn::WidenMulPairwiseAdd(sums, hn::InterleaveLower(words, load(one), load(other)),
                                   hn::BitCast(words, hn::Set(sums, weights)));
  };
  const int32_t first = corners.first[lane];
  const auto sum = hn::Add(weigh(first, corners.second[lane], corners.near_weights[lane]),
                           weigh(corners.third[lane], first + diagonal, corners.far_weights[lane]));
  // Nodes have 14 bits behind the point, and strips 15.
  const auto rounded = hn::ShiftRight<kLutShift - 1>(hn::Add(sum, hn::Set(sums, 1 << (kLutShift - 2))));
  hn::StoreU(hn::Max(hn::DemoteTo(results, rounded), hn::Zero(results)), results, &target->red);
}

void Grade(const Colorant* nodes, const LutGrid& grid, Strip& strip) {
  alignas(64) Colorant colorants[kStripPixels];
  Corners corners;
  const int diagonal = 1 + grid.size + grid.size * grid.size;
  const size_t lanes = hn::Lanes(Pixels());
  ForEachVector(strip, [&](WordVector& red_blue, WordVector& green_alpha, size_t index) HWY_ATTR {
    FindCorners(grid, red_blue, green_alpha, corners);
    for (size_t lane = 0; lane < lanes; ++lane) {
      Interpolate(nodes, diagonal, corners, lane, colorants + index + lane);
    }
  });
  LayOver(colorants, strip);
}

}  // namespace
}  // namespace HWY_NAMESPACE
}  // namespace kinora
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace kinora {
namespace {

HWY_EXPORT(Grade);

class Lut3d final : public PointwiseStage {
 public:
  Lut3d(const CubeFile& cube, double amount) : grid_{.size = cube.size, .scale = {}, .offset = {}} {
    for (size_t i = 0; i < 3; ++i) {
      const double steps = (cube.size - 1) / (cube.domain_max[i] - cube.domain_min[i]);
      grid_.scale[i] = static_cast<float>(steps / kStripOne);
      grid_.offset[i] = static_cast<float>(-cube.domain_min[i] * steps);
    }
    const auto fixed = [](double value) {
      return static_cast<int16_t>(std::clamp<long>(std::lround(value * (1 << kLutShift)), INT16_MIN, INT16_MAX));
    };
    const int16_t share = fixed(amount);
    for (size_t i = 0; i < cube.nodes.size(); i += 3) {
      nodes_.push_back({.red = fixed(cube.nodes[i]),
                        .blue = fixed(cube.nodes[i + 2]),
                        .green = fixed(cube.nodes[i + 1]),
                        .share = share});
    }
    nodes_.push_back({});  // since two are loaded at a time
  }

  void Run(Strip& strip, const FrameContext&) const override {
    HWY_DYNAMIC_DISPATCH(Grade)(nodes_.data(), grid_, strip);
  }

 private:
  LutGrid grid_;
  std::vector<Colorant> nodes_;
};

}  // namespace

Status BuildLut3d(const Arguments& arguments, PlanBuilder& builder) {
  const Result<CubeFile> cube = ParseCubeFile(arguments.Text("cube"));
  if (!cube) return std::unexpected(cube.error());
  const double amount = arguments.Number("amount");
  if (amount != 0) builder.AddPointwise(std::make_unique<Lut3d>(*cube, amount));
  return {};
}

}  // namespace kinora
#endif  // HWY_ONCE
