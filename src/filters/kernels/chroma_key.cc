#include <cmath>

#include "filters/builders.h"

#ifndef KINORA_CHROMA_KEY_RANGES
#define KINORA_CHROMA_KEY_RANGES
namespace kinora {
// What chroma-key's kernel works with. Distances are multiples of 2^-14 of the CbCr plane's unit.
struct ChromaKeyRanges {
  int cb, cr;  // of the key
  float similarity;
  float alpha_slope;  // 1 / smoothness
  float spill_slope;  // 1 / spill
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

HWY_INLINE PixelVector Chroma(WordVector red_blue, WordVector green_alpha, const int (&weights)[3]) {
  const auto sum = Weigh(red_blue, green_alpha, weights[0], weights[1], weights[2]);
  return hn::ShiftRight<kChromaShift>(hn::Add(sum, hn::Set(Pixels(), 1 << (kChromaShift - 1))));
}

void TakeOut(const ChromaKeyRanges& ranges, Strip& strip) {
  const Pixels pixels;
  const Floats floats;
  ForEachVector(strip, [&](WordVector& red_blue, WordVector& green_alpha, size_t) HWY_ATTR {
    const auto cb = hn::Sub(Chroma(red_blue, green_alpha, kCbWeights), hn::Set(pixels, ranges.cb));
    const auto cr = hn::Sub(Chroma(red_blue, green_alpha, kCrWeights), hn::Set(pixels, ranges.cr));
    const auto square = hn::ConvertTo(floats, hn::Add(hn::Mul(cb, cb), hn::Mul(cr, cr)));
    const auto distance = hn::Sqrt(square);
    const auto opaque = ToWords(SmoothStep(distance, ranges.similarity, ranges.alpha_slope), kStripOne);
    const auto clean = ToWords(SmoothStep(distance, ranges.similarity, ranges.spill_slope), kStripOne);
    const auto drained = hn::Sub(hn::Set(Words(), kStripOne), clean);
    const auto weighed = Weigh(red_blue, green_alpha, 9798, 19234, 3736);  // 0.299, 0.587, 0.114
    const auto luma = Twice(hn::ShiftRight<15>(hn::Add(weighed, hn::Set(pixels, 1 << 14))));
    red_blue = Mix(red_blue, luma, drained);
    green_alpha = KeepAlpha(hn::MulFixedPoint15(green_alpha, opaque), Mix(green_alpha, luma, drained));
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
  const auto slope = [](double width) { return static_cast<float>(1 / (std::max(width, 1e-6) * kUnit)); };
  builder.AddPointwise(std::make_unique<ChromaKey>(
      ChromaKeyRanges{.cb = Chroma(arguments, kCbWeights),
                      .cr = Chroma(arguments, kCrWeights),
                      .similarity = static_cast<float>(arguments.Number("similarity") * kUnit),
                      .alpha_slope = slope(arguments.Number("smoothness")),
                      .spill_slope = slope(arguments.Number("spill"))}));
  return {};
}

}  // namespace kinora
#endif  // HWY_ONCE
