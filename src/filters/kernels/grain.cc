#include <cmath>
#include <cstdint>
#include <vector>

#include "filters/builders.h"

#ifndef KINORA_GRAIN_ROW
#define KINORA_GRAIN_ROW
namespace kinora {
// What grain's kernel works with.
struct GrainRow {
  const int16_t* noise[3];  // of red, green and blue, from the strip's first pixel on: a quarter of what weight 1 adds
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

// Eight pixels at a time on every instruction set, so that their order is that of the noise.
template <bool kMono>
HWY_INLINE void AddNoise(const GrainRow& row, Strip& strip) {
  const hn::FixedTag<int16_t, 8> words;
  const auto zero = hn::Zero(words);
  for (size_t i = 0; i < strip.count; i += 8) {
    int16_t* red_blue[] = {strip.red_blue + 2 * i, strip.red_blue + 2 * i + 8};
    int16_t* green_alpha[] = {strip.green_alpha + 2 * i, strip.green_alpha + 2 * i + 8};
    const auto luma_of = [&](int k)
                             HWY_ATTR { return Luma(hn::Load(words, red_blue[k]), hn::Load(words, green_alpha[k])); };
    const auto luma = hn::ReorderDemote2To(words, luma_of(0), luma_of(1));
    const auto bend = hn::MulFixedPoint15(luma, hn::Sub(hn::Set(words, kStripOne), luma));
    const auto weight = hn::Add(hn::Add(bend, hn::Add(bend, bend)), hn::Set(words, kStripOne / 4));
    // What would add more than 1 adds as much as 1.
    const auto weigh = [&](const int16_t* noise) HWY_ATTR {
      const auto quarter = hn::MulFixedPoint15(hn::LoadU(words, noise + i), weight);
      const auto half = hn::SaturatedAdd(quarter, quarter);
      return hn::SaturatedAdd(half, half);
    };
    const auto add = [&](auto part, int16_t* target) HWY_ATTR {
      hn::Store(hn::Max(hn::SaturatedAdd(hn::Load(words, target), part), zero), words, target);
    };
    const auto red = weigh(row.noise[0]);
    const auto green = kMono ? red : weigh(row.noise[1]);
    const auto blue = kMono ? red : weigh(row.noise[2]);
    add(hn::InterleaveLower(words, red, blue), red_blue[0]);
    add(hn::InterleaveUpper(words, red, blue), red_blue[1]);
    add(hn::InterleaveLower(words, green, zero), green_alpha[0]);
    add(hn::InterleaveUpper(words, green, zero), green_alpha[1]);
  }
}

void AddGrain(const GrainRow& row, bool mono, Strip& strip) {
  if (mono) {
    AddNoise<true>(row, strip);
  } else {
    AddNoise<false>(row, strip);
  }
}

}  // namespace
}  // namespace HWY_NAMESPACE
}  // namespace kinora
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace kinora {
namespace {

HWY_EXPORT(AddGrain);

// A bijection of 32 bits whose output bits each depend on all of the input's.
uint32_t Hash(uint32_t value) {
  value = (value ^ value >> 16) * 0x7FEB352D;
  value = (value ^ value >> 15) * 0x846CA68B;
  return value ^ value >> 16;
}

// Every row has a part of one long row of noise, which begins at a place of its own in each frame.
class Grain final : public PointwiseStage {
 public:
  Grain(double amount, uint32_t size, bool mono, uint32_t seed, int width)
      : size_(size), mono_(mono), seed_(Hash(seed)) {
    // The sum of four bytes has a standard deviation of sqrt((256^2 - 1) / 3).
    const double gain = amount * (kStripOne + 1) / std::sqrt(65535.0 / 3) / 4;
    noise_.resize(kPlaces + static_cast<size_t>(width) + kStripStep);
    for (uint32_t x = 0; x < noise_.size(); ++x) {
      const uint32_t hash = Hash(seed_ + x / size * 0x9E3779B1);
      const uint32_t sum = (hash & 0xFF) + (hash >> 8 & 0xFF) + (hash >> 16 & 0xFF) + (hash >> 24);
      noise_[x] = static_cast<int16_t>(std::lround(gain * (static_cast<int>(sum) - 510)));  // less its mean
    }
  }

  void Run(Strip& strip, const FrameContext& context) const override {
    const uint32_t key =
        Hash(Hash(seed_ ^ static_cast<uint32_t>(context.frame)) ^ static_cast<uint32_t>(strip.y) / size_);
    GrainRow row;
    for (uint32_t i = 0; i < 3; ++i) {
      row.noise[i] = noise_.data() + Hash(key + i) % (kPlaces / size_) * size_ + strip.x;
    }
    HWY_DYNAMIC_DISPATCH(AddGrain)(row, mono_, strip);
  }

 private:
  static constexpr uint32_t kPlaces = 1 << 15;  // in pixels

  uint32_t size_;
  bool mono_;
  uint32_t seed_;
  std::vector<int16_t> noise_;
};

}  // namespace

Status BuildGrain(const Arguments& arguments, PlanBuilder& builder) {
  const double amount = arguments.Number("amount");
  if (amount == 0) return {};
  builder.AddPointwise(std::make_unique<Grain>(amount, static_cast<uint32_t>(arguments.Number("size")),
                                               arguments.Keyword("color") == 0,
                                               static_cast<uint32_t>(arguments.Number("seed")), builder.size().width));
  return {};
}

}  // namespace kinora
#endif  // HWY_ONCE
