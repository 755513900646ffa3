// By how much the source has changed, against libvpx.
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <random>
#include <vector>

#include "catch_amalgamated.hpp"
#include "vpx_config.h"
// vpx_config.h first: it defines INLINE.
extern "C" {
#include "vp9/encoder/vp9_encoder.h"
#include "vp9/encoder/vp9_ratectrl.h"
#include "vpx_dsp_rtcd.h"
}

extern "C" decltype(vp9_scene_detection_onepass) __wrap_vp9_scene_detection_onepass;
extern "C" decltype(vp9_scene_detection_onepass) __real_vp9_scene_detection_onepass;
using SourceSad = uint64_t(VP9_COMP* cpi, MACROBLOCK* x, int shift, int block);
extern "C" SourceSad kinora_vp9_source_sad;
extern "C" SourceSad vp9_source_sad_c;

namespace kinora {
namespace {

constexpr int kWide = 6;  // blocks of 64x64
constexpr int kHigh = 5;
constexpr int kStride = 64 * kWide + 32;

struct Encoder {
  std::unique_ptr<VP9_COMP, decltype(&std::free)> cpi{static_cast<VP9_COMP*>(std::calloc(1, sizeof(VP9_COMP))),
                                                      &std::free};
  std::unique_ptr<MACROBLOCK> block = std::make_unique<MACROBLOCK>();
  YV12_BUFFER_CONFIG source{}, last{};
  std::vector<uint8_t> frames = std::vector<uint8_t>(kWide * kHigh);  // without much change, of each block

  Encoder(std::vector<uint8_t>& source_pixels, std::vector<uint8_t>& last_pixels) {
    source.y_buffer = source_pixels.data();
    last.y_buffer = last_pixels.data();
    for (YV12_BUFFER_CONFIG* picture : {&source, &last}) {
      picture->y_stride = kStride;
      picture->y_width = 64 * kWide;
      picture->y_height = 64 * kHigh;
    }
    cpi->Source = cpi->un_scaled_source = &source;
    cpi->Last_Source = cpi->unscaled_last_source = &last;
    cpi->common.mi_cols = 8 * kWide;
    cpi->common.mi_rows = 8 * kHigh;
    cpi->fn_ptr[BLOCK_64X64].sdf = vpx_sad64x64_c;
    cpi->content_state_sb_fd = frames.data();
  }
};

struct State {
  uint64_t sad;
  int content;
  int unchanged;
  std::vector<uint8_t> frames;
  bool operator==(const State&) const = default;
};

State Run(SourceSad* function, Encoder& encoder, int row, int column) {
  encoder.block->content_state_sb = {};
  encoder.block->zero_temp_sad_source = 0;
  const uint64_t sad =
      function(encoder.cpi.get(), encoder.block.get(), 64 * (row * kStride + column), row * kWide + column);
  return {sad, static_cast<int>(encoder.block->content_state_sb), encoder.block->zero_temp_sad_source, encoder.frames};
}

TEST_CASE("The change of VP9's source is what libvpx finds", "[kernels]") {
  std::mt19937 random(1);
  std::vector<uint8_t> source(static_cast<size_t>(64 * kHigh * kStride)), last(source.size());
  Encoder ours(source, last), model(source, last);
  std::vector<int> contents(16);
  for (unsigned round = 0; round < 120; ++round) {
    // A change of light or of detail, from none to all there can be.
    const int light = round % 3 ? static_cast<int>(random() % 12) - 6 : 0;
    const unsigned noise = round % 4 == 0 ? 1 : 1 + 2 * (random() % 12);
    for (size_t i = 0; i < source.size(); ++i) {
      last[i] = static_cast<uint8_t>(40 + random() % 170);
      const int change = static_cast<int>(random() % noise) - (round % 3 ? 0 : static_cast<int>(noise / 2));
      source[i] = static_cast<uint8_t>(std::clamp(last[i] + light + change, 0, 255));
    }
    if (round % 20 == 19) {
      std::ranges::fill(last, round % 40 == 19 ? 0 : 255);
      std::ranges::fill(source, round % 40 == 19 ? 255 : 0);
    }
    for (Encoder* encoder : {&ours, &model}) {
      VP9_COMP& cpi = *encoder->cpi;
      cpi.oxcf.rc_mode = round % 2 ? VPX_CBR : VPX_VBR;
      cpi.oxcf.content = round % 8 == 7 ? VP9E_CONTENT_SCREEN : VP9E_CONTENT_DEFAULT;
      ++cpi.common.current_video_frame;
    }
    INFO("round " << round);
    if (round % 5) {
      __wrap_vp9_scene_detection_onepass(ours.cpi.get());
      __real_vp9_scene_detection_onepass(model.cpi.get());
      CHECK(ours.cpi->rc.avg_source_sad[0] == model.cpi->rc.avg_source_sad[0]);
      CHECK(ours.cpi->rc.high_source_sad == model.cpi->rc.high_source_sad);
      CHECK(ours.cpi->rc.high_num_blocks_with_motion == model.cpi->rc.high_num_blocks_with_motion);
      CHECK(ours.cpi->fn_ptr[BLOCK_64X64].sdf == vpx_sad64x64_c);
    }
    for (int row = 0; row < kHigh; ++row) {
      for (int column = 0; column < kWide; ++column) {
        const State state = Run(vp9_source_sad_c, model, row, column);
        CHECK(Run(kinora_vp9_source_sad, ours, row, column) == state);
        ++contents[static_cast<size_t>(state.content)];
      }
    }
  }
  for (int state = kLowSadLowSumdiff; state <= kVeryHighSad; ++state) CHECK(contents[static_cast<size_t>(state)] > 0);
}

}  // namespace
}  // namespace kinora
