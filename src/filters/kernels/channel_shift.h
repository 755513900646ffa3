// Moves the channels of a row apart.
#pragma once

#include <cstdint>

namespace kinora {

// One channel, or two, of a row: `row` moved to the right by `shift` pixels, its ends duplicated.
struct ShiftedRow {
  const uint8_t* row;
  int shift;
};

// Writes `width` pixels with the green and alpha of `base`, the red of `red` and the blue of `blue`. `target` overlaps
// none of them.
void ShiftChannels(const ShiftedRow& base, const ShiftedRow& red, const ShiftedRow& blue, int width, uint8_t* target);

}  // namespace kinora
