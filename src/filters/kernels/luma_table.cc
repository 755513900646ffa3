// The filters that give each luma its colour: gradient-map and threshold.
#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <optional>

#include "filters/builders.h"
#include "filters/kernels/colorant.h"
#include "filters/kernels/matrix_run.h"

#ifndef KINORA_LUMA_TABLE_ENTRIES
#define KINORA_LUMA_TABLE_ENTRIES
namespace kinora {
// 16 entries for each of the 256 levels of luma: at each level the table is exact, and between them it has the value at
// the middle of the entry.
inline constexpr int kLumaEntryBits = 3;  // of the 15 of a strip's values that one entry covers
inline constexpr size_t kLumaEntries = (kStripOne >> kLumaEntryBits) + 1;

// How colours are laid over a pixel.
enum class LumaMode : uint8_t {
  kSolid,   // they hide it
  kMixed,   // each by its share
  kScaled,  // they are added to what is kept of it, the same part everywhere
};

struct LumaColors {
  std::array<Colorant, kLumaEntries> table;
  LumaMode mode;
  Colorant kept;  // of each channel
};
}  // namespace kinora
#endif

// Highway includes this file once for each instruction set.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "filters/kernels/luma_table.cc"
#include "hwy/foreach_target.h"  // keep before what includes highway.h

#include "filters/kernels/strip_vectors-inl.h"

