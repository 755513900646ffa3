// The vector that a search starts from against libvpx's.
#include <array>
#include <memory>
#include <random>
#include <vector>

#include "catch_amalgamated.hpp"
#include "kernels/wasm/block.h"
#include "vpx_config.h"
// vpx_config.h first: it defines INLINE.
extern "C" {
#include "vp8/encoder/onyx_int.h"
#include "vp8/encoder/rdopt.h"
#include "vpx_dsp_rtcd.h"
decltype(vp8_cal_sad) __wrap_vp8_cal_sad;
decltype(vp8_cal_sad) __real_vp8_cal_sad;
decltype(vp8_mv_pred) __wrap_vp8_mv_pred;
decltype(vp8_mv_pred) __real_vp8_mv_pred;
}

namespace kinora {
namespace {

using testing::Block;

constexpr int kColumns = 3;  // of macroblocks, and rows
constexpr int kStride = kColumns + 1;
constexpr int kLastStride = kStride + 1;
constexpr int kSide = 16 * (kColumns + 2);  // in pixels, with a border of one macroblock all around

// A frame of three by three macroblocks, and the last one.
struct Frame {
  std::unique_ptr<VP8_COMP> encoder = std::make_unique<VP8_COMP>();
  MACROBLOCK& macroblock = encoder->mb;
  std::vector<MODE_INFO> modes = std::vector<MODE_INFO>(kStride * (kColumns + 1) + 1);
  std::vector<int> last_references = std::vector<int>(kLastStride * (kColumns + 2));
  std::vector<int> last_biases = std::vector<int>(last_references.size());
  std::vector<int_mv> last_vectors = std::vector<int_mv>(last_references.size());
  Block<uint8_t> source{kSide, kSide, testing::kLayouts[0]};
  Block<uint8_t> last{kSide, kSide, testing::kLayouts[0]};
  Block<uint8_t> current{kSide, kSide, testing::kLayouts[0]};
  uint8_t* source_row = nullptr;
  std::array<int, MAX_REF_FRAMES> biases = {};

  explicit Frame(std::mt19937& random) {
    *encoder = {};
    // Sometimes all neighbours are as like.
    const testing::Content content = random() % 4 ? testing::Content::kRandom : testing::Content::kZero;
    for (Block<uint8_t>* block : {&source, &last, &current}) testing::Fill(*block, content, random);
    // Few different vectors, often one.
    const unsigned vectors = 1 + random() % 3;
    const unsigned references = 1 + random() % 3;
    const auto vector = [&] {
      int_mv mv;
      mv.as_mv = {static_cast<short>(8 * (random() % vectors)), 4};
      return mv;
    };
    const auto reference = [&] {
      return static_cast<int>(random() % 8 == 0 ? INTRA_FRAME : 1 + random() % references);
    };
    for (int row = 0; row < kColumns; ++row) {
      for (int column = 0; column < kColumns; ++column) {
        MB_MODE_INFO& mode = modes[static_cast<size_t>((row + 1) * kStride + column + 1)].mbmi;
        mode.ref_frame = static_cast<uint8_t>(reference());
        mode.mv = vector();
        const auto at = static_cast<size_t>((row + 1) * kLastStride + column + 1);
        last_references[at] = reference();
        last_vectors[at] = vector();
      }
    }
    if (random() % 8 == 0) last_biases[last_biases.size() / 2] = 1;
    encoder->lf_ref_frame = last_references.data();
    encoder->lf_ref_frame_sign_bias = last_biases.data();
    encoder->lfmv = last_vectors.data();
    encoder->common.last_frame_type = random() % 4 ? INTER_FRAME : KEY_FRAME;
    encoder->common.yv12_fb[0].y_stride = last.stride();
    encoder->sf.search_method = random() % 2 ? HEX : NSTEP;
    encoder->fn_ptr[BLOCK_16X16].sdf = vpx_sad16x16_c;  // libvpx's own asks for sums by it
  }

  // Of a macroblock, in each of the pictures.
  int Offset(int row, int column) const { return 16 * ((row + 1) * source.stride() + column + 1); }

  void GoTo(int row, int column) {
    MACROBLOCKD& to = macroblock.e_mbd;
    to.mode_info_stride = kStride;
    to.mode_info_context = &modes[static_cast<size_t>((row + 1) * kStride + column + 1)];
    to.mb_to_top_edge = -row * 128;
    to.mb_to_left_edge = -column * 128;
    to.mb_to_bottom_edge = (kColumns - 1 - row) * 128;
    to.mb_to_right_edge = (kColumns - 1 - column) * 128;
    to.dst.y_buffer = current.data() + Offset(row, column);
    to.dst.y_stride = current.stride();
    source_row = source.data() + Offset(row, column);
    macroblock.block[0].base_src = &source_row;
    macroblock.block[0].src_stride = source.stride();
    encoder->common.yv12_fb[0].y_buffer = last.data();
  }

  struct Prediction {
    uint32_t vector;
    int range;
    bool operator==(const Prediction&) const = default;
  };

  // For each reference frame, as the encoder asks.
  template <typename Compare, typename Predict>
  std::vector<Prediction> Predictions(int row, int column, Compare compare, Predict predict) {
    GoTo(row, column);
    MACROBLOCKD& to = macroblock.e_mbd;
    int order[8] = {0, 1, 2, 3, 4, 5, 6, 7};
    compare(encoder.get(), &to, &macroblock, Offset(row, column), order);
    std::vector<Prediction> predictions;
    for (int reference = LAST_FRAME; reference <= ALTREF_FRAME; ++reference) {
      to.mode_info_context->mbmi.ref_frame = static_cast<uint8_t>(reference);
      int_mv vector;
      int range = 0;
      predict(encoder.get(), &to, to.mode_info_context, &vector, reference, biases.data(), &range, order);
      // A search by hexagons does not look at it.
      predictions.push_back({vector.as_int, encoder->sf.search_method == HEX ? 0 : range});
    }
    return predictions;
  }
};

TEST_CASE("A search starts from the vector that libvpx predicts", "[kernels]") {
  std::mt19937 random(1);
  for (int round = 0; round < 400; ++round) {
    Frame frame(random);
    for (int row = 0; row < kColumns; ++row) {
      for (int column = 0; column < kColumns; ++column) {
        INFO("round " << round << ", macroblock " << row << ", " << column);
        const auto ours = frame.Predictions(row, column, __wrap_vp8_cal_sad, __wrap_vp8_mv_pred);
        CHECK(ours == frame.Predictions(row, column, __real_vp8_cal_sad, __real_vp8_mv_pred));
      }
    }
  }
}

}  // namespace
}  // namespace kinora
