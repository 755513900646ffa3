#include <cmath>

#include "filters/builders.h"

#ifndef KINORA_CHROMA_KEY_RANGES
#define KINORA_CHROMA_KEY_RANGES
namespace kinora {
// What chroma-key's kernel works with. Distances are multiples of 2^-14 of the CbCr plane's unit.
struct ChromaKeyRanges {
  int cb, cr;         // of the key
  float alpha_edge;   // where everything stays: similarity + smoothness
  float alpha_slope;  // kStripOne / smoothness
  float spill_edge;
  float spill_slope;
  int far;  // square of a distance behind both edges
};

// BT.601: Cb = (B - Y) / 1.772, Cr = (R - Y) / 1.402. Each row of weights sums up to 0, so that greys have none.
inline constexpr int kCbWeights[] = {-5529, -10855, 16384};
inline constexpr int kCrWeights[] = {16384, -13720, -2664};
inline constexpr int kChromaShift = 16;
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

// In the high half of each pixel.
HWY_INLINE PixelVector Chroma(WordVector red_blue, WordVector green_alpha, const int (&weights)[3]) {
  const auto sum = Weigh(red_blue, green_alpha, weights[0], weights[1], weights[2]);
  return hn::Add(sum, hn::Set(Pixels(), 1 << (kChromaShift - 1)));
}

// 1 - smoothstep of the way from similarity to `edge`, before the curve.
HWY_INLINE PixelVector Nearness(FloatVector distance, float edge, float slope) {
  const Floats floats;
  const auto part = hn::Mul(hn::Sub(hn::Set(floats, edge), distance), hn::Set(floats, slope));
  return RoundToWord(hn::Min(hn::Max(part, hn::Zero(floats)), hn::Set(floats, kStripOne)));
}

void TakeOut(const ChromaKeyRanges& ranges, Strip& strip) {
  const Words words;
  const Pixels pixels;
  const Floats floats;
  const auto key = Pair(ranges.cb, ranges.cr);
  const auto far = hn::Set(pixels, ranges.far);
  ForEachVector(strip, [&](WordVector& red_blue, WordVector& green_alpha, size_t) HWY_ATTR {
    const auto cb = hn::ShiftRight<kChromaShift>(Chroma(red_blue, green_alpha, kCbWeights));
    const auto cr = Chroma(red_blue, green_alpha, kCrWeights);
    const auto chroma = hn::Sub(hn::OddEven(hn::BitCast(words, cr), hn::BitCast(words, cb)), key);
    const auto square = hn::WidenMulPairwiseAdd(pixels, chroma, chroma);
    // What is far from the key stays as it is, as it would below.
    if (hn::AllTrue(pixels, hn::Gt(square, far))) return;
    const auto distance = hn::Sqrt(hn::ConvertTo(floats, square));
    const auto spill = Nearness(distance, ranges.spill_edge, ranges.spill_slope);
    const auto alpha = Nearness(distance, ranges.alpha_edge, ranges.alpha_slope);
    // t^2 (3 - 2t) of both, without leaving 16 bits, and 0 for 0.
    const auto t = hn::BitCast(words, hn::Or(spill, hn::ShiftLeft<16>(alpha)));
    const auto power = hn::MulFixedPoint15(t, t);
    const auto rest = hn::MulFixedPoint15(power, hn::Sub(hn::Set(words, kStripOne), t));
    const auto share = hn::Add(power, hn::Add(rest, rest));
    const auto weighed = Weigh(red_blue, green_alpha, 9798, 19234, 3736);  // 0.299, 0.587, 0.114
    const auto luma = hn::ShiftRight<15>(hn::Add(weighed, hn::Set(pixels, 1 << 14)));
    red_blue = Mix(red_blue, Twice(luma), hn::DupEven(share));
    green_alpha = Mix(green_alpha, hn::BitCast(words, luma), share);
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

// As the kernel computes it of a pixel of that colour.
int Chroma(const Arguments& arguments, const int (&weights)[3]) {
  int sum = 1 << (kChromaShift - 1);
  for (int i = 0; i < 3; ++i) {
    const auto level = static_cast<int>(std::lround(arguments.Color("color", i) * 255));
    sum += weights[i] * (level * 257 >> 1);
  }
  return sum >> kChromaShift;
}

}  // namespace

Status BuildChromaKey(const Arguments& arguments, PlanBuilder& builder) {
  constexpr double kUnit = 1 << 14;
  constexpr double kHard = 1e-6;  // the width of no smoothness
  const double similarity = arguments.Number("similarity");
  const double smoothness = std::max(arguments.Number("smoothness"), kHard);
  const double spill = std::max(arguments.Number("spill"), kHard);
  // A little farther than the edge, and no farther than squares of 32 bits reach: nothing is.
  const double far = std::min((similarity + std::max(smoothness, spill)) * kUnit + 1, 46340.0);
  builder.AddPointwise(
      std::make_unique<ChromaKey>(ChromaKeyRanges{.cb = Chroma(arguments, kCbWeights),
                                                  .cr = Chroma(arguments, kCrWeights),
                                                  .alpha_edge = static_cast<float>((similarity + smoothness) * kUnit),
                                                  .alpha_slope = static_cast<float>(kStripOne / (smoothness * kUnit)),
                                                  .spill_edge = static_cast<float>((similarity + spill) * kUnit),
                                                  .spill_slope = static_cast<float>(kStripOne / (spill * kUnit)),
                                                  .far = static_cast<int>(far * far)}));
  return {};
}

}  // namespace kinora
#endif  // HWY_ONCE