HWY_BEFORE_NAMESPACE();
namespace kinora {
namespace HWY_NAMESPACE {
namespace {

// The colours of `entries` over the strip's pixels. Four at a time on every instruction set: loads are what it costs.
template <LumaMode kMode>
HWY_INLINE void LayOver(const LumaColors& colors, const int32_t* entries, Strip& strip) {
  const hn::FixedTag<uint64_t, 1> colorant;
  const hn::FixedTag<uint64_t, 2> colorants;
  const hn::FixedTag<int32_t, 4> pixels;
  const hn::FixedTag<int16_t, 8> words;
  const auto one = [&](const Colorant& of)
                       HWY_ATTR { return hn::LoadU(colorant, reinterpret_cast<const uint64_t*>(&of)); };
  const auto load = [&, table = colors.table.data()](size_t i) HWY_ATTR {
    return hn::BitCast(pixels, hn::Combine(colorants, one(table[entries[i + 1]]), one(table[entries[i]])));
  };
  const auto kept = hn::BitCast(pixels, hn::Combine(colorants, one(colors.kept), one(colors.kept)));
  const auto kept_red_blue = hn::BitCast(words, hn::ConcatEven(pixels, kept, kept));
  const auto kept_green = hn::BitCast(words, hn::ConcatOdd(pixels, kept, kept));
  for (size_t i = 0; i < strip.count; i += 4) {
    int16_t* red_blue_at = strip.red_blue + 2 * i;
    int16_t* green_alpha_at = strip.green_alpha + 2 * i;
    const auto first = load(i);
    const auto second = load(i + 2);
    auto to_red_blue = hn::BitCast(words, hn::ConcatEven(pixels, second, first));
    auto to_green = hn::BitCast(words, hn::ConcatOdd(pixels, second, first));
    const auto green_alpha = hn::Load(words, green_alpha_at);
    if constexpr (kMode != LumaMode::kSolid) {
      const auto red_blue = hn::Load(words, red_blue_at);
      if constexpr (kMode == LumaMode::kMixed) {
        const auto share = hn::DupOdd(to_green);
        to_red_blue = hn::Add(red_blue, hn::MulFixedPoint15(hn::Sub(to_red_blue, red_blue), share));
        to_green = hn::Add(green_alpha, hn::MulFixedPoint15(hn::Sub(to_green, green_alpha), share));
      } else {
        const auto add = [&](auto to, auto from, auto part) HWY_ATTR {
          return hn::Max(hn::SaturatedAdd(to, hn::MulFixedPoint15(from, part)), hn::Zero(words));
        };
        to_red_blue = add(to_red_blue, red_blue, kept_red_blue);
        to_green = add(to_green, green_alpha, kept_green);
      }
    }
    hn::Store(to_red_blue, words, red_blue_at);
    hn::Store(hn::OddEven(green_alpha, to_green), words, green_alpha_at);
  }
}

void LookUp(const LumaColors& colors, Strip& strip) {
  const Words words;
  const Pixels pixels;
  alignas(64) int32_t entries[kStripPixels];
  const size_t step = hn::Lanes(pixels);
  for (size_t i = 0; i < strip.count; i += step) {
    const auto luma = Luma(hn::Load(words, strip.red_blue + 2 * i), hn::Load(words, strip.green_alpha + 2 * i));
    // Behind the strip's count there may be anything.
    const auto entry = hn::And(hn::ShiftRight<kLumaEntryBits>(luma), hn::Set(pixels, kLumaEntries - 1));
    hn::Store(entry, pixels, entries + i);
  }
  switch (colors.mode) {
    case LumaMode::kSolid:
      return LayOver<LumaMode::kSolid>(colors, entries, strip);
    case LumaMode::kMixed:
      return LayOver<LumaMode::kMixed>(colors, entries, strip);
    case LumaMode::kScaled:
      return LayOver<LumaMode::kScaled>(colors, entries, strip);
  }
}

// Black where the luma's entry is below `edge`, else white: what LookUp makes of such a table, without looking up.
void Divide(int edge, PixelFormat format, uint8_t* pixels, size_t count) {
  const hn::Repartition<uint8_t, Pixels> bytes;
  const hn::RebindToUnsigned<Pixels> lanes;
  const int red = format == PixelFormat::kBgra ? kLumaWeights[2] : kLumaWeights[0];
  const auto least = hn::Set(Pixels(), (edge << (kLumaEntryBits + 15)) - (1 << 14) - 1);
  ForEachVectorOf(pixels, count, [&](uint8_t* at, size_t) HWY_ATTR {
    const auto four = hn::LoadU(bytes, at);
    WordVector red_blue;
    WordVector green_alpha;
    Widen(hn::BitCast(Words(), four), red_blue, green_alpha);
    const auto luma = Weigh(red_blue, green_alpha, red, kLumaWeights[1], kLumaWeights[0] + kLumaWeights[2] - red);
    const auto white = hn::BitCast(lanes, hn::VecFromMask(Pixels(), hn::Gt(luma, least)));
    const auto alpha = hn::And(hn::BitCast(lanes, four), hn::Set(lanes, 0xFF000000));
    hn::StoreU(hn::BitCast(bytes, hn::Or(alpha, hn::ShiftRight<8>(white))), bytes, at);
  });
}

}  // namespace
}  // namespace HWY_NAMESPACE
}  // namespace kinora
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace kinora {
namespace {

HWY_EXPORT(LookUp);
HWY_EXPORT(Divide);

// Red, green, blue and share, in [0, 1].
using Colors = std::array<double, 4>;

int16_t Fixed(double value) { return static_cast<int16_t>(std::lround(value * kStripOne)); }

class LumaTable final : public PointwiseStage {
 public:
  explicit LumaTable(const std::function<Colors(double luma)>& function) {
    const auto set = [&](size_t entry, double luma) {
      const Colors colors = function(luma);
      colors_.table[entry] = {
          .red = Fixed(colors[0]), .blue = Fixed(colors[2]), .green = Fixed(colors[1]), .share = Fixed(colors[3])};
    };
    for (size_t entry = 0; entry < kLumaEntries; ++entry) {
      set(entry, (static_cast<double>(entry) + 0.5) / static_cast<double>(kLumaEntries));
    }
    for (unsigned level = 0; level < 256; ++level) set((level * 257 >> 1) >> kLumaEntryBits, level / 255.0);
    colors_.mode = AllHaveShare(kStripOne) ? LumaMode::kSolid : LumaMode::kMixed;
    FindEdge();
  }

  // What is mixed stays in range, so that no clamp is lost before the matrix. Where all have one share, a matrix for
  // each channel scales the pixel and the colours.
  bool Absorb(const ColorMatrix& matrix) override {
    const int16_t share = colors_.table[0].share;
    if (colors_.mode == LumaMode::kScaled || !AllHaveShare(share)) return false;
    const bool solid = colors_.mode == LumaMode::kSolid;
    const double part = static_cast<double>(share) / kStripOne;
    const auto kept = [&](size_t i) { return solid ? 0 : matrix[i][i] * (1 - part); };
    for (size_t i = 0; !solid && i < 3; ++i) {
      const double most = std::abs(matrix[i][i]) * part + std::abs(matrix[i][4]);
      if (!IsDiagonal(matrix) || std::abs(kept(i)) >= 1 || most >= 1) return false;
    }
    for (Colorant& of : colors_.table) {
      const auto moved = [&, before = of](size_t row) {
        const double sum = matrix[row][0] * before.red + matrix[row][1] * before.green + matrix[row][2] * before.blue;
        return Fixed(std::clamp(sum / kStripOne * part + matrix[row][4], solid ? 0.0 : -1.0, 1.0));
      };
      of = {.red = moved(0), .blue = moved(2), .green = moved(1), .share = share};
    }
    colors_.kept = {.red = Fixed(kept(0)), .blue = Fixed(kept(2)), .green = Fixed(kept(1)), .share = 0};
    if (!solid) colors_.mode = LumaMode::kScaled;
    FindEdge();
    return true;
  }

  void Run(Strip& strip, const FrameContext&) const override { HWY_DYNAMIC_DISPATCH(LookUp)(colors_, strip); }

  bool RunAlone(const RgbaView& picture, PixelFormat format) const override {
    if (!edge_) return false;
    for (int y = 0; y < picture.height; ++y) {
      HWY_DYNAMIC_DISPATCH(Divide)(*edge_, format, picture.Row(y), static_cast<size_t>(picture.width));
    }
    return true;
  }

 private:
  bool AllHaveShare(int share) const {
    return std::ranges::all_of(colors_.table, [share](const Colorant& of) { return of.share == share; });
  }

  void FindEdge() {
    const auto is = [](int level) {
      return [level](const Colorant& of) {
        return of.red == level && of.green == level && of.blue == level && of.share == kStripOne;
      };
    };
    const auto& table = colors_.table;
    const auto edge = std::ranges::find_if(table, is(kStripOne));
    const bool divides = std::all_of(table.begin(), edge, is(0)) && std::all_of(edge, table.end(), is(kStripOne));
    edge_ = divides ? std::optional(static_cast<int>(edge - table.begin())) : std::nullopt;
  }

  LumaColors colors_ = {};
  std::optional<int> edge_;  // the table is black below that entry, and white from there on
};

// The colour between two stops, mixed premultiplied, as CSS's gradients are. `colors` are 0xRRGGBBAA.
Colors Between(double first, double second, double share) {
  Colors mixed{};
  const double first_weight = ColorChannel(first, 3) * (1 - share);
  const double second_weight = ColorChannel(second, 3) * share;
  mixed[3] = first_weight + second_weight;
  if (mixed[3] <= 0) return mixed;
  for (int i = 0; i < 3; ++i) {
    mixed[static_cast<size_t>(i)] =
        (ColorChannel(first, i) * first_weight + ColorChannel(second, i) * second_weight) / mixed[3];
  }
  return mixed;
}

// `stops` are place, colour, place, ..., rising.
Colors ColorAt(std::span<const double> stops, double luma) {
  size_t behind = 0;
  while (behind < stops.size() && stops[behind] <= luma) behind += 2;
  if (behind == 0) return Between(stops[1], stops[1], 0);
  const double before = stops[behind - 1];
  if (behind == stops.size()) return Between(before, before, 0);
  const double place = stops[behind - 2];
  return Between(before, stops[behind + 1], (luma - place) / (stops[behind] - place));
}

}  // namespace

Status BuildGradientMap(const Arguments& arguments, PlanBuilder& builder) {
  const std::span<const double> stops = arguments.Numbers("stops");
  const double amount = arguments.Number("amount");
  if (amount == 0) return {};
  builder.AddPointwise(std::make_unique<LumaTable>([=](double luma) {
    Colors colors = ColorAt(stops, luma);
    colors[3] *= amount;
    return colors;
  }));
  return {};
}

Status BuildThreshold(const Arguments& arguments, PlanBuilder& builder) {
  const double level = arguments.Number("level");
  const double softness = arguments.Number("softness");
  builder.AddPointwise(std::make_unique<LumaTable>([=](double luma) {
    const double t = softness > 0 ? std::clamp((luma - level) / softness + 0.5, 0.0, 1.0) : luma >= level ? 1.0 : 0.0;
    const double value = t * t * (3 - 2 * t);
    return Colors{value, value, value, 1};
  }));
  return {};
}

}  // namespace kinora
#endif  // HWY_ONCE
