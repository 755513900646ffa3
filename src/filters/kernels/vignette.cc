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

void Darken(const VignetteShape& shape, Strip& strip) {
  const Pixels pixels;
  const Floats floats;
  const auto to_red_blue = Pair(shape.red, shape.blue);
  const auto to_green = Pair(shape.green, 0);
  // Twice the distances from the centre, so that they are whole, and their squares exact in pictures of usual size.
  const auto width = static_cast<float>(shape.width);
  const auto height = static_cast<float>(shape.height);
  const auto corner = hn::Set(floats, width * width + height * height);
  const int from_middle = 2 * strip.y + 1 - shape.height;
  const auto row = hn::Set(pixels, from_middle * from_middle);
  ForEachVector(strip, [&](WordVector& red_blue, WordVector& green_alpha, size_t index) HWY_ATTR {
    const auto place = hn::Iota(pixels, strip.x + static_cast<int>(index));
    const auto across = hn::Add(hn::Add(place, place), hn::Set(pixels, 1 - shape.width));
    const auto square = hn::ConvertTo(floats, hn::Add(hn::Mul(across, across), row));
    const auto distance = hn::Sqrt(hn::Div(square, corner));
    const auto share = ToWords(SmoothStep(distance, shape.radius, shape.slope), shape.amount * kStripOne);
    red_blue = Mix(red_blue, to_red_blue, share);
    green_alpha = KeepAlpha(green_alpha, Mix(green_alpha, to_green, share));
  });
}

}  // namespace
}  // namespace HWY_NAMESPACE
}  // namespace kinora
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace kinora {
namespace {

HWY_EXPORT(Darken);

class Vignette final : public PointwiseStage {
 public:
  explicit Vignette(const VignetteShape& shape) : shape_(shape) {}

  void Run(Strip& strip, const FrameContext&) const override { HWY_DYNAMIC_DISPATCH(Darken)(shape_, strip); }

 private:
  VignetteShape shape_;
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
