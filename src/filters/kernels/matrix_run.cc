#include "filters/kernels/matrix_run.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <span>
#include <utility>

#ifndef KINORA_MATRIX_RUN_SCALES
#define KINORA_MATRIX_RUN_SCALES
namespace kinora {
// Weights have 13 bits behind the point. A strip's values are 128.5 times the bytes': 128 times by the shift, and the
// rest is in the weights.
inline constexpr int kWeightShift = 13;
inline constexpr int kShiftToStrip = kWeightShift - 7;
inline constexpr int kShiftToBytes = kWeightShift + 7;
// What stands for 1 beside green: the most for which the bias of a matrix has 16 bits.
inline constexpr int kOneOfBytes = 256;  // a strip's is kStripOne
}  // namespace kinora
#endif

// Highway includes this file once for each instruction set.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "filters/kernels/matrix_run.cc"
#include "hwy/foreach_target.h"  // keep before what includes highway.h

#include "filters/kernels/pixel_groups-inl.h"

HWY_BEFORE_NAMESPACE();
namespace kinora {
namespace HWY_NAMESPACE {
namespace {

namespace hn = hwy::HWY_NAMESPACE;

// Eight pixels at a time on every instruction set, so that their order is one.
constexpr size_t kPixels = 8;
using Bytes = hn::FixedTag<uint8_t, 16>;
using Words = hn::FixedTag<int16_t, 8>;
using Sums = hn::FixedTag<int32_t, 4>;
using WordVector = hn::Vec<Words>;
using SumVector = hn::Vec<Sums>;

using Inner = std::span<const MatrixWeights>;

struct Pixels {
  WordVector red_blue[2];
  WordVector green_one[2];
};

HWY_INLINE WordVector Pair(const int16_t (&pair)[2]) {
  int32_t bits;
  std::memcpy(&bits, pair, sizeof bits);
  return hn::BitCast(Words(), hn::Set(Sums(), bits));
}

// A channel of the result, not clamped but to 16 bits.
template <int kShift>
HWY_INLINE WordVector Channel(const MatrixWeights& weights, size_t channel, const Pixels& pixels) {
  const auto red_blue = Pair(weights.red_blue[channel]);
  const auto green_one = Pair(weights.green_one[channel]);
  const auto half = [&](size_t i) HWY_ATTR {
    return hn::ShiftRight<kShift>(hn::Add(hn::WidenMulPairwiseAdd(Sums(), pixels.red_blue[i], red_blue),
                                          hn::WidenMulPairwiseAdd(Sums(), pixels.green_one[i], green_one)));
  };
  return hn::ReorderDemote2To(Words(), half(0), half(1));
}

template <int kShift>
HWY_INLINE void Step(const MatrixWeights& weights, Pixels& pixels) {
  const Words words;
  const auto channel = [&](size_t i) HWY_ATTR { return hn::Max(Channel<kShift>(weights, i, pixels), hn::Zero(words)); };
  const auto red = channel(0);
  const auto green = channel(1);
  const auto blue = channel(2);
  const auto one = hn::Set(words, kStripOne);
  pixels = {.red_blue = {hn::InterleaveLower(words, red, blue), hn::InterleaveUpper(words, red, blue)},
            .green_one = {hn::InterleaveLower(words, green, one), hn::InterleaveUpper(words, green, one)}};
}

HWY_INLINE void StepAll(Inner inner, Pixels& pixels) {
  for (const MatrixWeights& weights : inner) Step<kWeightShift>(weights, pixels);
}

// Pixels as they stand in memory.
struct RawPixels {
  HWY_INLINE explicit RawPixels(const uint8_t* bytes)
      : four{hn::BitCast(Sums(), hn::LoadU(Bytes(), bytes)), hn::BitCast(Sums(), hn::LoadU(Bytes(), bytes + 16))} {}

  // Red and blue as they stand: of BGRA, the weights are swapped.
  HWY_INLINE Pixels Split() const {
    Pixels pixels;
    for (size_t i = 0; i < 2; ++i) {
      const auto green = hn::And(hn::ShiftRight<8>(four[i]), hn::Set(Sums(), 0xFF));
      pixels.red_blue[i] = hn::BitCast(Words(), hn::And(four[i], hn::Set(Sums(), 0xFF00FF)));
      pixels.green_one[i] = hn::BitCast(Words(), hn::Or(green, hn::Set(Sums(), kOneOfBytes << 16)));
    }
    return pixels;
  }

  // Of the first or the second four pixels.
  HWY_INLINE SumVector Alpha(size_t i) const {
    return hn::BitCast(Sums(), hn::ShiftRight<24>(hn::BitCast(hn::RebindToUnsigned<Sums>(), four[i])));
  }

