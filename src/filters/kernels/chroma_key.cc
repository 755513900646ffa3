#include <cmath>

#include "filters/builders.h"

#ifndef KINORA_CHROMA_KEY_RANGES
#define KINORA_CHROMA_KEY_RANGES
namespace kinora {
// What chroma-key's kernel works with. Distances are multiples of 2^-14 of the CbCr plane's unit.
struct ChromaKeyRanges {
  int cb, cr;         // of the key
  float alpha_edge;   // where everything stays: similarity + smoothness
  float alpha_slope;  // 1 / smoothness
  float spill_edge;
  float spill_slope;
  float near;  // a distance up to which nothing is left
  float far;   // a distance behind both edges
};

// BT.601: Cb = (B - Y) / 1.772, Cr = (R - Y) / 1.402, as half of a Q15 factor.
inline constexpr int kRedWeight = 11686;
inline constexpr int kBlueWeight = 9246;
}  // namespace kinora
#endif

// Highway includes this file once for each instruction set.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "filters/kernels/chroma_key.cc"
#include "hwy/foreach_target.h"  // keep before what includes highway.h

#include "filters/kernels/strip_vectors-inl.h"

HWY_BEFORE_NAMESPACE();
namespace kinora {
namespace HWY_NAMESPACE {
namespace {

// t^2 (3 - 2t) for t = (edge - distance) * slope, clamped to [0, 1]: as a strip's value, in the low half of each pixel;
// the high half has anything.
HWY_INLINE PixelVector Nearness(FloatVector distance, float edge, float slope) {
  const Floats floats;
  const auto part = hn::Mul(hn::Sub(hn::Set(floats, edge), distance), hn::Set(floats, slope));
  const auto t = hn::Min(hn::Max(part, hn::Zero(floats)), hn::Set(floats, 1));
  const auto rest = hn::Sub(hn::Set(floats, 3 * kStripOne), hn::Mul(t, hn::Set(floats, 2 * kStripOne)));
  return hn::BitCast(Pixels(), hn::Add(hn::Mul(hn::Mul(t, t), rest), hn::Set(floats, kRounder)));
}

// In three loops: in one, the chain from a pixel to its mixture is too long for processors to work at several at once.
void TakeOut(const ChromaKeyRanges& ranges, Strip& strip) {
  const Words words;
  const Pixels pixels;
  const Floats floats;
  const size_t step = hn::Lanes(pixels);
  alignas(64) int16_t grey[2 * kStripPixels];  // twice each luma
  alignas(64) float distances[kStripPixels];
  alignas(64) int16_t shares[2 * kStripPixels];  // of luma in the colour, and of nothing in alpha

  const auto key = Pair(ranges.cr, ranges.cb);
  const auto weights = Pair(kRedWeight, kBlueWeight);
  const auto near = hn::Set(floats, ranges.near);
  const auto far = hn::Set(floats, ranges.far);
  auto nearest = far;
  for (size_t i = 0; i < strip.count; i += step) {
    const auto red_blue = hn::Load(words, strip.red_blue + 2 * i);
    const auto weighed = Weigh(red_blue, hn::Load(words, strip.green_alpha + 2 * i), 9798, 19234, 3736);  // 0.299, ...
    const auto luma = Twice(hn::ShiftRight<15>(hn::Add(weighed, hn::Set(pixels, 1 << 14))));
    const auto chroma = hn::Sub(hn::MulFixedPoint15(hn::Sub(red_blue, luma), weights), key);
    const auto distance = hn::Sqrt(hn::ConvertTo(floats, hn::WidenMulPairwiseAdd(pixels, chroma, chroma)));
    nearest = hn::Min(nearest, distance);
    hn::Store(luma, words, grey + 2 * i);
    hn::Store(distance, floats, distances + i);
  }
  // What is far from the key stays as it is, as it would below.
  if (hn::AllTrue(floats, hn::Ge(nearest, far))) return;

  for (size_t i = 0; i < strip.count; i += step) {
    const auto distance = hn::Load(floats, distances + i);
    // Most of a screen: what comes out is what would come out below.
    if (hn::AllTrue(floats, hn::Le(distance, near))) {
      hn::Store(hn::Set(words, kStripOne), words, shares + 2 * i);
      continue;
    }
    const auto spill = hn::And(Nearness(distance, ranges.spill_edge, ranges.spill_slope), hn::Set(pixels, 0xFFFF));
    const auto alpha = hn::ShiftLeft<16>(Nearness(distance, ranges.alpha_edge, ranges.alpha_slope));
    hn::Store(hn::BitCast(words, hn::Or(spill, alpha)), words, shares + 2 * i);
  }

  ForEachVector(strip, [&](WordVector& red_blue, WordVector& green_alpha, size_t index) HWY_ATTR {
    const auto luma = hn::Load(words, grey + 2 * index);
    const auto share = hn::Load(words, shares + 2 * index);
    red_blue = Mix(red_blue, luma, hn::DupEven(share));
    green_alpha = Mix(green_alpha, hn::And(luma, Pair(0xFFFF, 0)), share);
  });
}

}  // namespace
}  // namespace HWY_NAMESPACE
}  // namespace kinora
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace kinora {
namespace {

HWY_EXPORT(TakeOut);

class ChromaKey final : public PointwiseStage {
 public:
  explicit ChromaKey(const ChromaKeyRanges& ranges) : ranges_(ranges) {}

  void Run(Strip& strip, const FrameContext&) const override { HWY_DYNAMIC_DISPATCH(TakeOut)(ranges_, strip); }

 private:
  ChromaKeyRanges ranges_;
};

}  // namespace

Status BuildChromaKey(const Arguments& arguments, PlanBuilder& builder) {
  constexpr double kUnit = 1 << 14;
  constexpr double kHard = 1e-6;  // the width of no smoothness
  const double red = arguments.Color("color", 0);
  const double blue = arguments.Color("color", 2);
  const double luma = 0.299 * red + 0.587 * arguments.Color("color", 1) + 0.114 * blue;
  const double similarity = arguments.Number("similarity");
  const double smoothness = std::max(arguments.Number("smoothness"), kHard);
  const double spill = std::max(arguments.Number("spill"), kHard);
  builder.AddPointwise(std::make_unique<ChromaKey>(
      ChromaKeyRanges{.cb = static_cast<int>(std::lround((blue - luma) / 1.772 * kUnit)),
                      .cr = static_cast<int>(std::lround((red - luma) / 1.402 * kUnit)),
                      .alpha_edge = static_cast<float>((similarity + smoothness) * kUnit),
                      .alpha_slope = static_cast<float>(1 / (smoothness * kUnit)),
                      .spill_edge = static_cast<float>((similarity + spill) * kUnit),
                      .spill_slope = static_cast<float>(1 / (spill * kUnit)),
                      .near = static_cast<float>(similarity * kUnit - 1),
                      .far = static_cast<float>((similarity + std::max(smoothness, spill)) * kUnit + 1)}));
  return {};
}

}  // namespace kinora
#endif  // HWY_ONCE
