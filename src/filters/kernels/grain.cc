#include <cmath>
#include <cstdint>

#include "filters/builders.h"

#ifndef KINORA_GRAIN_HASH
#define KINORA_GRAIN_HASH
namespace kinora {
// A bijection of 32 bits whose output bits each depend on all of the input's.
inline constexpr uint32_t kGrainFactors[] = {0x7FEB352D, 0x846CA68B};
inline constexpr uint32_t kGrainStep = 0x9E3779B1;  // from column to column

// What grain's kernel works with.
struct GrainRow {
  uint32_t keys[3];    // of red, green and blue
  float inverse_size;  // 1 / size
  int gain;            // Q13, for noise that is a multiple of 2^-6 of a sum of bytes
  bool mono;
};
}  // namespace kinora
#endif

// Highway includes this file once for each instruction set.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "filters/kernels/grain.cc"
#include "hwy/foreach_target.h"  // keep before what includes highway.h

#include "filters/kernels/strip_vectors-inl.h"

HWY_BEFORE_NAMESPACE();
namespace kinora {
namespace HWY_NAMESPACE {
namespace {

using Hashes = hn::RebindToUnsigned<Pixels>;

// The sum of the hash's four bytes less its mean.
HWY_INLINE PixelVector Noise(hn::Vec<Hashes> columns, uint32_t key) {
  const Hashes hashes;
  auto hash = hn::Add(columns, hn::Set(hashes, key));
  hash = hn::Mul(hn::Xor(hash, hn::ShiftRight<16>(hash)), hn::Set(hashes, kGrainFactors[0]));
  hash = hn::Mul(hn::Xor(hash, hn::ShiftRight<15>(hash)), hn::Set(hashes, kGrainFactors[1]));
  hash = hn::Xor(hash, hn::ShiftRight<16>(hash));
  const auto even = hn::Set(hashes, 0x00FF00FF);
  const auto halves = hn::Add(hn::And(hash, even), hn::And(hn::ShiftRight<8>(hash), even));
  const auto sum = hn::And(hn::Add(halves, hn::ShiftRight<16>(halves)), hn::Set(hashes, 0xFFFF));
  return hn::Sub(hn::BitCast(Pixels(), sum), hn::Set(Pixels(), 510));
}

HWY_INLINE WordVector Join(PixelVector low, PixelVector high) {
  return hn::BitCast(Words(), hn::Or(hn::And(low, hn::Set(Pixels(), 0xFFFF)), hn::ShiftLeft<16>(high)));
}

void AddGrain(const GrainRow& row, Strip& strip) {
  const Words words;
  const Pixels pixels;
  const Floats floats;
  const auto gain = hn::Set(words, static_cast<int16_t>(row.gain));
  ForEachVector(strip, [&](WordVector& red_blue, WordVector& green_alpha, size_t index) HWY_ATTR {
    // Exact: the middle of a pixel is far enough from the borders of its grain.
    const auto place = hn::ConvertTo(floats, hn::Iota(pixels, strip.x + static_cast<int>(index)));
    const auto grain =
        hn::ConvertTo(pixels, hn::Mul(hn::Add(place, hn::Set(floats, 0.5F)), hn::Set(floats, row.inverse_size)));
    const auto columns = hn::Mul(hn::BitCast(Hashes(), grain), hn::Set(Hashes(), kGrainStep));

    const auto luma = Twice(Luma(red_blue, green_alpha));
    const auto bend = hn::MulFixedPoint15(luma, hn::Sub(hn::Set(words, kStripOne), luma));
    const auto weight = hn::Add(hn::Add(bend, hn::Add(bend, bend)), hn::Set(words, kStripOne / 4));
    const auto add = [&](WordVector color, WordVector noise) HWY_ATTR {
      const auto part = hn::MulFixedPoint15(hn::MulFixedPoint15(hn::ShiftLeft<6>(noise), weight), gain);
      const auto half = hn::SaturatedAdd(part, part);
      return hn::Max(hn::SaturatedAdd(hn::SaturatedAdd(color, half), half), hn::Zero(words));
    };
    const auto first = Noise(columns, row.keys[0]);
    auto red_blue_noise = Join(first, first);
    auto green_noise = red_blue_noise;
    if (!row.mono) {
      red_blue_noise = Join(first, Noise(columns, row.keys[2]));
      green_noise = hn::BitCast(words, Noise(columns, row.keys[1]));
    }
    red_blue = add(red_blue, red_blue_noise);
    green_alpha = KeepAlpha(green_alpha, add(green_alpha, green_noise));
  });
}

}  // namespace
}  // namespace HWY_NAMESPACE
}  // namespace kinora
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace kinora {
namespace {

HWY_EXPORT(AddGrain);

uint32_t Hash(uint32_t value) {
  value = (value ^ value >> 16) * kGrainFactors[0];
  value = (value ^ value >> 15) * kGrainFactors[1];
  return value ^ value >> 16;
}

class Grain final : public PointwiseStage {
 public:
  Grain(double amount, int size, bool mono, uint32_t seed)
      : size_(size),
        seed_(Hash(seed)),
        row_{.keys = {}, .inverse_size = 1 / static_cast<float>(size), .gain = 0, .mono = mono} {
    // The sum of four bytes has a standard deviation of sqrt((256^2 - 1) / 3).
    const double deviation = std::sqrt(65535.0 / 3);
    row_.gain = static_cast<int>(std::lround(amount * (kStripOne + 1) / (64 * deviation) * (1 << 13)));
  }

  void Run(Strip& strip, const FrameContext& context) const override {
    GrainRow row = row_;
    const uint32_t key =
        Hash(Hash(seed_ ^ static_cast<uint32_t>(context.frame)) ^ static_cast<uint32_t>(strip.y / size_));
    for (uint32_t i = 0; i < 3; ++i) row.keys[i] = Hash(key + i);
    HWY_DYNAMIC_DISPATCH(AddGrain)(row, strip);
  }

 private:
  int size_;
  uint32_t seed_;
  GrainRow row_;
};

}  // namespace

Status BuildGrain(const Arguments& arguments, PlanBuilder& builder) {
  const double amount = arguments.Number("amount");
  if (amount == 0) return {};
  builder.AddPointwise(std::make_unique<Grain>(amount, static_cast<int>(arguments.Number("size")),
                                               arguments.Keyword("color") == 0,
                                               static_cast<uint32_t>(arguments.Number("seed"))));
  return {};
}

}  // namespace kinora
#endif  // HWY_ONCE
