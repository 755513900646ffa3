// Blocks whose residuals are around the size at which nothing remains of them, for tests of what leaves those out.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <numbers>
#include <random>

#include "kernels/wasm/vp9_block.h"

namespace kinora::testing {

enum class Noise { kNone, kRandom, kFlat, kWave, kWaveOnFlat, kExtremes };
inline constexpr Noise kNoises[] = {Noise::kNone, Noise::kRandom,     Noise::kFlat,
                                    Noise::kWave, Noise::kWaveOnFlat, Noise::kExtremes};

// What the source differs by from its prediction, in each block of 8x8 otherwise: `size` is that of the largest
// coefficient of 8x8, about.
inline int Difference(Noise noise, int size, int x, int y, std::mt19937& random) {
  const int wave_x = x / 8 % 8;
  const int wave_y = y / 8 % 8;
  const auto cosine = [](int place, int wave) { return std::cos((2 * place + 1) * wave * std::numbers::pi / 16); };
  const double length = (wave_x ? std::numbers::sqrt2 : 1) * (wave_y ? std::numbers::sqrt2 : 1);
  const double wave = size * cosine(x % 8, wave_x) * cosine(y % 8, wave_y) * length / 64;
  switch (noise) {
    case Noise::kNone:
      return 0;
    case Noise::kRandom:
      return static_cast<int>(random() % (size / 32u + 2)) - size / 64;
    case Noise::kFlat:
      return (x / 8 + y / 8) % 2 ? size / 64 : -size / 64;
    case Noise::kWave:
      return static_cast<int>(std::lround(wave));
    case Noise::kWaveOnFlat:
      return static_cast<int>(std::lround(wave + (wave_x % 2 ? 1 : -1) * size / 80.0));
    case Noise::kExtremes:
      return random() % 2 ? 255 : -255;
  }
  return 0;
}

inline void Draw(Vp9Block& block, Noise noise, int size, std::mt19937& random) {
  for (int plane = 0; plane < MAX_MB_PLANE; ++plane) {
    for (int y = 0; y < block.kSide; ++y) {
      for (int x = 0; x < block.kSide; ++x) {
        const int prediction = noise == Noise::kExtremes ? static_cast<int>(random() % 2) * 255 : 128;
        const int source = std::clamp(prediction + Difference(noise, size, x, y, random), 0, 255);
        block.Pixel(block.source, plane, x, y) = static_cast<uint8_t>(source);
        block.Pixel(block.prediction, plane, x, y) = static_cast<uint8_t>(prediction);
      }
    }
  }
}

}  // namespace kinora::testing
