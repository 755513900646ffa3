// Every filter of the catalogue, with the arguments of its examples, on every instruction set, against its reference in
// double precision.
#include <algorithm>
#include <cmath>
#include <cstdint>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "catch_amalgamated.hpp"
#include "filters/css_parser.h"
#include "filters/executor.h"
#include "filters/reference/reference.h"
#include "golden/filters.h"
#include "kernels/filters/examples.h"
#include "kernels/guarded_plane.h"
#include "kernels/simd_targets.h"

namespace kinora {
namespace {

using reference::ExactPicture;
using testing::Examples;
using testing::GuardedPlane;
using testing::ScopedSimdTarget;
using testing::SimdTargets;

constexpr double kPointwiseBound = 1;  // levels of 255
constexpr double kSpatialBound = 2;
// Where a filter jumps, values as near as this to the jump may fall on either side of it.
constexpr double kNudge = 0.04;

struct Layout {
  int width;
  int height;
  size_t padding;
  bool bottom_up;
  PixelFormat format;
};

enum class Content { kRandom, kExtremes, kRamp, kOpaqueRandom, kEnd };

Layout LayoutOf(int width) {
  return {.width = width,
          .height = width > 67 ? 3 : 1 + width * 7 % 13,
          .padding = static_cast<size_t>(width % 5 == 4 ? 7 : width % 5),
          .bottom_up = width % 7 == 3,
          .format = width % 2 ? PixelFormat::kRgba : PixelFormat::kBgra};
}

uint8_t Sample(Content content, int x, int y, int channel, std::mt19937& random) {
  switch (content) {
    case Content::kExtremes:
      return random() % 2 ? 255 : 0;
    case Content::kRamp:
      return channel == 3 ? 255 : static_cast<uint8_t>(x * (channel + 1) * 3 + y * 40);
    case Content::kOpaqueRandom:
      return channel == 3 ? 255 : static_cast<uint8_t>(random());
    default:
      return static_cast<uint8_t>(random());
  }
}

// RGBA from the top.
std::vector<uint8_t> MakePicture(const Layout& layout, std::mt19937& random) {
  const auto content = static_cast<Content>(layout.width % static_cast<int>(Content::kEnd));
  std::vector<uint8_t> pixels;
  for (int y = 0; y < layout.height; ++y) {
    for (int x = 0; x < layout.width; ++x) {
      for (int channel = 0; channel < 4; ++channel) pixels.push_back(Sample(content, x, y, channel, random));
    }
  }
  return pixels;
}

size_t Swapped(size_t byte, PixelFormat format) {
  return format == PixelFormat::kBgra && byte % 2 == 0 ? byte ^ 2 : byte;
}

struct Filtered {
  PictureSize size;
  std::vector<uint8_t> pixels;

