#include "filters/kernels/matrix_run.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <span>
#include <utility>

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

// All of `pair` or of a pixel's four bytes, again and again.
template <typename D, typename T, size_t kCount>
HWY_INLINE hn::Vec<D> Repeat(D lanes, const T (&values)[kCount]) {
  int32_t bits;
  static_assert(sizeof values == sizeof bits);
  std::memcpy(&bits, values, sizeof bits);
  return hn::BitCast(lanes, hn::Set(Sums(), bits));
}

HWY_INLINE WordVector Pair(const int16_t (&pair)[2]) { return Repeat(Words(), pair); }

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

template <int kShift, bool kBounded>
HWY_INLINE void Step(const MatrixWeights& weights, Pixels& pixels) {
  const Words words;
  const auto channel = [&](size_t i) HWY_ATTR { return hn::Max(Channel<kShift>(weights, i, pixels), hn::Zero(words)); };
  const auto red = channel(0);
  const auto green = channel(1);
  const auto blue = channel(2);
  const auto one = hn::Set(words, kStripOne);
  pixels = {.red_blue = {hn::InterleaveLower(words, red, blue), hn::InterleaveUpper(words, red, blue)},
            .green_one = {hn::InterleaveLower(words, green, one), hn::InterleaveUpper(words, green, one)}};
  if constexpr (!kBounded) return;
  const auto clamp = [&](WordVector& pair, size_t i)
                         HWY_ATTR { pair = hn::Min(hn::Max(pair, Pair(weights.least[i])), Pair(weights.most[i])); };
  for (size_t i = 0; i < 2; ++i) {
    clamp(pixels.red_blue[i], 0);
    clamp(pixels.green_one[i], 1);
  }
}

