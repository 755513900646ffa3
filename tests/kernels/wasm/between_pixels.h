// Pictures for tests of searches between pixels.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <random>

#include "kernels/wasm/block.h"

namespace kinora::testing {

// A smooth picture, so that searches go somewhere, and the source from between its pixels, up to `most` eighths of a
// pixel away, with some noise.
inline void DrawBetween(Block<uint8_t>& source, Block<uint8_t>& reference, int most, std::mt19937& random) {
  const auto shift = [&] { return static_cast<int>(random() % static_cast<unsigned>(2 * most + 1)) - most; };
  const int dx = shift();
  const int dy = shift();
  const int noise = 1 << random() % 6;
  const double phase = static_cast<double>(random() % 100);
  const auto picture = [&](double row, double column) {
    return 128 + 60 * std::sin((row + phase) / 5) + 60 * std::sin((column + row / 3 + phase) / 4);
  };
  reference.Fill([&](int row, int column) { return static_cast<int>(picture(row, column)); });
  source.Fill([&](int row, int column) {
    const int value = static_cast<int>(picture(row + dy / 8.0, column + dx / 8.0));
    return std::clamp(value + static_cast<int>(random() % static_cast<unsigned>(noise)), 0, 255);
  });
}

// The content of a round: each extreme against any, or what a search goes somewhere in.
inline void FillForSearch(Block<uint8_t>& source, Block<uint8_t>& reference, int round, int most,
                          std::mt19937& random) {
  const auto content = static_cast<size_t>(round % 16);
  if (content < std::size(kContents)) {
    Fill(source, kContents[random() % std::size(kContents)], random);
    Fill(reference, kContents[content], random);
  } else {
    DrawBetween(source, reference, most, random);
  }
}

}  // namespace kinora::testing
