#include <cmath>

#include "filters/builders.h"

#ifndef KINORA_VIGNETTE_SHAPE
#define KINORA_VIGNETTE_SHAPE
namespace kinora {
// What vignette's kernel works with.
struct VignetteShape {
  int width;
  int height;
  float radius;
  float slope;  // 1 / softness
  float amount;
  int red, green, blue;  // as a strip's
};

// Pixels from one share that is computed to the next, where those between are interpolated.
inline constexpr size_t kVignetteStep = 4;
}  // namespace kinora
#endif

// Highway includes this file once for each instruction set.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "filters/kernels/vignette.cc"
#include "hwy/foreach_target.h"  // keep before what includes highway.h

#include "filters/kernels/strip_vectors-inl.h"

HWY_BEFORE_NAMESPACE();
namespace kinora {
namespace HWY_NAMESPACE {
namespace {

// How much of the colour each pixel of a row takes, as a strip's values. Twice the distances from the centre, so that
// they are whole, and their squares exact in pictures of usual size.
class Shares {
 public:
  HWY_INLINE Shares(const VignetteShape& shape, int y)
      : shape_(shape),
        corner_(static_cast<float>(shape.width) * static_cast<float>(shape.width) +
                static_cast<float>(shape.height) * static_cast<float>(shape.height)),
        row_(hn::Set(Pixels(), (2 * y + 1 - shape.height) * (2 * y + 1 - shape.height))) {}

  HWY_INLINE FloatVector Square(PixelVector x) const {
    const auto across = hn::Add(hn::Add(x, x), hn::Set(Pixels(), 1 - shape_.width));
    return hn::ConvertTo(Floats(), hn::Add(hn::Mul(across, across), row_));
  }

  // Well inside of the radius, where nothing changes.
  HWY_INLINE bool AreNone(FloatVector square) const {
    return hn::AllTrue(Floats(), hn::Lt(square, hn::Set(Floats(), corner_ * shape_.radius * shape_.radius * 0.999F)));
  }

  HWY_INLINE PixelVector Of(FloatVector square) const {
    const auto distance = hn::Sqrt(hn::Mul(square, hn::Set(Floats(), 1 / corner_)));
    const auto part = SmoothStep(distance, shape_.radius, shape_.slope);
    return RoundToWord(hn::Mul(part, hn::Set(Floats(), shape_.amount * kStripOne)));
  }