  bool operator==(const Filtered&) const = default;
};

Filtered Filter(const Chain& chain, const Layout& layout, const std::vector<uint8_t>& pixels,
                const FrameContext& context) {
  const size_t row_bytes = 4 * static_cast<size_t>(layout.width);
  GuardedPlane plane(row_bytes, static_cast<size_t>(layout.height), layout.padding, layout.bottom_up);
  for (size_t i = 0; i < pixels.size(); ++i) {
    plane.Row(i / row_bytes)[Swapped(i % row_bytes, layout.format)] = pixels[i];
  }
  FilterExecutor executor;
  const Status set = executor.SetChain(chain, {.width = layout.width, .height = layout.height});
  INFO((set ? "" : set.error().message));
  REQUIRE(set);
  const RgbaView result =
      executor.Run({.data = plane.data(), .width = layout.width, .height = layout.height, .stride = plane.stride()},
                   layout.format, AlphaRule::kStraight, context);
  Filtered filtered{.size = {.width = result.width, .height = result.height}, .pixels = {}};
  for (int y = 0; y < result.height; ++y) {
    filtered.pixels.insert(filtered.pixels.end(), result.Row(y), result.Row(y) + 4 * result.width);
  }
  CHECK(plane.Intact());
  return filtered;
}

ExactPicture Exact(const Chain& chain, const Layout& layout, const std::vector<uint8_t>& pixels,
                   const FrameContext& context, double nudge) {
  ExactPicture picture(layout.width, layout.height);
  for (size_t i = 0; i < pixels.size(); ++i) {
    picture.values[i] = std::clamp((pixels[i] + (i % 4 == 3 ? 0 : nudge)) / 255.0, 0.0, 1.0);
  }
  reference::Execute(chain, picture, context);
  return picture;
}

// What went wrong, or nothing. Colours are compared times alpha: what is transparent has none.
std::string Compare(const Filtered& got, const std::vector<ExactPicture>& exact, double bound) {
  if (got.size.width != exact[0].width || got.size.height != exact[0].height) return "size";
  for (size_t i = 0; i < got.pixels.size(); ++i) {
    const size_t alpha = i | 3;
    const double value = i == alpha ? got.pixels[i] : got.pixels[i] * (got.pixels[alpha] / 255.0);
    double least = 255;
    double most = 0;
    for (const ExactPicture& picture : exact) {
      const double wanted = 255 * (i == alpha ? picture.values[i] : picture.values[i] * picture.values[alpha]);
      least = std::min(least, wanted);
      most = std::max(most, wanted);
    }
    if (value >= least - bound && value <= most + bound) continue;
    const size_t width = static_cast<size_t>(got.size.width);
    return "x " + std::to_string(i / 4 % width) + " y " + std::to_string(i / 4 / width) + " channel " +
           std::to_string(i % 4) + ": " + std::to_string(value) + " for " + std::to_string(least) + " to " +
           std::to_string(most);
  }
  return {};
}

// FNV-1a, 64 bits.
void Hash(const std::vector<uint8_t>& bytes, uint64_t& hash) {
  for (const uint8_t byte : bytes) hash = (hash ^ byte) * 0x100000001B3;
}

// Results are added to `hash`.
void Check(const FilterEntry& entry, const Chain& chain, const Layout& layout, std::mt19937& random, uint64_t& hash) {
  const FrameContext context = {.frame = layout.width % 3};
  const std::vector<uint8_t> pixels = MakePicture(layout, random);
  std::vector<Filtered> results;
  for (const int64_t target : SimdTargets()) {
    const ScopedSimdTarget scope(target);
    results.push_back(Filter(chain, layout, pixels, context));
    if (results.back() != results.front()) FAIL_CHECK("instruction sets differ");
  }
  Hash(results.front().pixels, hash);
  const double bound = entry.kind == FilterKind::kPointwise ? kPointwiseBound : kSpatialBound;
  std::vector<ExactPicture> exact = {Exact(chain, layout, pixels, context, 0)};
  std::string wrong = Compare(results.front(), exact, bound);
  if (!wrong.empty()) {
    exact.push_back(Exact(chain, layout, pixels, context, kNudge));
    exact.push_back(Exact(chain, layout, pixels, context, -kNudge));
    wrong = Compare(results.front(), exact, bound);
  }
  CHECK(wrong == "");
}

}  // namespace

TEST_CASE("filters match their references") {
  for (const FilterEntry& entry : Catalogue()) {
    DYNAMIC_SECTION(entry.name) {
      const std::vector<std::string> examples = Examples(entry);
      REQUIRE(!examples.empty());
      uint64_t hash = 0xCBF29CE484222325;
      for (const std::string& example : examples) {
        INFO(example);
        const Result<Chain> chain = ParseChain(example);
        INFO((chain ? "" : chain.error().message));
        REQUIRE(chain);
        std::mt19937 random(7);
        for (int width = 1; width <= 68; ++width) {
          const Layout layout = LayoutOf(width == 68 ? 1919 : width);
          INFO(layout.width << " x " << layout.height);
          Check(entry, *chain, layout, random, hash);
        }
      }
      // The same bytes on every machine, and as WebAssembly.
      CHECK(hash == testing::GoldenHash(entry.name));
    }
  }
}

}  // namespace kinora
