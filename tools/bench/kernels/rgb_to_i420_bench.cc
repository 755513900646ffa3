// RGBA to I420: milliseconds a frame of ConvertToI420 and of a plain C loop compiled without SIMD, as JSON.
// tools/bench/kernels/run builds it natively and to wasm.
#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <vector>

#include "color/rgb_to_i420.h"
#include "rgb_to_i420_plain.h"

namespace {

using kinora::ColorSpace;
using kinora::FrameView;
using kinora::I420Frame;
using kinora::I420View;

// The median of `runs` calls, in milliseconds, after some to warm up.
template <typename Function>
double MedianMs(int runs, Function function) {
  using Clock = std::chrono::steady_clock;
  for (int i = 0; i < runs / 10 + 5; ++i) function();
  std::vector<double> times;
  for (int i = 0; i < runs; ++i) {
    const Clock::time_point start = Clock::now();
    function();
    times.push_back(std::chrono::duration<double, std::milli>(Clock::now() - start).count());
  }
  std::sort(times.begin(), times.end());
  return times[times.size() / 2];
}

// Every byte of the planes counts, so that no conversion can be left out, and the two can be compared.
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

  const double plain = MedianMs(runs, [&] {
    rgb_to_i420_plain(source.data, source.stride, width, height, target.y, target.stride_y, target.u, target.stride_u,
                      target.v, target.stride_v);
  });
  const double plain_luma = MeanLuma(target);
  const double simd = MedianMs(runs, [&] { ConvertToI420(source, ColorSpace::kBt601, target); });
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
