#include "filters/kernels/leading_table.h"

#include <algorithm>
#include <cmath>

// Highway includes this file once for each instruction set.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "filters/kernels/leading_table.cc"
#include "hwy/foreach_target.h"  // keep before what includes highway.h

#include "filters/kernels/pixel_groups-inl.h"

HWY_BEFORE_NAMESPACE();
namespace kinora {
namespace HWY_NAMESPACE {
namespace {

namespace hn = hwy::HWY_NAMESPACE;

// Four pixels at a time on every instruction set: loads are what it costs.
constexpr size_t kPixels = 4;
using Words = hn::FixedTag<int16_t, 8>;
using Half = hn::FixedTag<int16_t, 4>;
using Pairs = hn::FixedTag<int32_t, 4>;

HWY_INLINE hn::Vec<Half> Load(const Colorant& colorant) {
  return hn::LoadU(Half(), reinterpret_cast<const int16_t*>(&colorant));
}

// `levels` of the first, the second and the third byte of a pixel.
void LookUp(const Colorant* const (&levels)[3], const Colorant& least, const Colorant& most, const uint8_t* bytes,
            Strip& strip) {
  const Words words;
  const Pairs pairs;
  const auto low = hn::Combine(words, Load(least), Load(least));
  const auto high = hn::Combine(words, Load(most), Load(most));
  ForEachGroup<kPixels>(
      bytes, strip.count,
      [&, first = levels[0], second = levels[1], third = levels[2]](const uint8_t* at, size_t pixel) HWY_ATTR {
        const auto one = [&](size_t i) HWY_ATTR {
          return hn::SaturatedAdd(hn::SaturatedAdd(Load(first[at[i]]), Load(second[at[i + 1]])),
                                  Load(third[at[i + 2]]));
        };
        const auto two = [&](size_t i) HWY_ATTR {
          const auto quarter = hn::Combine(words, one(i + 4), one(i));
          const auto half = hn::SaturatedAdd(quarter, quarter);
          return hn::BitCast(pairs, hn::Min(hn::Max(hn::SaturatedAdd(half, half), low), high));
        };
        const auto lower = two(0);
        const auto upper = two(8);
        // c * 128.5, rounded down.
        const auto four = hn::LoadU(hn::FixedTag<uint8_t, 16>(), at);
        const auto alpha = hn::ShiftRight<24>(hn::BitCast(hn::RebindToUnsigned<Pairs>(), four));
        const auto wide = hn::BitCast(words, hn::Or(hn::ShiftLeft<23>(alpha), hn::ShiftLeft<15>(alpha)));
        const auto green = hn::BitCast(words, hn::ConcatOdd(pairs, upper, lower));
        hn::Store(hn::BitCast(words, hn::ConcatEven(pairs, upper, lower)), words, strip.red_blue + 2 * pixel);
        hn::Store(hn::OddEven(wide, green), words, strip.green_alpha + 2 * pixel);
      });
}

}  // namespace
}  // namespace HWY_NAMESPACE
}  // namespace kinora
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace kinora {

HWY_EXPORT(LookUp);

namespace {

// `values` of red, green and blue, times `unit`.
Colorant MakeColorant(const std::array<double, 3>& values, double unit) {
  const auto fixed = [&](size_t i) { return static_cast<int16_t>(std::lround(values[i] * unit)); };
  return {.red = fixed(0), .blue = fixed(2), .green = fixed(1), .share = 0};
}

}  // namespace

LeadingTable::LeadingTable(const ChannelFunction& function, const BoundedMatrix& matrix)
    : least_(MakeColorant(matrix.least, kStripOne)), most_(MakeColorant(matrix.most, kStripOne)) {
  for (size_t channel = 0; channel < 3; ++channel) {
    for (size_t level = 0; level < 256; ++level) {
      const double value = std::clamp(function(static_cast<int>(channel), static_cast<double>(level) / 255), 0.0, 1.0);
      std::array<double, 3> parts;
      for (size_t row = 0; row < 3; ++row) {
        // What is added to a channel comes with the channel itself.
        parts[row] = matrix.matrix[row][channel] * value + (row == channel ? matrix.matrix[row][4] : 0);
      }
      levels_[channel][level] = MakeColorant(parts, (kStripOne + 1) / 4.0);
    }
  }
}

void LeadingTable::LoadAndRun(const uint8_t* pixels, PixelFormat format, Strip& strip, const FrameContext&) const {
  const size_t red = format == PixelFormat::kBgra ? 2 : 0;
  const Colorant* const levels[] = {levels_[red].data(), levels_[1].data(), levels_[2 - red].data()};
  HWY_DYNAMIC_DISPATCH(LookUp)(levels, least_, most_, pixels, strip);
}

void LeadingTable::Run(Strip& strip, const FrameContext& context) const {
  uint8_t pixels[4 * kStripPixels];
  StoreStrip(strip, pixels);
  LoadAndRun(pixels, PixelFormat::kRgba, strip, context);
}

}  // namespace kinora
#endif  // HWY_ONCE
