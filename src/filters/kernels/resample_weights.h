// How much of which pixels along one axis goes into each pixel of a picture of another size.
#pragma once

#include <cstdint>
#include <vector>

namespace kinora {

enum class Resampling : uint8_t { kLanczos, kBilinear, kArea };  // in the order of the catalogue's keywords

// Bits behind the binary point of a weight. Lanczos' are from -0.3 to 1.01, and their absolute values sum up to less
// than 1.6.
inline constexpr int kResampleBits = 14;

struct ResampleWeights {
  int count = 0;                 // for each result; even
  std::vector<int> first;        // of each result: where its first pixel stands, which may be outside of the source
  std::vector<int16_t> weights;  // of each result `count`; their sum is exactly 1
};

// Lanczos with 3 lobes, or a triangle, as wide as the greater pixel; pixels stand in the middle of their places. Or the
// part of each source pixel that the result covers.
ResampleWeights MakeResampleWeights(int source_size, int target_size, Resampling method);

}  // namespace kinora
