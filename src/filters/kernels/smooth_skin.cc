#include <algorithm>
#include <cmath>
#include <cstring>
#include <memory>

#include "filters/builders.h"
#include "filters/kernels/guided_filter.h"

namespace kinora {
namespace {

// Variance of luma that counts as flat: a standard deviation of eight levels.
constexpr double kEpsilon = 0.001;

// Where skin of all tones is in the plane of BT.601, full range, 8 bits minus 128 (Chai and Ngan 1999), and the width
// of the soft border inside of it.
constexpr float kCbFrom = 77 - 128;
constexpr float kCbTo = 127 - 128;
constexpr float kCrFrom = 133 - 128;
constexpr float kCrTo = 173 - 128;
constexpr float kSoftness = 8;

// Pixels that are mixed at once.
constexpr size_t kBlock = 64;

float Part(float value) { return std::min(std::max(value, 0.0f), 1.0f); }

// 1 inside of [from, to], 0 outside.
float Inside(float value, float from, float to) {
  return Part((value - from) * (1 / kSoftness)) * Part((to - value) * (1 / kSoftness));
}

class LumaRows final : public GuidedRows {
 public:
  LumaRows(const RgbaView& source, const RgbaView& target, size_t positions, float strength, int16_t* differences)
      : source_(source), target_(target), positions_(positions), strength_(strength), differences_(differences) {}

  void Load(int y, int16_t* row) const override {
    const uint8_t* pixels = source_.Row(y);
    ForEachColumn([&](size_t x, size_t lane) {
      const uint8_t* pixel = pixels + 4 * x;
      const int luma = (19595 * pixel[0] + 38470 * pixel[1] + 7471 * pixel[2] + (1 << 15)) >> 16;
      row[lane] = static_cast<int16_t>(luma - 128);
    });
  }

  void Store(int y, const int16_t* values, const int16_t* results) const override {
    ForEachColumn([&](size_t x, size_t lane) {
      differences_[x] = static_cast<int16_t>(results[lane] - (values[lane] << kGuidedResultBits));
    });
    const auto width = static_cast<size_t>(source_.width);
    for (size_t x = 0; x < width; x += kBlock) {
      const size_t count = std::min(kBlock, width - x);
      uint32_t block[kBlock];
      std::memcpy(block, source_.Row(y) + 4 * x, 4 * count);
      Mix(differences_ + x, block);
      std::memcpy(target_.Row(y) + 4 * x, block, 4 * count);
    }
  }

 private:
  // Calls `function` with each column and its place in a row of segments.
  template <typename Function>
  void ForEachColumn(const Function& function) const {
    const auto width = static_cast<size_t>(source_.width);
    for (size_t begin = 0, segment = 0; begin < width; begin += positions_, ++segment) {
      const size_t end = std::min(begin + positions_, width);
      for (size_t x = begin; x < end; ++x) function(x, 4 * (x - begin) + segment);
    }
  }

  // Adds the differences to all channels, as far as they are skin's.
  void Mix(const int16_t* differences, uint32_t (&pixels)[kBlock]) const {
    const float unit = strength_ / static_cast<float>(1 << kGuidedResultBits);
    for (size_t i = 0; i < kBlock; ++i) {
      const uint32_t pixel = pixels[i];
      const auto red = static_cast<int>(pixel & 255);
      const auto green = static_cast<int>(pixel >> 8 & 255);
      const auto blue = static_cast<int>(pixel >> 16 & 255);
      const float cb = static_cast<float>(32768 * blue - 11059 * red - 21709 * green) * (1.0f / 65536);
      const float cr = static_cast<float>(32768 * red - 27439 * green - 5329 * blue) * (1.0f / 65536);
      const float skin = Inside(cb, kCbFrom, kCbTo) * Inside(cr, kCrFrom, kCrTo);
      // 256 and a half more, so that cutting off rounds.
      const int change = static_cast<int>(static_cast<float>(differences[i]) * unit * skin + 256.5f) - 256;
      const auto changed = [&](int value) { return static_cast<uint32_t>(std::clamp(value + change, 0, 255)); };
      pixels[i] = changed(red) | changed(green) << 8 | changed(blue) << 16 | (pixel & 0xFF000000);
    }
  }

  RgbaView source_;
  RgbaView target_;
  size_t positions_;
  float strength_;
  int16_t* differences_;
};

class SmoothSkinStage final : public SpatialStage {
 public:
  SmoothSkinStage(PictureSize size, int radius, double strength)
      : filter_(size.width, size.height, radius, kEpsilon, GuidedFilter::Lanes::kSegments),
        strength_(static_cast<float>(strength)) {}

  size_t scratch_bytes(PictureSize source) const override {
    return DifferenceBytes(source.width) + filter_.scratch_bytes();
  }
  bool in_place() const override { return true; }
  AlphaRule alpha() const override { return AlphaRule::kStraight; }

  void Run(const RgbaView& source, const RgbaView& target, std::span<uint8_t> scratch,
           const FrameContext&) const override {
    filter_.Run(LumaRows(source, target, filter_.positions(), strength_, reinterpret_cast<int16_t*>(scratch.data())),
                scratch.subspan(DifferenceBytes(source.width)));
  }

 private:
  static size_t DifferenceBytes(int width) {
    return (static_cast<size_t>(width) + kBlock) / kBlock * kBlock * sizeof(int16_t);
  }

  GuidedFilter filter_;
  float strength_;
};

}  // namespace

Status BuildSmoothSkin(const Arguments& arguments, PlanBuilder& builder) {
  const double strength = arguments.Number("amount") * (1 - arguments.Number("detail"));
  if (strength > 0) {
    builder.AddSpatial(
        std::make_unique<SmoothSkinStage>(builder.size(), static_cast<int>(arguments.Number("radius")), strength));
  }
  return {};
}

}  // namespace kinora
