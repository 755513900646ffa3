#include <algorithm>
#include <cmath>
#include <cstring>
#include <memory>

#include "filters/builders.h"

// Highway includes this file once for each instruction set.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "filters/kernels/zoom_blur.cc"
#include "hwy/foreach_target.h"  // keep before highway.h
#include "hwy/highway.h"

#ifndef KINORA_ZOOM_BLUR
#define KINORA_ZOOM_BLUR
namespace kinora {
inline constexpr int kZoomSamples = 16;
// Values are those of 8 bits times 16: sums of all samples fit in 16 bits.
inline constexpr int kZoomBits = 4;
}  // namespace kinora
#endif

HWY_BEFORE_NAMESPACE();
namespace kinora {
namespace HWY_NAMESPACE {
namespace {

namespace hn = hwy::HWY_NAMESPACE;

using Words = hn::Full128<int16_t>;
using HalfWords = hn::Full64<int16_t>;
using HalfBytes = hn::Full64<uint8_t>;

// Between two rows; `share` of the lower one in multiples of 2^-15. Eight values at a time.
void MixRows(const uint8_t* upper, const uint8_t* lower, int16_t share, size_t count, int16_t* target) {
  const Words words;
  const auto weight = hn::Set(words, share);
  const auto mix = [&](const uint8_t* first, const uint8_t* second, int16_t* mixed) {
    const auto a = hn::ShiftLeft<kZoomBits>(hn::PromoteTo(words, hn::LoadU(HalfBytes(), first)));
    const auto b = hn::ShiftLeft<kZoomBits>(hn::PromoteTo(words, hn::LoadU(HalfBytes(), second)));
    hn::StoreU(hn::Add(a, hn::MulFixedPoint15(hn::Sub(b, a), weight)), words, mixed);
  };
  for (; count >= 8; count -= 8, upper += 8, lower += 8, target += 8) mix(upper, lower, target);
  if (count == 0) return;
  uint8_t rest[2][8] = {};
  std::memcpy(rest[0], upper, count);
  std::memcpy(rest[1], lower, count);
  mix(rest[0], rest[1], target);
}

// Adds a sample of each of an even number of pixels to `sums`. `places` are in pixels, `shares` those of the pixel
// behind, four times each.
void AddSamples(const int16_t* row, const int32_t* places, const int16_t* shares, size_t pixels, int16_t* sums) {
  const Words words;
  for (size_t x = 0; x < pixels; x += 2, sums += 8, shares += 8) {
    const auto first = hn::LoadU(words, row + 4 * places[x]);
    const auto second = hn::LoadU(words, row + 4 * places[x + 1]);
    const auto a = hn::ConcatLowerLower(words, second, first);
    const auto b = hn::ConcatUpperUpper(words, second, first);
    const auto sample = hn::Add(a, hn::MulFixedPoint15(hn::Sub(b, a), hn::LoadU(words, shares)));
    hn::StoreU(hn::Add(hn::LoadU(words, sums), sample), words, sums);
  }
}

}  // namespace
}  // namespace HWY_NAMESPACE
}  // namespace kinora
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace kinora {

HWY_EXPORT(MixRows);
HWY_EXPORT(AddSamples);

namespace {

// A place between two pixels.
struct Place {
  int pixel;
  int16_t share;  // of the next one, in multiples of 2^-15
};

class ZoomStage final : public SpatialStage {
 public:
  ZoomStage(PictureSize size, double amount, double x, double y)
      : size_(size), amount_(amount), center_x_(x * size.width), center_y_(y * size.height) {}

  size_t scratch_bytes(PictureSize) const override { return Divide({}).bytes; }

  void Run(const RgbaView& source, const RgbaView& target, std::span<uint8_t> scratch,
           const FrameContext&) const override {
    const Parts parts = Divide(scratch);
    const size_t pixels = EvenWidth();
    const auto count = 4 * static_cast<size_t>(size_.width);
    for (int sample = 0; sample < kZoomSamples; ++sample) {
      for (int x = 0; x < static_cast<int>(pixels); ++x) {
        const Place place = At(std::min(x, size_.width - 1), sample, center_x_, size_.width);
        const size_t at = static_cast<size_t>(sample) * pixels + static_cast<size_t>(x);
        parts.places[at] = place.pixel;
        std::fill_n(parts.shares + 4 * at, 4, place.share);
      }
    }
    for (int y = 0; y < size_.height; ++y) {
      std::fill_n(parts.sums, 4 * pixels, int16_t{0});
      for (int sample = 0; sample < kZoomSamples; ++sample) {
        const Place place = At(y, sample, center_y_, size_.height);
        HWY_DYNAMIC_DISPATCH(MixRows)
        (source.Row(place.pixel), source.Row(std::min(place.pixel + 1, size_.height - 1)), place.share, count,
         parts.row);
        std::memcpy(parts.row + count, parts.row + count - 4, 4 * sizeof(int16_t));
        const size_t at = static_cast<size_t>(sample) * pixels;
        HWY_DYNAMIC_DISPATCH(AddSamples)(parts.row, parts.places + at, parts.shares + 4 * at, pixels, parts.sums);
      }
      uint8_t* row = target.Row(y);
      for (size_t i = 0; i < count; ++i) {
        constexpr int kShift = kZoomBits + 4;  // there are 2^4 samples
        row[i] = static_cast<uint8_t>((static_cast<uint16_t>(parts.sums[i]) + (1 << (kShift - 1))) >> kShift);
      }
    }
  }

 private:
  // What `scratch` is divided into.
  struct Parts {
    int32_t* places;  // for each sample and pixel
    int16_t* shares;
    int16_t* sums;
    int16_t* row;  // with its last pixel twice
    size_t bytes;
  };

  size_t EvenWidth() const { return (static_cast<size_t>(size_.width) + 1) / 2 * 2; }

  Parts Divide(std::span<uint8_t> scratch) const {
    const size_t pixels = EvenWidth();
    size_t used = 0;
    const auto take = [&](size_t bytes) {
      // Without memory it is only reckoned how much is needed.
      uint8_t* part = scratch.empty() ? nullptr : scratch.data() + used;
      used += (bytes + 63) / 64 * 64;
      return part;
    };
    Parts parts{};
    parts.places = reinterpret_cast<int32_t*>(take(kZoomSamples * pixels * sizeof(int32_t)));
    parts.shares = reinterpret_cast<int16_t*>(take(kZoomSamples * 4 * pixels * sizeof(int16_t)));
    parts.sums = reinterpret_cast<int16_t*>(take(4 * pixels * sizeof(int16_t)));
    parts.row = reinterpret_cast<int16_t*>(take(4 * (pixels + 2) * sizeof(int16_t)));
    parts.bytes = used;
    return parts;
  }

  // Where a sample lies along one axis. The first is the pixel itself, the last is `amount_` on the way to the centre.
  Place At(int at, int sample, double center, int length) const {
    const double way = amount_ * sample / (kZoomSamples - 1);
    const double middle = at + 0.5;
    const double place = std::clamp(middle + (center - middle) * way - 0.5, 0.0, length - 1.0);
    const int pixel = static_cast<int>(place);
    return {.pixel = pixel, .share = static_cast<int16_t>((place - pixel) * 32767 + 0.5)};
  }

  PictureSize size_;
  double amount_;
  double center_x_;
  double center_y_;
};

}  // namespace

Status BuildZoomBlur(const Arguments& arguments, PlanBuilder& builder) {
  const double amount = arguments.Number("amount");
  if (amount > 0) {
    builder.AddSpatial(
        std::make_unique<ZoomStage>(builder.size(), amount, arguments.Number("x"), arguments.Number("y")));
  }
  return {};
}

}  // namespace kinora
#endif  // HWY_ONCE
