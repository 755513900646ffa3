#include <cmath>
#include <vector>

#include "filters/reference/filters.h"

namespace kinora::reference {
namespace {

// MurmurHash3's last steps, modulo 2^32.
uint64_t Scramble(uint64_t h) {
  constexpr uint64_t kModulus = uint64_t{1} << 32;
  h ^= h / (1 << 16);
  h = h * 0x85ebca6b % kModulus;
  h ^= h / (1 << 13);
  h = h * 0xc2b2ae35 % kModulus;
  return h ^ h / (1 << 16);
}

struct Band {
  double jump = 0;
  double apart = 0;
};

// For each row, the band that it is in.
std::vector<Band> Bands(const ExactPicture& picture, double amount, uint32_t seed, int64_t frame) {
  constexpr uint64_t kModulus = uint64_t{1} << 32;
  uint64_t state = Scramble(seed ^ 0x9e3779b9u);
  state = Scramble(state ^ static_cast<uint64_t>(frame) % kModulus);
  state = Scramble(state ^ static_cast<uint64_t>(frame) / kModulus);
  const auto next = [&] { return state = Scramble((state + 0x9e3779b9u) % kModulus); };
  const auto next_signed = [&] { return static_cast<double>(next() / 65536) / 32768 - 1; };

  const int unit = picture.height < 120 ? 1 : picture.height / 60;
  std::vector<Band> rows;
  while (rows.size() < static_cast<size_t>(picture.height)) {
    const size_t height = static_cast<size_t>(unit) * (1 + next() % 8);
    const bool jumps = static_cast<double>(next() / 65536) / 65536 < amount;
    const double jump = std::floor(next_signed() * amount * picture.width / 4);
    const double apart = std::floor(next_signed() * amount * picture.width / 32);
    rows.insert(rows.end(), height, jumps ? Band{jump, apart} : Band{});
  }
  return rows;
}

}  // namespace

void Glitch(const Arguments& arguments, ExactPicture& picture, const FrameContext& context) {
  const double amount = std::round(arguments.Number("amount") * 65536) / 65536;
  const std::vector<Band> bands =
      Bands(picture, amount, static_cast<uint32_t>(arguments.Number("seed")), context.frame);
  const ExactPicture source = picture;
  ForEachPixel(picture, [&](double* pixel, int x, int y) {
    const Band& band = bands[static_cast<size_t>(y)];
    const double shifts[4] = {band.jump + band.apart, band.jump, band.jump - band.apart, band.jump};
    for (int channel = 0; channel < 4; ++channel) {
      const int from = EdgePlace(x - static_cast<int>(shifts[channel]), source.width, 0);
      pixel[channel] = source.At(from, y)[channel];
    }
  });
}

}  // namespace kinora::reference
