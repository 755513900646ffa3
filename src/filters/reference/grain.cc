#include <cmath>
#include <cstdint>

#include "filters/reference/filters.h"

namespace kinora::reference {
namespace {

uint32_t Scatter(uint64_t bits) {
  bits &= 0xFFFFFFFF;
  bits = ((bits ^ bits >> 16) * 0x7FEB352D) & 0xFFFFFFFF;
  bits = ((bits ^ bits >> 15) * 0x846CA68B) & 0xFFFFFFFF;
  return static_cast<uint32_t>(bits ^ bits >> 16);
}

// Of mean 0 and standard deviation 1.
double Normal(uint32_t bits) {
  double sum = 0;
  for (int shift = 0; shift < 32; shift += 8) sum += (bits >> shift & 255) - 127.5;
  return sum / std::sqrt(4 * (256 * 256 - 1) / 12.0);
}

}  // namespace

void Grain(const Arguments& arguments, ExactPicture& picture, const FrameContext& context) {
  const auto size = static_cast<unsigned>(arguments.Number("size"));
  const auto seed = static_cast<uint64_t>(arguments.Number("seed"));
  const bool mono = arguments.Keyword("color") == 0;
  ForEachPixel(picture, [&](double* pixel, int x, int y) {
    const uint64_t frame_key = Scatter(Scatter(seed) ^ static_cast<uint64_t>(context.frame));
    const uint64_t row_key = Scatter(frame_key ^ static_cast<unsigned>(y) / size);
    const double luma = 0.2126 * pixel[0] + 0.7152 * pixel[1] + 0.0722 * pixel[2];
    const double weight = arguments.Number("amount") * (0.25 + 3 * luma * (1 - luma));
    for (int i = 0; i < 3; ++i) {
      const uint64_t place = Scatter(row_key + static_cast<uint64_t>(mono ? 0 : i)) % (32768 / size);
      pixel[i] += weight * Normal(Scatter(Scatter(seed) + (place + static_cast<unsigned>(x) / size) * 0x9E3779B1));
    }
  });
}

}  // namespace kinora::reference