 private:
  const VignetteShape& shape_;
  float corner_;
  PixelVector row_;
};

// Each pixel's share by itself.
void Darken(const VignetteShape& shape, Strip& strip) {
  const auto to_red_blue = Pair(shape.red, shape.blue);
  const auto to_green = Pair(shape.green, 0);
  const Shares shares(shape, strip.y);
  ForEachVector(strip, [&](WordVector& red_blue, WordVector& green_alpha, size_t index) HWY_ATTR {
    const auto square = shares.Square(hn::Iota(Pixels(), strip.x + static_cast<int>(index)));
    if (shares.AreNone(square)) return;
    const auto share = Twice(shares.Of(square));
    red_blue = Mix(red_blue, to_red_blue, share);
    green_alpha = KeepAlpha(green_alpha, Mix(green_alpha, to_green, share));
  });
}

// Every fourth pixel's share; those between are interpolated. Eight words at a time on every instruction set, so that
// their order is one.
void DarkenSmoothly(const VignetteShape& shape, Strip& strip) {
  const hn::FixedTag<int16_t, 8> words;
  const hn::FixedTag<int32_t, 4> pairs;
  const Shares shares(shape, strip.y);
  alignas(64) int32_t wide[kStripPixels / kVignetteStep + 2 * kStripStep];
  alignas(64) int16_t knots[kStripPixels / kVignetteStep + 2 * kStripStep];
  // One behind the last pixel, and whole vectors of eight.
  const size_t count = (strip.count + kVignetteStep - 1) / kVignetteStep + 8;
  for (size_t i = 0; i < count; i += hn::Lanes(Pixels())) {
    const auto index = hn::Iota(Pixels(), static_cast<int>(i));
    const auto x =
        hn::Add(hn::Mul(index, hn::Set(Pixels(), static_cast<int>(kVignetteStep))), hn::Set(Pixels(), strip.x));
    hn::Store(shares.Of(shares.Square(x)), Pixels(), wide + i);
  }
  for (size_t i = 0; i < count; ++i) knots[i] = static_cast<int16_t>(wide[i]);

  const auto to_red_blue = hn::BitCast(words, hn::Set(pairs, shape.red | shape.blue << 16));
  const auto to_green = hn::BitCast(words, hn::Set(pairs, shape.green));
  const auto mix = [](auto from, auto to, auto share)
                       HWY_ATTR { return hn::Add(from, hn::MulFixedPoint15(hn::Sub(to, from), share)); };
  for (size_t i = 0; kVignetteStep * i < strip.count; i += 8) {
    const auto at = hn::Load(words, knots + i);
    const auto behind = hn::LoadU(words, knots + i + 1);
    if (hn::AllTrue(words, hn::Eq(hn::Or(at, behind), hn::Zero(words)))) continue;
    const auto way = hn::Sub(behind, at);
    const auto half = hn::ShiftRight<1>(way);
    const auto quarter = hn::ShiftRight<2>(way);
    const auto middle = hn::Add(at, half);
    // The last one from the knot behind: from the middle, what is rounded down twice may be below both knots.
    const decltype(at) between[] = {at, hn::Add(at, quarter), middle, hn::Sub(behind, quarter)};
    const decltype(at) rows[] = {
        hn::InterleaveLower(words, between[0], between[1]), hn::InterleaveLower(words, between[2], between[3]),
        hn::InterleaveUpper(words, between[0], between[1]), hn::InterleaveUpper(words, between[2], between[3])};
    for (size_t k = 0; k < 4 && kVignetteStep * i + 8 * k < strip.count; ++k) {
      const auto first = hn::BitCast(pairs, rows[k / 2 * 2]);
      const auto second = hn::BitCast(pairs, rows[k / 2 * 2 + 1]);
      const auto eight = hn::BitCast(
          words, k % 2 == 0 ? hn::InterleaveLower(pairs, first, second) : hn::InterleaveUpper(pairs, first, second));
      const decltype(at) four[] = {hn::InterleaveLower(words, eight, eight), hn::InterleaveUpper(words, eight, eight)};
      for (size_t j = 0; j < 2; ++j) {
        int16_t* red_blue = strip.red_blue + 2 * (kVignetteStep * i + 8 * k + 4 * j);
        int16_t* green_alpha = strip.green_alpha + 2 * (kVignetteStep * i + 8 * k + 4 * j);
        hn::Store(mix(hn::Load(words, red_blue), to_red_blue, four[j]), words, red_blue);
        const auto old = hn::Load(words, green_alpha);
        hn::Store(hn::OddEven(old, mix(old, to_green, four[j])), words, green_alpha);
      }
    }
  }
}

}  // namespace
}  // namespace HWY_NAMESPACE
}  // namespace kinora
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace kinora {
namespace {

HWY_EXPORT(Darken);
HWY_EXPORT(DarkenSmoothly);

class Vignette final : public PointwiseStage {
 public:
  explicit Vignette(const VignetteShape& shape)
      : shape_(shape),
        smooth_(std::hypot(shape.width, shape.height) / 2 >= static_cast<double>(shape.slope) * kLeastSoftness) {}

  void Run(Strip& strip, const FrameContext&) const override {
    if (smooth_) {
      HWY_DYNAMIC_DISPATCH(DarkenSmoothly)(shape_, strip);
    } else {
      HWY_DYNAMIC_DISPATCH(Darken)(shape_, strip);
    }
  }

 private:
  // Pixels from the radius to the full amount, from which on shares may be interpolated. With t for the part of that
  // way, the second derivative of 3 t^2 - 2 t^3 by pixels is at most 12 / softness^2, as |S''| <= 6, S' <= 6 t, and t's
  // own is 1 / (softness * distance) at most. Over steps of 4 that is an error of 24 / softness^2: 0.4 of a level here.
  static constexpr double kLeastSoftness = 124;

  VignetteShape shape_;
  bool smooth_;
};

}  // namespace

Status BuildVignette(const Arguments& arguments, PlanBuilder& builder) {
  constexpr double kStep = 1e30;  // the slope of no softness
  const double amount = arguments.Number("amount") * arguments.Color("color", 3);
  const double softness = arguments.Number("softness");
  if (amount == 0) return {};
  const auto channel = [&](int i) { return static_cast<int>(std::lround(arguments.Color("color", i) * kStripOne)); };
  builder.AddPointwise(
      std::make_unique<Vignette>(VignetteShape{.width = builder.size().width,
                                               .height = builder.size().height,
                                               .radius = static_cast<float>(arguments.Number("radius")),
                                               .slope = static_cast<float>(softness > 1 / kStep ? 1 / softness : kStep),
                                               .amount = static_cast<float>(amount),
                                               .red = channel(0),
                                               .green = channel(1),
                                               .blue = channel(2)}));
  return {};
}

}  // namespace kinora
#endif  // HWY_ONCE
