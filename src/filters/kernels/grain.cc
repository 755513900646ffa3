#include <cmath>
#include <cstdint>
#include <vector>

#include "filters/builders.h"

#ifndef KINORA_GRAIN_HASH
#define KINORA_GRAIN_HASH
namespace kinora {
// A bijection of 32 bits whose output bits each depend on all of the input's.
inline constexpr uint32_t kGrainFactors[] = {0x7FEB352D, 0x846CA68B};
inline constexpr uint32_t kGrainStep = 0x9E3779B1;  // from column to column

// What grain's kernel works with.
struct GrainRow {
  const uint32_t* columns;  // what each pixel of the strip adds to the keys
  uint32_t keys[3];         // of red, green and blue
  int gain;                 // Q13, for noise that is a multiple of 2^-6 of a sum of bytes
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

// The sum of the hash's four bytes.
HWY_INLINE PixelVector Noise(hn::Vec<Hashes> columns, uint32_t key) {
  const Hashes hashes;
  auto hash = hn::Add(columns, hn::Set(hashes, key));
  hash = hn::Mul(hn::Xor(hash, hn::ShiftRight<16>(hash)), hn::Set(hashes, kGrainFactors[0]));
  hash = hn::Mul(hn::Xor(hash, hn::ShiftRight<15>(hash)), hn::Set(hashes, kGrainFactors[1]));
  hash = hn::Xor(hash, hn::ShiftRight<16>(hash));
  const hn::RebindToUnsigned<Words> halves;
  const auto even = hn::BitCast(halves, hn::And(hash, hn::Set(hashes, 0x00FF00FF)));
  const auto sums = hn::BitCast(Words(), hn::Add(even, hn::ShiftRight<8>(hn::BitCast(halves, hash))));
  return hn::WidenMulPairwiseAdd(Pixels(), sums, hn::Set(Words(), 1));
}

// Two vectors of pixels at a time, so that words are enough between a pixel's luma and its two vectors. Lanes take
// turns by blocks as InterleaveLower and InterleaveUpper undo it.
void AddGrain(const GrainRow& row, Strip& strip) {
  const Words words;
  const auto gain = hn::Set(words, static_cast<int16_t>(row.gain));
  const auto zero = hn::Zero(words);
  const size_t step = hn::Lanes(words);
  for (size_t at = 0; at < 2 * strip.count; at += 2 * step) {
    int16_t* red_blue[] = {strip.red_blue + at, strip.red_blue + at + step};
    int16_t* green_alpha[] = {strip.green_alpha + at, strip.green_alpha + at + step};
    const auto luma_of = [&](int i)
                             HWY_ATTR { return Luma(hn::Load(words, red_blue[i]), hn::Load(words, green_alpha[i])); };
    const auto luma = hn::ReorderDemote2To(words, luma_of(0), luma_of(1));
    const auto bend = hn::MulFixedPoint15(luma, hn::Sub(hn::Set(words, kStripOne), luma));
    const auto weight = hn::Add(hn::Add(bend, hn::Add(bend, bend)), hn::Set(words, kStripOne / 4));
    const auto scale = hn::MulFixedPoint15(weight, gain);
    const auto first = hn::LoadU(Hashes(), row.columns + at / 2);
    const auto second = hn::LoadU(Hashes(), row.columns + (at + step) / 2);
    // Half of what is to be added.
    const auto half = [&](uint32_t key) HWY_ATTR {
      const auto sums = hn::ReorderDemote2To(words, Noise(first, key), Noise(second, key));
      const auto noise = hn::Sub(sums, hn::Set(words, 510));  // less its mean
      const auto part = hn::MulFixedPoint15(hn::ShiftLeft<6>(noise), scale);
      return hn::SaturatedAdd(part, part);
    };
    const auto add = [&](WordVector part, int16_t* target) HWY_ATTR {
      const auto sum = hn::SaturatedAdd(hn::SaturatedAdd(hn::Load(words, target), part), part);
      hn::Store(hn::Max(sum, zero), words, target);
    };
    const auto red = half(row.keys[0]);
    const auto green = row.mono ? red : half(row.keys[1]);
    const auto blue = row.mono ? red : half(row.keys[2]);
    add(hn::InterleaveLower(words, red, blue), red_blue[0]);
    add(hn::InterleaveUpper(words, red, blue), red_blue[1]);
    add(hn::InterleaveLower(words, green, zero), green_alpha[0]);
    add(hn::InterleaveUpper(words, green, zero), green_alpha[1]);
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

uint32_t Hash(uint32_t value) {
  value = (value ^ value >> 16) * kGrainFactors[0];
  value = (value ^ value >> 15) * kGrainFactors[1];
  return value ^ value >> 16;
}

class Grain final : public PointwiseStage {
 public:
  Grain(double amount, int size, bool mono, uint32_t seed, int width) : size_(size), mono_(mono), seed_(Hash(seed)) {
    // The sum of four bytes has a standard deviation of sqrt((256^2 - 1) / 3).
    const double deviation = std::sqrt(65535.0 / 3);
    gain_ = static_cast<int>(std::lround(amount * (kStripOne + 1) / (64 * deviation) * (1 << 13)));
    columns_.resize(static_cast<size_t>(width) + 2 * kStripStep);
    for (int x = 0; x < width; ++x) columns_[static_cast<size_t>(x)] = static_cast<uint32_t>(x / size) * kGrainStep;
  }

  void Run(Strip& strip, const FrameContext& context) const override {
    const uint32_t key =
        Hash(Hash(seed_ ^ static_cast<uint32_t>(context.frame)) ^ static_cast<uint32_t>(strip.y / size_));
    GrainRow row = {.columns = columns_.data() + strip.x, .keys = {}, .gain = gain_, .mono = mono_};
    for (uint32_t i = 0; i < 3; ++i) row.keys[i] = Hash(key + i);
    HWY_DYNAMIC_DISPATCH(AddGrain)(row, strip);
  }

 private:
  int size_;
  bool mono_;
  uint32_t seed_;
  int gain_;
  std::vector<uint32_t> columns_;
};

}  // namespace

Status BuildGrain(const Arguments& arguments, PlanBuilder& builder) {
  const double amount = arguments.Number("amount");
  if (amount == 0) return {};
  builder.AddPointwise(std::make_unique<Grain>(amount, static_cast<int>(arguments.Number("size")),
                                               arguments.Keyword("color") == 0,
                                               static_cast<uint32_t>(arguments.Number("seed")), builder.size().width));
  return {};
}

}  // namespace kinora
#endif  // HWY_ONCE