template <bool kBounded>
HWY_INLINE void StepAll(Inner inner, Pixels& pixels) {
  for (const MatrixWeights& weights : inner) Step<kWeightShift, kBounded>(weights, pixels);
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
template <int kShift, bool kBounded>
HWY_INLINE void StoreBytes(const MatrixWeights& weights, const Pixels& pixels, WordVector alpha, uint8_t* target) {
  const Bytes bytes;
  const Words words;
  const auto red_blue = hn::ReorderDemote2To(bytes, Channel<kShift>(weights, 0, pixels),  //
                                             Channel<kShift>(weights, 2, pixels));
  const auto green_alpha = hn::ReorderDemote2To(bytes, Channel<kShift>(weights, 1, pixels), alpha);
  const auto red_green = hn::BitCast(words, hn::InterleaveLower(bytes, red_blue, green_alpha));
  const auto blue_alpha = hn::BitCast(words, hn::InterleaveUpper(bytes, red_blue, green_alpha));
  const auto store = [&](WordVector four, uint8_t* at) HWY_ATTR {
    auto pixels_of_four = hn::BitCast(bytes, four);
    if constexpr (kBounded) {
      pixels_of_four = hn::Max(pixels_of_four, Repeat(bytes, weights.least_byte));
      pixels_of_four = hn::Min(pixels_of_four, Repeat(bytes, weights.most_byte));
    }
    hn::StoreU(pixels_of_four, bytes, at);
  };
  store(hn::InterleaveLower(words, red_green, blue_alpha), target);
  store(hn::InterleaveUpper(words, red_green, blue_alpha), target + 16);
}

// The functions below are the run on pixels from and to bytes or a strip. Weights of a single matrix are copied, so
// that they stay in registers: what is stored could otherwise be stored into them.

template <bool kBounded>
void OneOnBytes(const MatrixWeights& given, uint8_t* bytes, size_t count) {
  const MatrixWeights weights = given;
  ForEachGroup<kPixels>(bytes, count, [&](uint8_t* at, size_t) HWY_ATTR {
    const RawPixels raw(at);
    StoreBytes<kWeightShift, kBounded>(weights, raw.Split(), raw.Alpha(), at);
  });
}

void AllOnBytes(const MatrixWeights& first, Inner inner, const MatrixWeights& last, uint8_t* bytes, size_t count) {
  ForEachGroup<kPixels>(bytes, count, [&](uint8_t* at, size_t) HWY_ATTR {
    const RawPixels raw(at);
    Pixels pixels = raw.Split();
    Step<kShiftToStrip, false>(first, pixels);
    StepAll<false>(inner, pixels);
    StoreBytes<kShiftToBytes, false>(last, pixels, raw.Alpha(), at);
  });
}

template <bool kBounded>
void BytesToStrip(const MatrixWeights& given, Inner inner, const uint8_t* bytes, Strip& strip) {
  const MatrixWeights first = given;
  ForEachGroup<kPixels>(bytes, strip.count, [&](const uint8_t* at, size_t pixel) HWY_ATTR {
    const RawPixels raw(at);
    Pixels pixels = raw.Split();
    Step<kShiftToStrip, kBounded>(first, pixels);
    StepAll<kBounded>(inner, pixels);
    const auto alpha = [&](size_t i) HWY_ATTR {
      const auto bits = raw.Alpha(i);
      // c * 128.5, rounded down.
      return hn::BitCast(Words(), hn::Or(hn::ShiftLeft<23>(bits), hn::ShiftLeft<15>(bits)));
    };
    StoreStrip(pixels, alpha, strip, 2 * pixel);
  });
}

template <bool kBounded>
void StripToBytes(Inner inner, const MatrixWeights& given, const Strip& strip, uint8_t* bytes) {
  const MatrixWeights last = given;
  const Words words;
  ForEachGroup<kPixels>(bytes, strip.count, [&](uint8_t* at, size_t pixel) HWY_ATTR {
    Pixels pixels = LoadStrip(strip, 2 * pixel);
    StepAll<kBounded>(inner, pixels);
    const auto alpha = [&](size_t i) HWY_ATTR {
      const auto rounded = RoundToBytes(hn::Load(words, strip.green_alpha + 2 * pixel + 8 * i));
      return hn::ShiftRight<16 + 7>(hn::BitCast(Sums(), rounded));
    };
    StoreBytes<kShiftToBytes, kBounded>(last, pixels, hn::ReorderDemote2To(words, alpha(0), alpha(1)), at);
  });
}

template <bool kBounded>
void OnStrip(Inner inner, Strip& strip) {
  for (size_t at = 0; at < 2 * strip.count; at += 2 * kPixels) {
    Pixels pixels = LoadStrip(strip, at);
    StepAll<kBounded>(inner, pixels);
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

HWY_EXPORT(AllOnBytes);
HWY_EXPORT_T(OneOnBytesBounded, OneOnBytes<true>);
HWY_EXPORT_T(OneOnBytesUnbounded, OneOnBytes<false>);
HWY_EXPORT_T(BytesToStripBounded, BytesToStrip<true>);
HWY_EXPORT_T(BytesToStripUnbounded, BytesToStrip<false>);
HWY_EXPORT_T(StripToBytesBounded, StripToBytes<true>);
HWY_EXPORT_T(StripToBytesUnbounded, StripToBytes<false>);
HWY_EXPORT_T(OnStripBounded, OnStrip<true>);
HWY_EXPORT_T(OnStripUnbounded, OnStrip<false>);

// The function of that name, by whether `bounded`: clamps of their own cost a tenth.
#define KINORA_BY_BOUNDS(function) \
  (bounded_ ? HWY_DYNAMIC_DISPATCH_T(function##Bounded) : HWY_DYNAMIC_DISPATCH_T(function##Unbounded))

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

void MatrixRun::Add(const BoundedMatrix& matrix) {
  bounded_ |= matrix.IsBounded();
  if (inner_.empty()) {
    first_ = WeightsFromBytes(matrix);
    only_ = WeightsOnBytes(matrix);
  }
  inner_.push_back(WeightsOnStrip(matrix));
  last_ = WeightsToBytes(matrix);
}

void MatrixRun::Run(Strip& strip, const FrameContext&) const { KINORA_BY_BOUNDS(OnStrip)(inner_, strip); }

void MatrixRun::LoadAndRun(const uint8_t* pixels, PixelFormat format, Strip& strip, const FrameContext&) const {
  KINORA_BY_BOUNDS(BytesToStrip)(For(format, first_), std::span(inner_).subspan(1), pixels, strip);
}

void MatrixRun::RunAndStore(Strip& strip, const FrameContext&, uint8_t* pixels) const {
  KINORA_BY_BOUNDS(StripToBytes)(std::span(inner_).first(inner_.size() - 1), last_, strip, pixels);
}

bool MatrixRun::RunAlone(const RgbaView& picture, PixelFormat format) const {
  const size_t matrices = inner_.size();
  if (matrices > 1 && bounded_) return false;
  const MatrixWeights weights = For(format, matrices == 1 ? only_ : first_);
  for (int y = 0; y < picture.height; ++y) {
    const auto width = static_cast<size_t>(picture.width);
    if (matrices == 1) {
      KINORA_BY_BOUNDS(OneOnBytes)(weights, picture.Row(y), width);
    } else {
      HWY_DYNAMIC_DISPATCH(AllOnBytes)
      (weights, std::span(inner_).subspan(1, matrices - 2), last_, picture.Row(y), width);
    }
  }
  return true;
}

#undef KINORA_BY_BOUNDS

}  // namespace kinora
#endif  // HWY_ONCE
