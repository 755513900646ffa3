// VP9's predictions and places of blocks against libvpx's own functions.
#include <algorithm>
#include <cstdint>
#include <memory>
#include <random>
#include <vector>

#include "catch_amalgamated.hpp"
#include "vpx_config.h"
// vpx_config.h first: it defines INLINE.
extern "C" {
#include "vp9/common/vp9_reconinter.h"
#include "vp9/common/vp9_scale.h"
#include "vp9/encoder/vp9_rd.h"
}

#define WRAPPED(name)                      \
  extern "C" decltype(name) __wrap_##name; \
  extern "C" decltype(name) __real_##name;
WRAPPED(vp9_build_inter_predictors_sby)
WRAPPED(vp9_build_inter_predictors_sbuv)
WRAPPED(vp9_build_inter_predictors_sb)
WRAPPED(vp9_build_inter_predictors_sbp)
WRAPPED(vp9_setup_pre_planes)
WRAPPED(vp9_setup_pred_block)
#undef WRAPPED

namespace kinora {
namespace {

constexpr int kWidth = 200;  // no multiple of a block's, so that some reach over the edge
constexpr int kHeight = 136;
constexpr int kBorder = 160;
constexpr int kStride = kWidth + 2 * kBorder;
constexpr int kPixels = kStride * (kHeight + 2 * kBorder);

struct Picture {
  std::vector<uint8_t> planes[3];
  YV12_BUFFER_CONFIG buffer{};

  Picture() {
    for (std::vector<uint8_t>& plane : planes) plane.resize(kPixels);
    constexpr int kFirst = kBorder * kStride + kBorder;
    buffer.y_buffer = &planes[0][kFirst];
    buffer.u_buffer = &planes[1][kFirst];
    buffer.v_buffer = &planes[2][kFirst];
    buffer.y_stride = buffer.uv_stride = kStride;
    buffer.y_crop_width = kWidth;
    buffer.y_crop_height = kHeight;
  }
};

struct Block {
  std::unique_ptr<MACROBLOCKD> xd = std::make_unique<MACROBLOCKD>();
  RefBuffer reference{};
  MODE_INFO mode{};
  MODE_INFO* modes[1] = {&mode};

  explicit Block(Picture& from) {
    vp9_setup_scale_factors_for_frame(&reference.sf, kWidth, kHeight, kWidth, kHeight);
    reference.buf = &from.buffer;
    xd->mi = modes;
    xd->block_refs[0] = xd->block_refs[1] = &reference;
    for (int i = 1; i < MAX_MB_PLANE; ++i) xd->plane[i].subsampling_x = xd->plane[i].subsampling_y = 1;
    mode.ref_frame[0] = LAST_FRAME;
    mode.ref_frame[1] = NO_REF_FRAME;
  }

