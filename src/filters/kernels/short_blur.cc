#include "filters/kernels/short_blur.h"

#include <cstring>

#include "filters/kernels/line_kernel.h"
#include "filters/kernels/taps.h"

// Highway includes this file once for each instruction set.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "filters/kernels/short_blur.cc"
#include "hwy/foreach_target.h"  // keep before highway.h
#include "hwy/highway.h"

HWY_BEFORE_NAMESPACE();
namespace kinora {
namespace HWY_NAMESPACE {
namespace {

namespace hn = hwy::HWY_NAMESPACE;

constexpr hn::FixedTag<int16_t, 8> kWords;
constexpr hn::FixedTag<int32_t, 4> kSums;
using Words = hn::Vec<decltype(kWords)>;

// Values are those of 8 bits, times 2^ShortBlur::kRowBits, so that the sum of two fits.

// The weights of a kernel of 2 * kPairs distances, two in each lane.
template <int kPairs>
struct Weights {
  HWY_INLINE explicit Weights(const int16_t* taps) {
    for (int i = 0; i < kPairs; ++i) {
      int32_t both;
      std::memcpy(&both, taps + 2 * i, sizeof both);
      pairs[i] = hn::BitCast(kWords, hn::Set(kSums, both));
    }
  }

  // `load(i)` has the eight values at distance i, negative or not.
  template <typename Load>
  HWY_INLINE Words Sum(const Load& load) const {
    auto lower = hn::Set(kSums, 1 << 15);
    auto upper = lower;
    for (int i = 0; i < kPairs; ++i) {
      const auto first = hn::Add(load(-2 * i), load(2 * i));
      const auto second = hn::Add(load(-2 * i - 1), load(2 * i + 1));
      lower = hn::Add(lower, hn::WidenMulPairwiseAdd(kSums, hn::InterleaveLower(kWords, first, second), pairs[i]));
      upper = hn::Add(upper, hn::WidenMulPairwiseAdd(kSums, hn::InterleaveUpper(kWords, first, second), pairs[i]));
    }
    return hn::OrderedDemote2To(kWords, hn::ShiftRight<16>(lower), hn::ShiftRight<16>(upper));
  }

  Words pairs[kPairs];
};

template <int kPairs>
void Down(const int16_t* taps, const uint8_t* const* rows, size_t values, int16_t* target) {
  const Weights<kPairs> weights(taps);
  const int16_t* middle[4 * kPairs - 1];
  for (int i = 0; i < 4 * kPairs - 1; ++i) middle[i] = reinterpret_cast<const int16_t*>(rows[i]);
  for (size_t at = 0; at < values; at += 8) {
    const auto load = [&](int row) HWY_ATTR { return hn::LoadU(kWords, middle[2 * kPairs - 1 + row] + at); };
    hn::StoreU(weights.Sum(load), kWords, target + at);
  }
}

template <int kPairs>
void Across(const int16_t* taps, const int16_t* row, size_t values, int16_t* target) {
  const Weights<kPairs> weights(taps);
  const auto black = hn::Set(kWords, 128 << ShortBlur::kRowBits);
  const int16_t* middle = row + 4 * (2 * kPairs - 1);
  for (size_t at = 0; at < values; at += 8) {
    const auto load = [&](int pixel) HWY_ATTR { return hn::LoadU(kWords, middle + at + 4 * pixel); };
    hn::StoreU(hn::Sub(weights.Sum(load), black), kWords, target + at);
  }
}

template <int kPairs>
void BlurRow(const int16_t* taps, const uint8_t* const* rows, size_t values, size_t results, int16_t* between,
             int16_t* target) {
  Down<kPairs>(taps, rows, values, between);
  Across<kPairs>(taps, between, results, target);
}

void Blur(int pairs, const int16_t* taps, const uint8_t* const* rows, size_t values, size_t results, int16_t* between,
          int16_t* target) {
  switch (pairs) {
    case 1:
      return BlurRow<1>(taps, rows, values, results, between, target);
    case 2:
      return BlurRow<2>(taps, rows, values, results, between, target);
    case 3:
      return BlurRow<3>(taps, rows, values, results, between, target);
    default:
      return BlurRow<4>(taps, rows, values, results, between, target);
  }
}

}  // namespace
}  // namespace HWY_NAMESPACE
}  // namespace kinora
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace kinora {
namespace {

HWY_EXPORT(Blur);

// Behind a row, for kernels that load a vector at its end.
constexpr size_t kSlack = 32;

size_t RowBytes(int width, const LineBlur& line) { return RowWindow::RowPixels(width, line.pad) * kTapBytes + kSlack; }

}  // namespace

// Beside the window: a row between, and the result's.
size_t ShortBlur::ScratchBytes(int width, const LineBlur& line) {
  return 2 * RowBytes(width, line) + RowWindow::ScratchBytes(width, line.pad, kTapBytes);
}

ShortBlur::ShortBlur(const RgbaView& source, const LineBlur& line, std::span<uint8_t> scratch)
    : line_(line),
      width_(static_cast<size_t>(source.width)),
      between_(reinterpret_cast<int16_t*>(scratch.data())),
      row_(reinterpret_cast<int16_t*>(scratch.data() + RowBytes(source.width, line))),
      window_(source, line.pad, line.edge, kTapBytes, WidenBytes, scratch.subspan(2 * RowBytes(source.width, line)),
              kRowBits) {}

const int16_t* ShortBlur::Row(int y) {
  const size_t values = 4 * (width_ + 2 * static_cast<size_t>(line_.pad));
  HWY_DYNAMIC_DISPATCH(Blur)
  (line_.tap_pairs, line_.taps.data(), window_.Advance(y), values, 4 * width_, between_, row_);
  return row_;
}

void ShortBlurStage::Run(const RgbaView& source, const RgbaView& target, std::span<uint8_t> scratch,
                         const FrameContext&) const {
  ShortBlur blur(source, line_, scratch);
  for (int y = 0; y < source.height; ++y) NarrowRow(blur.Row(y), source.width, ShortBlur::kRowBits, target.Row(y));
}

}  // namespace kinora
#endif  // HWY_ONCE
