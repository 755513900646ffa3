// The vectors that VP9 predicts a block's from, against libvpx's own function, in random neighbourhoods.
#include <array>
#include <cstdint>
#include <memory>
#include <random>
#include <vector>

#include "catch_amalgamated.hpp"
#include "vpx_config.h"
// vpx_config.h first: it defines INLINE.
extern "C" {
#include "vp9/common/vp9_mvref_common.h"
#include "vp9/common/vp9_onyxc_int.h"
}

extern "C" decltype(vp9_find_mv_refs) __wrap_vp9_find_mv_refs;
extern "C" decltype(vp9_find_mv_refs) __real_vp9_find_mv_refs;

namespace kinora {
namespace {

constexpr int kRows = 24;  // of 8x8 blocks
constexpr int kColumns = 24;
constexpr int kBorder = 8;

struct Picture {
  std::unique_ptr<VP9_COMMON> common = std::make_unique<VP9_COMMON>();
  std::unique_ptr<MACROBLOCKD> block = std::make_unique<MACROBLOCKD>();
  RefCntBuffer before{};
  std::vector<MODE_INFO> modes = std::vector<MODE_INFO>((kRows + 2 * kBorder) * (kColumns + 2 * kBorder));
  std::vector<MODE_INFO*> grid;
  std::vector<MV_REF> vectors_before = std::vector<MV_REF>(kRows * kColumns);

  Picture() {
    for (MODE_INFO& mode : modes) grid.push_back(&mode);
    common->mi_rows = kRows;
    common->mi_cols = kColumns;
    common->prev_frame = &before;
    before.mvs = vectors_before.data();
    block->mi_stride = kColumns + 2 * kBorder;
  }

  void MoveTo(int row, int column) {
    block->mi = &grid[static_cast<size_t>((row + kBorder) * block->mi_stride + column + kBorder)];
    block->mb_to_left_edge = -column * 64;
    block->mb_to_top_edge = -row * 64;
    block->mb_to_right_edge = (kColumns - column) * 64;
    block->mb_to_bottom_edge = (kRows - row) * 64;
  }
};

// Few different vectors, so that the same come twice; `references` of them, -1 for none of a second.
void Draw(MV_REFERENCE_FRAME references[2], int_mv vectors[2], int variety, std::mt19937& random) {
  references[0] = static_cast<MV_REFERENCE_FRAME>(random() % (variety > 1 ? 4 : 2));
  references[1] =
      static_cast<MV_REFERENCE_FRAME>(variety > 2 && references[0] > 0 && random() % 3 == 0 ? ALTREF_FRAME : -1);
  for (int i = 0; i < 2; ++i) {
    const auto component = [&] { return static_cast<int16_t>(static_cast<int>(random() % 3) * 700 - 700); };
    vectors[i].as_mv = {component(), component()};
    if (random() % 4 < 2) vectors[i].as_int = 0;
  }
}

void Fill(Picture& picture, int variety, std::mt19937& random) {
  for (MODE_INFO& mode : picture.modes) {
    Draw(mode.ref_frame, mode.mv, variety, random);
    mode.mode = static_cast<PREDICTION_MODE>(random() % MB_MODE_COUNT);
    if (mode.ref_frame[0] <= INTRA_FRAME) mode.mode = static_cast<PREDICTION_MODE>(random() % 10);
    mode.sb_type = static_cast<BLOCK_SIZE>(random() % BLOCK_SIZES);
  }
  for (MV_REF& before : picture.vectors_before) Draw(before.ref_frame, before.mv, variety, random);
  for (int& side : picture.common->ref_frame_sign_bias) side = variety > 1 ? static_cast<int>(random() % 2) : 0;
  picture.common->use_prev_frame_mvs = static_cast<int>(random() % 2);
}

struct Result {
  std::array<uint32_t, 2> vectors{};
  std::array<uint8_t, MAX_REF_FRAMES> contexts{};

  bool operator==(const Result&) const = default;
};

Result Find(decltype(vp9_find_mv_refs)* function, Picture& picture, MV_REFERENCE_FRAME reference, int row, int column) {
  int_mv list[2];
  list[0].as_int = list[1].as_int = 0x12345678;
  Result result;
  function(picture.common.get(), picture.block.get(), picture.block->mi[0], reference, list, row, column,
           result.contexts.data());
  result.vectors = {list[0].as_int, list[1].as_int};
  return result;
}

TEST_CASE("The wasm search for neighbours' vectors equals libvpx's", "[kernels]") {
  std::mt19937 random(1);
  Picture picture;
  for (int round = 0; round < 60; ++round) {
    Fill(picture, 1 + round % 3, random);
    picture.block->tile.mi_col_start = round % 2 ? 0 : 8;
    picture.block->tile.mi_col_end = round % 4 < 2 ? kColumns : 16;
    for (int row = 0; row < kRows; ++row) {
      for (int column = picture.block->tile.mi_col_start; column < picture.block->tile.mi_col_end; ++column) {
        picture.MoveTo(row, column);
        for (const MV_REFERENCE_FRAME reference : {LAST_FRAME, GOLDEN_FRAME, ALTREF_FRAME}) {
          const Result model = Find(__real_vp9_find_mv_refs, picture, reference, row, column);
          const Result wasm = Find(__wrap_vp9_find_mv_refs, picture, reference, row, column);
          if (wasm == model) continue;
          INFO("round " << round << ", row " << row << ", column " << column << ", picture " << int{reference});
          CHECK(wasm == model);
        }
      }
    }
  }
}

}  // namespace
}  // namespace kinora