  void MoveTo(int row, int column, BLOCK_SIZE size) {
    mode.sb_type = size;
    xd->mb_to_left_edge = -column * 64;
    xd->mb_to_top_edge = -row * 64;
    xd->mb_to_right_edge = (kWidth / 8 - num_8x8_blocks_wide_lookup[size] - column) * 64;
    xd->mb_to_bottom_edge = (kHeight / 8 - num_8x8_blocks_high_lookup[size] - row) * 64;
  }
};

// What a prediction of all planes left where they say it is.
std::vector<uint8_t> Predicted(const MACROBLOCKD* xd, BLOCK_SIZE size) {
  std::vector<uint8_t> pixels;
  for (const macroblockd_plane& plane : xd->plane) {
    const BLOCK_SIZE plane_size = ss_size_lookup[size][plane.subsampling_x][plane.subsampling_y];
    for (int y = 0; y < 4 * num_4x4_blocks_high_lookup[plane_size]; ++y) {
      const uint8_t* row = plane.dst.buf + y * plane.dst.stride;
      pixels.insert(pixels.end(), row, row + 4 * num_4x4_blocks_wide_lookup[plane_size]);
    }
  }
  return pixels;
}

TEST_CASE("The wasm predictions of VP9 equal libvpx's", "[kernels]") {
  std::mt19937 random(1);
  Picture from;
  for (std::vector<uint8_t>& plane : from.planes) {
    for (uint8_t& pixel : plane) pixel = static_cast<uint8_t>(random());
  }
  Block block(from);
  MACROBLOCKD* xd = block.xd.get();
  const scale_factors* scale = &block.reference.sf;
  Picture model, wasm;
  for (int round = 0; round < 4000; ++round) {
    const auto size = static_cast<BLOCK_SIZE>(BLOCK_8X8 + random() % (BLOCK_SIZES - BLOCK_8X8));
    const int row = static_cast<int>(random() % (kHeight / 8));
    const int column = static_cast<int>(random() % (kWidth / 8));
    block.MoveTo(row, column, size);
    block.mode.interp_filter = static_cast<INTERP_FILTER>(random() % 4);
    const int reach = round % 4 == 0 ? 1500 : 100;  // some far out of the picture
    const auto component = [&] {
      const int value = static_cast<int>(random() % static_cast<unsigned>(2 * reach)) - reach;
      return static_cast<int16_t>(random() % 3 ? value : value & ~7);
    };
    block.mode.mv[0].as_mv = {component(), component()};
    const bool all_planes = round % 4 == 0;
    const bool elsewhere = round % 8 == 0;  // brightness is predicted into memory of its own, and read there
    std::vector<uint8_t> estimates[2];
    std::vector<uint8_t> predicted[2];
    const auto run = [&](Picture& to, auto setup, auto y, auto uv, auto all, auto one) {
      setup(xd, 0, &from.buffer, row, column, round % 2 ? scale : nullptr);
      vp9_setup_dst_planes(xd->plane, &to.buffer, row, column);
      std::vector<uint8_t>& estimate = estimates[&to == &wasm];
      if (elsewhere) {
        estimate.resize(64 * 64);
        xd->plane[0].dst = {.buf = estimate.data(), .stride = 64};
      }
      switch (round % 4) {
        case 0:
          all(xd, row, column, size);
          predicted[&to == &wasm] = Predicted(xd, size);
          break;
        case 1:
          y(xd, row, column, size);
          break;
        case 2:
          uv(xd, row, column, size);
          break;
        default:
          one(xd, row, column, size, 1 + round % 2);
          break;
      }
    };
    run(model, __real_vp9_setup_pre_planes, __real_vp9_build_inter_predictors_sby,
        __real_vp9_build_inter_predictors_sbuv, __real_vp9_build_inter_predictors_sb,
        __real_vp9_build_inter_predictors_sbp);
    run(wasm, __wrap_vp9_setup_pre_planes, __wrap_vp9_build_inter_predictors_sby,
        __wrap_vp9_build_inter_predictors_sbuv, __wrap_vp9_build_inter_predictors_sb,
        __wrap_vp9_build_inter_predictors_sbp);
    INFO("round " << round << ", size " << int{size} << ", row " << row << ", column " << column);
    REQUIRE(estimates[0] == estimates[1]);
    if (all_planes) {  // ours may point at the picture referred to
      REQUIRE(predicted[0] == predicted[1]);
      std::copy(model.planes, model.planes + 3, wasm.planes);
    } else {
      REQUIRE(std::equal(model.planes, model.planes + 3, wasm.planes));
    }

    buf_2d places[2][MAX_MB_PLANE]{};
    __real_vp9_setup_pred_block(xd, places[0], &from.buffer, row, column, scale, scale);
    __wrap_vp9_setup_pred_block(xd, places[1], &from.buffer, row, column, scale, scale);
    for (int i = 0; i < MAX_MB_PLANE; ++i) {
      REQUIRE(places[0][i].buf == places[1][i].buf);
      REQUIRE(places[0][i].stride == places[1][i].stride);
    }
  }
}

}  // namespace
}  // namespace kinora
