#include "filters/kernels/channel_shift.h"

#include <algorithm>
#include <cstddef>
#include <cstring>

namespace kinora {
namespace {

constexpr uint32_t kRed = 0x000000FF;
constexpr uint32_t kBlue = 0x00FF0000;

uint32_t Load(const uint8_t* pixel) {
  uint32_t value;
  std::memcpy(&value, pixel, 4);
  return value;
}

void Join(uint32_t base, uint32_t red, uint32_t blue, uint8_t* target) {
  const uint32_t value = (base & ~(kRed | kBlue)) | (red & kRed) | (blue & kBlue);
  std::memcpy(target, &value, 4);
}

}  // namespace

void ShiftChannels(const ShiftedRow& base, const ShiftedRow& red, const ShiftedRow& blue, int width, uint8_t* target) {
  // Between these, all three stand inside of their rows.
  const int first = std::clamp(std::max({base.shift, red.shift, blue.shift}), 0, width);
  const int end = std::clamp(width + std::min({base.shift, red.shift, blue.shift}), first, width);
  const auto at = [width](const ShiftedRow& row, int x) {
    return Load(row.row + 4 * std::clamp(x - row.shift, 0, width - 1));
  };
  const auto join_ends = [&](int from, int to) {
    for (int x = from; x < to; ++x) Join(at(base, x), at(red, x), at(blue, x), target + 4 * x);
  };
  join_ends(0, first);
  const uint8_t* base_row = base.row + 4 * (first - base.shift);
  const uint8_t* red_row = red.row + 4 * (first - red.shift);
  const uint8_t* blue_row = blue.row + 4 * (first - blue.shift);
  for (ptrdiff_t i = 0; i < end - first; ++i) {
    Join(Load(base_row + 4 * i), Load(red_row + 4 * i), Load(blue_row + 4 * i), target + 4 * (first + i));
  }
  join_ends(end, width);
}

}  // namespace kinora
