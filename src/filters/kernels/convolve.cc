// Small kernels: convolve, and what is made of fixed ones.
#include <algorithm>
#include <cmath>
#include <memory>
#include <numbers>
#include <vector>

#include "filters/builders.h"
#include "filters/kernels/padded.h"

namespace kinora {
namespace {

// A neighbour and what it counts.
struct Tap {
  int x;
  int y;
  float weight;
};

uint8_t ToByte(float value) { return static_cast<uint8_t>(std::clamp(value, 0.0F, 255.0F) + 0.5F); }

class ConvolveStage final : public SpatialStage {
 public:
  // `bias` in levels of 255. Taps are added in their order, in single precision.
  ConvolveStage(std::vector<Tap> taps, int margin, float bias, Edge edge, bool preserve_alpha)
      : taps_(std::move(taps)), margin_(margin), bias_(bias), edge_(edge), preserve_alpha_(preserve_alpha) {}

  size_t scratch_bytes(PictureSize source) const override {
    return SumBytes(source.width) + Padded::Bytes(source, margin_, margin_);
  }
  bool in_place() const override { return true; }
  AlphaRule alpha() const override { return preserve_alpha_ ? AlphaRule::kStraight : AlphaRule::kPremultiplied; }

  void Run(const RgbaView& source, const RgbaView& target, std::span<uint8_t> scratch,
           const FrameContext&) const override {
    auto* sums = reinterpret_cast<float*>(scratch.data());
    const Padded padded(source, margin_, margin_, edge_, scratch.subspan(SumBytes(source.width)));
    const int count = 4 * source.width;
    for (int y = 0; y < source.height; ++y) {
      std::fill_n(sums, count, 0.0F);
      for (const Tap& tap : taps_) Add(padded.At(tap.x, y + tap.y), tap.weight, count, sums);
      const uint8_t* center = padded.At(0, y);
      uint8_t* row = target.Row(y);
      for (int i = 0; i < count; ++i) {
        row[i] = preserve_alpha_ && i % 4 == 3 ? center[i]
                                               : ToByte(sums[i] + bias_ * (static_cast<float>(center[i | 3]) / 255));
      }
    }
  }

 private:
  static size_t SumBytes(int width) { return (4 * static_cast<size_t>(width) * sizeof(float) + 63) / 64 * 64; }

  static void Add(const uint8_t* values, float weight, int count, float* sums) {
    for (int i = 0; i < count; ++i) sums[i] += weight * static_cast<float>(values[i]);
  }

  std::vector<Tap> taps_;
  int margin_;
  float bias_;
  Edge edge_;
  bool preserve_alpha_;
};

// Weights of the neighbours on one side of Sobel's and Scharr's kernels, over what they are divided by.
struct Operator {
  int corner;
  int side;
  float scale;
};

constexpr Operator kSobel = {.corner = 1, .side = 2, .scale = 1.0F / 4};
constexpr Operator kScharr = {.corner = 3, .side = 10, .scale = 1.0F / 16};

class EdgesStage final : public SpatialStage {
 public:
  // `laplace`: instead of the operator.
  EdgesStage(const Operator& of, bool laplace, float amount) : operator_(of), laplace_(laplace), amount_(amount) {}

  size_t scratch_bytes(PictureSize source) const override { return Padded::Bytes(source, 1, 1); }
  bool in_place() const override { return true; }

  void Run(const RgbaView& source, const RgbaView& target, std::span<uint8_t> scratch,
           const FrameContext&) const override {
    const Padded padded(source, 1, 1, Edge::kDuplicate, scratch);
    for (int y = 0; y < source.height; ++y) {
      const Rows rows = {padded.At(0, y - 1), padded.At(0, y), padded.At(0, y + 1)};
      const int count = 4 * source.width;
      uint8_t* row = target.Row(y);
      if (laplace_) {
        LaplaceRow(rows, count, row);
      } else {
        GradientRow(rows, count, row);
      }
      for (int i = 3; i < count; i += 4) row[i] = rows.middle[i];
    }
  }

 private:
  struct Rows {
    const uint8_t* above;
    const uint8_t* middle;
    const uint8_t* below;
  };

  void GradientRow(const Rows& rows, int count, uint8_t* target) const {
    const auto [above, middle, below] = rows;
    const int corner = operator_.corner;
    const int side = operator_.side;
    const float scale = operator_.scale * amount_;
    for (int i = 0; i < count; ++i) {
      const int diagonal = below[i + 4] - above[i - 4];
      const int other = above[i + 4] - below[i - 4];
      const int x = corner * (diagonal + other) + side * (middle[i + 4] - middle[i - 4]);
      const int y = corner * (diagonal - other) + side * (below[i] - above[i]);
      const auto square = static_cast<float>(x * x + y * y);
      target[i] = static_cast<uint8_t>(std::min(std::sqrt(square) * scale + 0.5F, 255.0F));
    }
  }