  HWY_INLINE WordVector Alpha() const { return hn::ReorderDemote2To(Words(), Alpha(0), Alpha(1)); }

  SumVector four[2];
};

HWY_INLINE Pixels LoadStrip(const Strip& strip, size_t at) {
  const Words words;
  const auto one = hn::Set(words, kStripOne);
  return {.red_blue = {hn::Load(words, strip.red_blue + at), hn::Load(words, strip.red_blue + at + 8)},
          .green_one = {hn::OddEven(one, hn::Load(words, strip.green_alpha + at)),
                        hn::OddEven(one, hn::Load(words, strip.green_alpha + at + 8))}};
}

// `alpha(i)` has it in the odd words of the first or the second four pixels.
template <typename Alpha>
HWY_INLINE void StoreStrip(const Pixels& pixels, Alpha alpha, Strip& strip, size_t at) {
  const Words words;
  for (size_t i = 0; i < 2; ++i) {
    hn::Store(pixels.red_blue[i], words, strip.red_blue + at + 8 * i);
    hn::Store(hn::OddEven(alpha(i), pixels.green_one[i]), words, strip.green_alpha + at + 8 * i);
  }
}

// The last matrix; `alpha` as bytes.
template <int kShift>
HWY_INLINE void StoreBytes(const MatrixWeights& weights, const Pixels& pixels, WordVector alpha, uint8_t* target) {
  const Bytes bytes;
  const Words words;
  const auto red_blue = hn::ReorderDemote2To(bytes, Channel<kShift>(weights, 0, pixels),  //
                                             Channel<kShift>(weights, 2, pixels));
  const auto green_alpha = hn::ReorderDemote2To(bytes, Channel<kShift>(weights, 1, pixels), alpha);
  const auto red_green = hn::BitCast(words, hn::InterleaveLower(bytes, red_blue, green_alpha));
  const auto blue_alpha = hn::BitCast(words, hn::InterleaveUpper(bytes, red_blue, green_alpha));
  hn::StoreU(hn::BitCast(bytes, hn::InterleaveLower(words, red_green, blue_alpha)), bytes, target);
  hn::StoreU(hn::BitCast(bytes, hn::InterleaveUpper(words, red_green, blue_alpha)), bytes, target + 16);
}

// The functions below are the run on pixels from and to bytes or a strip. Weights of a single matrix are copied, so
// that they stay in registers: what is stored could otherwise be stored into them.

void OneOnBytes(const MatrixWeights& given, uint8_t* bytes, size_t count) {
  const MatrixWeights weights = given;
  ForEachGroup<kPixels>(bytes, count, [&](uint8_t* at, size_t) HWY_ATTR {
    const RawPixels raw(at);
    StoreBytes<kWeightShift>(weights, raw.Split(), raw.Alpha(), at);
  });
}

void AllOnBytes(const MatrixWeights& first, Inner inner, const MatrixWeights& last, uint8_t* bytes, size_t count) {
  ForEachGroup<kPixels>(bytes, count, [&](uint8_t* at, size_t) HWY_ATTR {
    const RawPixels raw(at);
    Pixels pixels = raw.Split();
    Step<kShiftToStrip>(first, pixels);
    StepAll(inner, pixels);
    StoreBytes<kShiftToBytes>(last, pixels, raw.Alpha(), at);
  });
}

void BytesToStrip(const MatrixWeights& given, Inner inner, const uint8_t* bytes, Strip& strip) {
  const MatrixWeights first = given;
  ForEachGroup<kPixels>(bytes, strip.count, [&](const uint8_t* at, size_t pixel) HWY_ATTR {
    const RawPixels raw(at);
    Pixels pixels = raw.Split();
    Step<kShiftToStrip>(first, pixels);
    StepAll(inner, pixels);
    const auto alpha = [&](size_t i) HWY_ATTR {
      const auto bits = raw.Alpha(i);
      // c * 128.5, rounded down.
      return hn::BitCast(Words(), hn::Or(hn::ShiftLeft<23>(bits), hn::ShiftLeft<15>(bits)));
    };
    StoreStrip(pixels, alpha, strip, 2 * pixel);
  });
}

void StripToBytes(Inner inner, const MatrixWeights& given, const Strip& strip, uint8_t* bytes) {
  const MatrixWeights last = given;
  const Words words;
  ForEachGroup<kPixels>(bytes, strip.count, [&](uint8_t* at, size_t pixel) HWY_ATTR {
    Pixels pixels = LoadStrip(strip, 2 * pixel);
    StepAll(inner, pixels);
    const auto alpha = [&](size_t i) HWY_ATTR {
      const auto rounded = RoundToBytes(hn::Load(words, strip.green_alpha + 2 * pixel + 8 * i));
      return hn::ShiftRight<16 + 7>(hn::BitCast(Sums(), rounded));
    };
    StoreBytes<kShiftToBytes>(last, pixels, hn::ReorderDemote2To(words, alpha(0), alpha(1)), at);
  });
}

void OnStrip(Inner inner, Strip& strip) {
  for (size_t at = 0; at < 2 * strip.count; at += 2 * kPixels) {
    Pixels pixels = LoadStrip(strip, at);
    StepAll(inner, pixels);
    const auto alpha = [&](size_t i) HWY_ATTR { return hn::Load(Words(), strip.green_alpha + at + 8 * i); };
    StoreStrip(pixels, alpha, strip, at);
  }
}

}  // namespace
}  // namespace HWY_NAMESPACE
}  // namespace kinora
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace kinora {
namespace {

HWY_EXPORT(OneOnBytes);
HWY_EXPORT(AllOnBytes);
HWY_EXPORT(BytesToStrip);
HWY_EXPORT(StripToBytes);
HWY_EXPORT(OnStrip);

constexpr double kUnit = 1 << kWeightShift;
constexpr double kStripUnit = kStripOne / (255.0 * 128);  // of a strip's values, in those of bytes times 128
constexpr int kHalfOfBytes = 1 << 4;  // a half, in the bias of what makes bytes of bytes or of a strip

// `unit` of the weights, `bias_unit` of what is added.
MatrixWeights MakeWeights(const ColorMatrix& matrix, double unit, double bias_unit, int half) {
  MatrixWeights weights;
  const auto fixed = [](double value) { return static_cast<int16_t>(std::lround(value)); };
  for (size_t row = 0; row < 3; ++row) {
    const auto& [red, green, blue, alpha, bias] = matrix[row];
    weights.red_blue[row][0] = fixed(red * unit);
    weights.red_blue[row][1] = fixed(blue * unit);
    weights.green_one[row][0] = fixed(green * unit);
    weights.green_one[row][1] = fixed(bias * bias_unit + half);
  }
  return weights;
}

MatrixWeights For(PixelFormat format, MatrixWeights weights) {
  if (format == PixelFormat::kBgra) {
    for (auto& [red, blue] : weights.red_blue) std::swap(red, blue);
  }
  return weights;
}

}  // namespace

bool MatrixRun::Fits(const ColorMatrix& matrix) {
  return matrix[3] == std::array<double, 5>{0, 0, 0, 1, 0} &&
         std::all_of(matrix.begin(), matrix.begin() + 3, [](const auto& row) { return row[3] == 0; }) &&
         Reach(matrix) <= 3.98;
}

void MatrixRun::Add(const ColorMatrix& matrix) {
  if (inner_.empty()) {
    first_ = MakeWeights(matrix, kUnit * kStripUnit, static_cast<double>(kStripOne << kShiftToStrip) / kOneOfBytes, 0);
    only_ = MakeWeights(matrix, kUnit, 255 * kUnit / kOneOfBytes, kHalfOfBytes);
  }
  inner_.push_back(MakeWeights(matrix, kUnit, kUnit, 0));
  last_ = MakeWeights(matrix, kUnit / kStripUnit, kUnit / kStripUnit, kHalfOfBytes);
}

void MatrixRun::Run(Strip& strip, const FrameContext&) const { HWY_DYNAMIC_DISPATCH(OnStrip)(inner_, strip); }

void MatrixRun::LoadAndRun(const uint8_t* pixels, PixelFormat format, Strip& strip, const FrameContext&) const {
  HWY_DYNAMIC_DISPATCH(BytesToStrip)(For(format, first_), std::span(inner_).subspan(1), pixels, strip);
}

void MatrixRun::RunAndStore(Strip& strip, const FrameContext&, uint8_t* pixels) const {
  HWY_DYNAMIC_DISPATCH(StripToBytes)(std::span(inner_).first(inner_.size() - 1), last_, strip, pixels);
}

bool MatrixRun::RunAlone(const RgbaView& picture, PixelFormat format) const {
  const size_t matrices = inner_.size();
  const MatrixWeights weights = For(format, matrices == 1 ? only_ : first_);
  for (int y = 0; y < picture.height; ++y) {
    const auto width = static_cast<size_t>(picture.width);
    if (matrices == 1) {
      HWY_DYNAMIC_DISPATCH(OneOnBytes)(weights, picture.Row(y), width);
    } else {
      HWY_DYNAMIC_DISPATCH(AllOnBytes)
      (weights, std::span(inner_).subspan(1, matrices - 2), last_, picture.Row(y), width);
    }
  }
  return true;
}

}  // namespace kinora
#endif  // HWY_ONCE
