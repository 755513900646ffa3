#include "filters/kernels/picture_blur.h"

#include <algorithm>
#include <cstring>
#include <utility>

#include "filters/kernels/line_kernel.h"

namespace kinora {
namespace {

// Columns are read this many line buffers at a time: whole cache lines.
constexpr size_t kUnits = 4;

size_t RoundUp(size_t value, size_t step) { return (value + step - 1) / step * step; }

// An odd number of cache lines, so that a column's rows do not fall on the same place of a cache.
size_t StrideOf(size_t values) {
  constexpr size_t kCacheLine = 32;
  return (RoundUp(values, kCacheLine) / kCacheLine | 1) * kCacheLine;
}

}  // namespace

// What `scratch` is divided into.
struct PictureBlur::Parts {
  int16_t* picture;       // rows of blocks, stride_ apart
  int16_t* lanes;         // kUnits line buffers
  int16_t* between;       // a row between two rows of blocks
  int16_t* interpolated;  // that row's pixels
  size_t bytes;
};

PictureBlur::PictureBlur(PictureSize size, double deviation, Edge edge, Parity parity, Channels channels)
    : PictureBlur(MakeLineBlur(size.width, deviation, edge, parity), MakeLineBlur(size.height, deviation, edge, parity),
                  channels) {}

PictureBlur::PictureBlur(const LineBlur& across, const LineBlur& down, Channels channels)
    : across_(across), down_(down), channels_(channels) {
  across_.bits = down_.bits = std::min(across.bits, down.bits);
  stride_ = StrideOf(this->channels() * static_cast<size_t>(across.results()));
}

PictureBlur::Parts PictureBlur::Divide(std::span<uint8_t> scratch) const {
  Parts parts{};
  size_t used = 0;
  const auto take = [&](size_t values) {
    // Without memory it is only reckoned how much is needed.
    auto* part = scratch.empty() ? nullptr : reinterpret_cast<int16_t*>(scratch.data() + used);
    used += RoundUp(sizeof(int16_t) * values, 64);
    return part;
  };
  const auto width = static_cast<size_t>(across_.length);
  parts.picture = take(stride_ * static_cast<size_t>(std::max(down_.length, down_.results())));
  parts.lanes = take(kLineLanes * std::max(across_.room(), kUnits * down_.room()));
  parts.between = take(stride_);
  parts.interpolated = take(RoundUp(width * channels(), kLineLanes));
  parts.bytes = used;
  return parts;
}

size_t PictureBlur::scratch_bytes() const { return Divide({}).bytes; }

void PictureBlur::Run(const RgbaView& source, const RgbaView& target, std::span<uint8_t> scratch) const {
  const Parts parts = Divide(scratch);
  FilterRows(source, parts);
  if (across_.block_shift == 0 && down_.block_shift == 0) return FilterColumns(parts, &target);
  FilterColumns(parts, nullptr);
  for (int y = 0; y < target.height; ++y) NarrowRow(Row(y, scratch), target.width, row_bits(), target.Row(y));
}

void PictureBlur::Blur(const RgbaView& source, std::span<uint8_t> scratch) const {
  const Parts parts = Divide(scratch);
  FilterRows(source, parts);
  FilterColumns(parts, nullptr);
}

void PictureBlur::FilterRows(const RgbaView& source, const Parts& parts) const {
  const auto results = static_cast<size_t>(across_.results());
  const int side = static_cast<int>(kLineLanes / channels());  // rows side by side
  int16_t* pixels = FirstPixel(across_, parts.lanes);
  for (int y = 0; y < source.height; y += side) {
    const int rows = std::min(side, source.height - y);
    const uint8_t* sources[kLineLanes];
    for (int i = 0; i < side; ++i) sources[i] = source.Row(y + std::min(i, rows - 1));
    if (channels_ == Channels::kRgba) {
      LoadFourRows({sources[0], sources[1], sources[2], sources[3]}, static_cast<size_t>(source.width), across_.bits,
                   pixels);
    } else {
      const int unit = 1 << across_.bits;
      for (int x = across_.first_pixel(); x < across_.end_pixel(); ++x) {
        const ptrdiff_t alpha = 4 * static_cast<ptrdiff_t>(x - across_.shift) + 3;
        int16_t* lanes = pixels + static_cast<ptrdiff_t>(kLineLanes) * x;
        for (size_t i = 0; i < kLineLanes; ++i) lanes[i] = static_cast<int16_t>((sources[i][alpha] - 128) * unit);
      }
    }
    FilterLine(across_, parts.lanes);
    for (int i = 0; i < rows; ++i) {
      int16_t* row = parts.picture + stride_ * static_cast<size_t>(y + i);
      const int16_t* lanes = parts.lanes + channels() * static_cast<size_t>(i);
      if (channels_ == Channels::kRgba) {
        for (size_t x = 0; x < results; ++x) std::memcpy(row + 4 * x, lanes + kLineLanes * x, 8);
      } else {
        for (size_t x = 0; x < results; ++x) row[x] = lanes[kLineLanes * x];
      }
    }
  }
}

void PictureBlur::FilterColumns(const Parts& parts, const RgbaView* target) const {
  const auto results = static_cast<size_t>(down_.results());
  const size_t values = channels() * static_cast<size_t>(across_.results());
  const size_t room = kLineLanes * down_.room();
  for (size_t x = 0; x < values; x += kUnits * kLineLanes) {
    const size_t units = std::min(kUnits, (values - x + kLineLanes - 1) / kLineLanes);
    int16_t* pixels = FirstPixel(down_, parts.lanes);
    for (int y = down_.first_pixel(); y < down_.end_pixel(); ++y) {
      const int16_t* column = parts.picture + stride_ * static_cast<size_t>(y - down_.shift) + x;
      int16_t* lanes = pixels + static_cast<ptrdiff_t>(kLineLanes) * y;
      for (size_t unit = 0; unit < units; ++unit) {
        std::memcpy(lanes + unit * room, column + kLineLanes * unit, kLineLanes * sizeof(int16_t));
      }
    }
    for (size_t unit = 0; unit < units; ++unit) {
      int16_t* lanes = parts.lanes + unit * room;
      FilterLine(down_, lanes);
      if (!target) continue;
      const size_t at = x + kLineLanes * unit;
      NarrowLanes(lanes, results, down_.bits, std::min(kLineLanes, values - at), target->stride, target->data + at);
    }
    if (target) continue;
    for (size_t y = 0; y < results; ++y) {
      for (size_t unit = 0; unit < units; ++unit) {
        std::memcpy(parts.picture + stride_ * y + x + kLineLanes * unit, parts.lanes + unit * room + kLineLanes * y,
                    kLineLanes * sizeof(int16_t));
      }
    }
  }
}

const int16_t* PictureBlur::Row(int y, std::span<uint8_t> scratch) const {
  const Parts parts = Divide(scratch);
  const int16_t* row = parts.picture + stride_ * static_cast<size_t>(y);
  if (down_.block_shift > 0) {
    // Linear between the centres of blocks; a pixel's place there is a multiple of half a pixel.
    const auto place = static_cast<size_t>(2 * y + 1 + (1 << down_.block_shift));
    const int weight = static_cast<int>(place % (size_t{2} << down_.block_shift)) << (8 - down_.block_shift);
    const int16_t* above = parts.picture + stride_ * (place >> (down_.block_shift + 1));
    const int16_t* below = above + stride_;
    if (down_.block_shift == 1) {
      if (weight > 256) std::swap(above, below);
      MixRows(above, below, stride_, parts.between);
    } else {
      const int shift = 9 - kInterpolatedBits + down_.bits;
      for (size_t i = 0; i < stride_; ++i) {
        const int sum = above[i] * (512 - weight) + below[i] * weight;
        parts.between[i] = static_cast<int16_t>((sum + (1 << (shift - 1))) >> shift);
      }
    }
    row = parts.between;
  }
  if (across_.block_shift == 0) return row;
  const auto width = static_cast<size_t>(across_.length);
  if (channels_ == Channels::kRgba) {
    InterpolateRow(row, across_.block_shift, width, parts.interpolated);
  } else {
    const int shift = across_.block_shift + 1;
    for (size_t x = 0; x < width; ++x) {
      const size_t place = 2 * x + 1 + (size_t{1} << across_.block_shift);
      const int weight = static_cast<int>(place & ((size_t{1} << shift) - 1));
      const int16_t* blocks = row + (place >> shift);
      const int sum = blocks[0] * ((1 << shift) - weight) + blocks[1] * weight;
      parts.interpolated[x] = static_cast<int16_t>((sum + (1 << (shift - 1))) >> shift);
    }
  }
  return parts.interpolated;
}

}  // namespace kinora