  void LaplaceRow(const Rows& rows, int count, uint8_t* target) const {
    const auto [above, middle, below] = rows;
    const float scale = amount_ / 8;
    for (int i = 0; i < count; ++i) {
      const int around = above[i - 4] + above[i] + above[i + 4] + middle[i - 4] + middle[i + 4] + below[i - 4] +
                         below[i] + below[i + 4];
      const int difference = 8 * middle[i] - around;
      target[i] = static_cast<uint8_t>(
          std::min(static_cast<float>(difference < 0 ? -difference : difference) * scale + 0.5F, 255.0F));
    }
  }

  Operator operator_;
  bool laplace_;
  float amount_;
};

class EmbossStage final : public SpatialStage {
 public:
  // The light comes from (x, y), times the relief's height / 2.
  EmbossStage(float x, float y) : x_(x), y_(y) {}

  size_t scratch_bytes(PictureSize source) const override { return Padded::Bytes(source, 1, 1); }
  bool in_place() const override { return true; }

  void Run(const RgbaView& source, const RgbaView& target, std::span<uint8_t> scratch,
           const FrameContext&) const override {
    const Padded padded(source, 1, 1, Edge::kDuplicate, scratch);
    for (int y = 0; y < source.height; ++y) {
      uint8_t* row = target.Row(y);
      for (int x = 0; x < source.width; ++x) {
        const float across = Luma(padded.At(x - 1, y)) - Luma(padded.At(x + 1, y));
        const float down = Luma(padded.At(x, y - 1)) - Luma(padded.At(x, y + 1));
        const uint8_t alpha = padded.At(x, y)[3];
        const float grey = std::clamp(127.5F + x_ * across + y_ * down, 0.0F, 255.0F);
        const auto level = static_cast<uint8_t>(grey * (static_cast<float>(alpha) / 255) + 0.5F);
        std::fill_n(row + 4 * x, 3, level);
        row[4 * x + 3] = alpha;
      }
    }
  }

 private:
  static float Luma(const uint8_t* pixel) {
    return 0.2126F * static_cast<float>(pixel[0]) + 0.7152F * static_cast<float>(pixel[1]) +
           0.0722F * static_cast<float>(pixel[2]);
  }

  float x_;
  float y_;
};

}  // namespace

Status BuildConvolve(const Arguments& arguments, PlanBuilder& builder) {
  const std::span<const double> kernel = arguments.Numbers("kernel");
  const int side = static_cast<int>(std::lround(std::sqrt(static_cast<double>(kernel.size()))));
  if (side % 2 == 0 || static_cast<size_t>(side * side) != kernel.size()) {
    return OutOfRange("convolve.kernel", static_cast<double>(kernel.size()), "9, 25 or 49 numbers");
  }
  double divisor = arguments.Number("divisor");
  if (divisor == 0) {
    for (const double number : kernel) divisor += number;
  }
  if (divisor == 0) divisor = 1;
  std::vector<Tap> taps;
  const int margin = side / 2;
  for (int i = 0; i < side * side; ++i) {
    const double number = kernel[static_cast<size_t>(i)];
    // Turned by 180 degrees: the first number belongs to the pixel at the bottom right.
    if (number != 0) {
      taps.push_back({.x = margin - i % side, .y = margin - i / side, .weight = static_cast<float>(number / divisor)});
    }
  }
  builder.AddSpatial(
      std::make_unique<ConvolveStage>(std::move(taps), margin, static_cast<float>(255 * arguments.Number("bias")),
                                      static_cast<Edge>(arguments.Keyword("edge")), arguments.Keyword("alpha") == 1));
  return {};
}

Status BuildEdges(const Arguments& arguments, PlanBuilder& builder) {
  const int kind = arguments.Keyword("operator");
  builder.AddSpatial(std::make_unique<EdgesStage>(kind == 1 ? kScharr : kSobel, kind == 2,
                                                  static_cast<float>(arguments.Number("amount"))));
  return {};
}

Status BuildEmboss(const Arguments& arguments, PlanBuilder& builder) {
  const double angle = std::fmod(arguments.Number("angle"), 360) * (std::numbers::pi / 180);
  const double height = arguments.Number("amount") / 2;
  builder.AddSpatial(std::make_unique<EmbossStage>(static_cast<float>(std::cos(angle) * height),
                                                   static_cast<float>(std::sin(angle) * height)));
  return {};
}

}  // namespace kinora
