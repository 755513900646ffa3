// RGBA to I420: milliseconds a frame of ConvertToI420 and of a plain C loop compiled without SIMD, as JSON.
// tools/bench/kernels/run builds it natively and to wasm.
#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <vector>

#include "color/rgb_to_i420.h"
#include "rgb_to_i420_plain.h"

namespace {

using kinora::ColorSpace;
using kinora::FrameView;
using kinora::I420Frame;
using kinora::I420View;

double Milliseconds(const std::function<void()>& function) {
  using Clock = std::chrono::steady_clock;
  const Clock::time_point start = Clock::now();
  function();
  return std::chrono::duration<double, std::milli>(Clock::now() - start).count();
}

double Median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

// To see that the two conversions did the same.
double MeanLuma(const I420View& frame) {
  double sum = 0;
  for (int row = 0; row < frame.height; ++row) {
    for (int column = 0; column < frame.width; ++column) sum += frame.y[row * frame.stride_y + column];
  }
  return sum / frame.width / frame.height;
}

bool Measure(int width, int height, int runs, bool last) {
  std::vector<uint8_t> pixels(static_cast<size_t>(width) * static_cast<size_t>(height) * 4);
  uint32_t state = 1;
  for (uint8_t& byte : pixels) {
    state = state * 1664525 + 1013904223;
    byte = static_cast<uint8_t>(state >> 24);
  }
  kinora::Result<I420Frame> frame = I420Frame::Create(width, height);
  if (!frame) {
    std::fprintf(stderr, "%s\n", frame.error().message.c_str());
    return false;
  }
  const I420View& target = frame->view();
  const FrameView source = {.data = pixels.data(), .width = width, .height = height, .stride = 4 * width};

  const auto convert_plain = [&] {
    rgb_to_i420_plain(source.data, source.stride, width, height, target.y, target.stride_y, target.u, target.stride_u,
                      target.v, target.stride_v);
  };
  const auto convert = [&] { ConvertToI420(source, ColorSpace::kBt601, target); };

  // By turns, so that what else the machine does slows both alike.
  std::vector<double> plain_times;
  std::vector<double> simd_times;
  constexpr int kWarmUp = 20;
  for (int i = 0; i < kWarmUp + runs; ++i) {
    const double plain_ms = Milliseconds(convert_plain);
    const double simd_ms = Milliseconds(convert);
    if (i < kWarmUp) continue;
    plain_times.push_back(plain_ms);
    simd_times.push_back(simd_ms);
  }
  const double plain = Median(plain_times);
  const double simd = Median(simd_times);

  convert_plain();
  const double plain_luma = MeanLuma(target);
  convert();
  const double simd_luma = MeanLuma(target);
  if (std::abs(plain_luma - simd_luma) > 1) {
    std::fprintf(stderr, "mean luma of %g and %g: the two did not do the same\n", plain_luma, simd_luma);
    return false;
  }
  std::printf("  {\"width\": %d, \"height\": %d, \"plainMs\": %.3f, \"simdMs\": %.3f, \"ratio\": %.2f}%s\n", width,
              height, plain, simd, plain / simd, last ? "" : ",");
  return true;
}

}  // namespace

int main() {
  std::printf("[\n");
  const bool measured = Measure(1280, 720, 300, false) && Measure(1920, 1080, 200, true);
  std::printf("]\n");
  return measured ? EXIT_SUCCESS : EXIT_FAILURE;
}
