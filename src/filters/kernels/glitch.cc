#include <algorithm>
#include <cmath>
#include <memory>

#include "filters/builders.h"
#include "filters/kernels/channel_shift.h"

namespace kinora {
namespace {

constexpr int kAmountBits = 16;
// Bands are 1 to kUnits units high, a unit a kUnitShare-th of the picture.
constexpr int kUnitShare = 60;
constexpr uint32_t kUnits = 8;
// The farthest jump as a part of the width; red and blue move apart by an eighth of it.
constexpr int kJumpShift = 2;
constexpr int kSplitShift = 5;

// The finalizer of MurmurHash3: every bit of `value` moves every bit of the result.
uint32_t Mix(uint32_t value) {
  value = (value ^ value >> 16) * 0x85EBCA6B;
  value = (value ^ value >> 13) * 0xC2B2AE35;
  return value ^ value >> 16;
}

// A chain of hashes, each from the one before.
class Hash {
 public:
  Hash(uint32_t seed, int64_t frame) : state_(Mix(seed ^ 0x9E3779B9)) {
    state_ = Mix(state_ ^ static_cast<uint32_t>(frame));
    state_ = Mix(state_ ^ static_cast<uint32_t>(frame >> 32));
  }

  uint32_t Next() { return state_ = Mix(state_ + 0x9E3779B9); }

 private:
  uint32_t state_;
};

// `random` as a number from -1 to 1, times `amount`, times `width` / 2^`shift`, rounded down.
int Jump(uint32_t random, int amount, int width, int shift) {
  const int64_t part = static_cast<int64_t>(random >> 16) - 0x8000;
  return static_cast<int>(part * amount * width >> (15 + kAmountBits + shift));
}

class Glitch final : public SpatialStage {
 public:
  Glitch(int amount, uint32_t seed) : amount_(amount), seed_(seed) {}

  size_t scratch_bytes(PictureSize) const override { return 0; }
  AlphaRule alpha() const override { return AlphaRule::kStraight; }

  void Run(const RgbaView& source, const RgbaView& target, std::span<uint8_t>,
           const FrameContext& context) const override {
    const int width = source.width;
    const int unit = std::max(1, source.height / kUnitShare);
    Hash hash(seed_, context.frame);
    for (int y = 0; y < source.height;) {
      const int end = std::min(source.height, y + unit * static_cast<int>(1 + hash.Next() % kUnits));
      const bool jumps = static_cast<int>(hash.Next() >> 16) < amount_;
      const uint32_t place = hash.Next();
      const uint32_t apart = hash.Next();
      const int jump = jumps ? Jump(place, amount_, width, kJumpShift) : 0;
      const int split = jumps ? Jump(apart, amount_, width, kSplitShift) : 0;
      for (; y < end; ++y) {
        const uint8_t* row = source.Row(y);
        ShiftChannels({row, jump}, {row, jump + split}, {row, jump - split}, width, target.Row(y));
      }
    }
  }

 private:
  int amount_;  // of 2^kAmountBits
  uint32_t seed_;
};

}  // namespace

Status BuildGlitch(const Arguments& arguments, PlanBuilder& builder) {
  const auto amount = static_cast<int>(std::lround(arguments.Number("amount") * (1 << kAmountBits)));
  if (amount > 0) {
    builder.AddSpatial(std::make_unique<Glitch>(amount, static_cast<uint32_t>(arguments.Number("seed"))));
  }
  return {};
}

}  // namespace kinora
