// The guided filter of He, Sun and Tang (2013) with the picture as its own guide, in time that does not depend on the
// radius. Windows at the border see the border's values again.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>

namespace kinora {

// Values are bytes; `channels` of them lie side by side and are filtered each for itself.
class GuidedFilter {
 public:
  // `radius`: half of the window, 1 to 100. `epsilon`: variance that counts as flat, for values in [0, 1].
  GuidedFilter(int width, int height, int channels, int radius, double epsilon);

  // Bytes that Run needs, aligned for SIMD.
  size_t scratch_bytes() const;

  using GetRow = std::function<const uint8_t*(int y)>;
  // The result of row y at value i is (scale[i] * source[i] + (offset[i] << 8)) / 2^15.
  using PutRow = std::function<void(int y, const uint16_t* scale, const uint16_t* offset)>;

  // Rows are asked for up to 2 * radius below the one that is put, and up to 2 * radius + 1 above it.
  void Run(const GetRow& get, const PutRow& put, std::span<uint8_t> scratch) const;

 private:
  struct Parts;
  Parts Divide(std::span<uint8_t> scratch) const;
  int Clamp(int y) const;
  void Fit(const Parts& parts, uint16_t* scale, uint16_t* offset) const;
  void Average(const uint32_t* columns, uint16_t* averages) const;

  int height_;
  int radius_;
  size_t values_;     // in a row
  size_t step_;       // from a value to the next of its channel
  float per_window_;  // 1 / number of values in a window
  float epsilon_;     // for values up to 255
};

// The rounded result.
inline uint8_t GuidedValue(uint16_t scale, uint16_t offset, uint8_t value) {
  const uint32_t sum = uint32_t{scale} * value + (uint32_t{offset} << 8) + (1u << 14);
  const uint32_t level = sum >> 15;
  return static_cast<uint8_t>(level > 255 ? 255 : level);
}

}  // namespace kinora
