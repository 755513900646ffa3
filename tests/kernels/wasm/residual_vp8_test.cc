// The way from prediction to quantized coefficients of a whole macroblock against libvpx's own.
#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <memory>
#include <numbers>
#include <random>

#include "catch_amalgamated.hpp"
#include "kernels/wasm/block.h"
#include "vpx_config.h"
// vpx_config.h first: it defines INLINE.
extern "C" {
#include "vp8/common/quant_common.h"
#include "vp8/common/reconintra.h"
#include "vp8/common/reconintra4x4.h"
#include "vp8/encoder/block.h"
#include "vp8/encoder/encodeintra.h"
#include "vp8/encoder/encodemb.h"
#include "vp8_rtcd.h"
}

extern "C" decltype(vp8_fast_quantize_b_c) vp8_fast_quantize_b_wasm;
extern "C" decltype(vp8_regular_quantize_b_c) vp8_regular_quantize_b_wasm;
extern "C" decltype(vp8_encode_inter16x16) __wrap_vp8_encode_inter16x16;
extern "C" decltype(vp8_encode_inter16x16) __real_vp8_encode_inter16x16;
extern "C" decltype(vp8_encode_intra16x16mby) __wrap_vp8_encode_intra16x16mby;
extern "C" decltype(vp8_encode_intra16x16mby) __real_vp8_encode_intra16x16mby;
extern "C" decltype(vp8_encode_intra16x16mbuv) __wrap_vp8_encode_intra16x16mbuv;
extern "C" decltype(vp8_encode_intra16x16mbuv) __real_vp8_encode_intra16x16mbuv;

namespace kinora {
namespace {

using testing::Block;
using testing::Content;

constexpr int kIndexes = 128;  // of quantizers

// Reciprocals, roundings, steps and dead zones of one plane, as the encoder sets them up.
struct Factors {
  std::array<int16_t, 16> quant, quant_fast, quant_shift, zbin, boost, round, dequant;

  Factors(int dc_step, int ac_step) {
    for (size_t i = 0; i < 16; ++i) {
      const int step = i == 0 ? dc_step : ac_step;
      int bits = 0;
      while (step >> (bits + 1)) ++bits;
      quant[i] = static_cast<int16_t>(1 + (1 << (16 + bits)) / step - (1 << 16));
      quant_shift[i] = static_cast<int16_t>(1 << (16 - bits));
      quant_fast[i] = static_cast<int16_t>((1 << 16) / step);
      zbin[i] = static_cast<int16_t>((80 * step + 64) >> 7);
      round[i] = static_cast<int16_t>((48 * step) >> 7);
      dequant[i] = static_cast<int16_t>(step);
      boost[i] = static_cast<int16_t>(i * static_cast<size_t>(ac_step) / 40);
    }
  }
};

// The planes of a picture's macroblock.
struct Planes {
  Block<uint8_t> y{16, 16, testing::kLayouts[0]};
  Block<uint8_t> u{8, 8, testing::kLayouts[0]};
  Block<uint8_t> v{8, 8, testing::kLayouts[0]};
};

// A macroblock predicted from the same place of `reference`, and what an encoder keeps with it.
struct TestMacroblock {
  MACROBLOCK macroblock = {};
  MODE_INFO mode = {};
  Planes source, reference, target;
  Factors factors[3];  // luma, chroma, luma means

  TestMacroblock(const Planes& from, const Planes& prediction, int index, int prediction_mode, bool fast)
      : source(from),
        reference(prediction),
        factors{{vp8_dc_quant(index, 0), vp8_ac_yquant(index)},
                {vp8_dc_uv_quant(index, 0), vp8_ac_uv_quant(index, 0)},
                {vp8_dc2quant(index, 0), vp8_ac2quant(index, 0)}} {
    mode.mbmi.mode = static_cast<uint8_t>(prediction_mode);
    macroblock.quantize_b = fast ? vp8_fast_quantize_b_wasm : vp8_regular_quantize_b_wasm;
    macroblock.short_fdct8x4 = vp8_short_fdct8x4_c;
    macroblock.short_walsh4x4 = vp8_short_walsh4x4_c;
    macroblock.src = PlanesOf(source);
    MACROBLOCKD& to = macroblock.e_mbd;
    to.mode_info_context = &mode;
    to.fullpixel_mask = 0xffffffff;
    to.mb_to_right_edge = to.mb_to_bottom_edge = 1 << 10;
    to.pre = PlanesOf(reference);
    to.dst = PlanesOf(target);
    for (int i = 0; i < 25; ++i) {
      Factors& plane = factors[i < 16 ? 0 : i < 24 ? 1 : 2];
      BLOCK& block = macroblock.block[i];
      block.base_src = i < 16 ? &macroblock.src.y_buffer : &macroblock.src.u_buffer;
      block.src_stride = macroblock.src.y_stride;
      block.src_diff = macroblock.src_diff + Difference(i);
      block.coeff = macroblock.coeff + 16 * i;
      block.quant = plane.quant.data();
      block.quant_fast = plane.quant_fast.data();
      block.quant_shift = plane.quant_shift.data();
      block.zbin = plane.zbin.data();
      block.zrun_zbin_boost = plane.boost.data();
      block.round = plane.round.data();
      BLOCKD& quantized = to.block[i];
      quantized.qcoeff = to.qcoeff + 16 * i;
      quantized.dqcoeff = to.dqcoeff + 16 * i;
      quantized.dequant = plane.dequant.data();
      quantized.eob = to.eobs + i;
    }
    std::ranges::fill(to.qcoeff, int16_t{1234});
    std::ranges::fill(to.eobs, char{99});
  }

  static YV12_BUFFER_CONFIG PlanesOf(Planes& planes) {
    YV12_BUFFER_CONFIG config = {};
    config.y_buffer = planes.y.data();
    config.u_buffer = planes.u.data();
    config.v_buffer = planes.v.data();
    config.y_stride = planes.y.stride();
    config.uv_stride = planes.u.stride();
    return config;
  }

  // Where a block's differences begin: planes are stored whole, one after the other, and the means last.
  static int Difference(int block) {
    if (block < 16) return block / 4 * 4 * 16 + block % 4 * 4;
    if (block == 24) return 384;
    return 256 + (block - 16) / 4 * 64 + (block - 16) % 4 / 2 * 32 + block % 2 * 4;
  }
};

// What the rest of the encoder reads.
void CheckSame(const TestMacroblock& ours, const TestMacroblock& model) {
  const MACROBLOCKD& a = ours.macroblock.e_mbd;
  const MACROBLOCKD& b = model.macroblock.e_mbd;
  CHECK(std::ranges::equal(a.qcoeff, b.qcoeff));
  CHECK(std::ranges::equal(a.eobs, b.eobs));
  CHECK(std::equal(a.dqcoeff + 384, a.dqcoeff + 400, b.dqcoeff + 384));
  CHECK(ours.target.y.DifferenceFrom(model.target.y) == "");
  CHECK(ours.target.u.DifferenceFrom(model.target.u) == "");
  CHECK(ours.target.v.DifferenceFrom(model.target.v) == "");
}

Planes Draw(Content content, std::mt19937& random) {
  Planes planes;
  for (Block<uint8_t>* plane : {&planes.y, &planes.u, &planes.v}) testing::Fill(*plane, content, random);
  return planes;
}

// Encodes the same twice, as between frames, and compares.
void CheckInter(const Planes& source, const Planes& prediction, int index, bool fast = true) {
  const auto ours = std::make_unique<TestMacroblock>(source, prediction, index, ZEROMV, fast);
  const auto model = std::make_unique<TestMacroblock>(source, prediction, index, ZEROMV, fast);
  __wrap_vp8_encode_inter16x16(&ours->macroblock);
  __real_vp8_encode_inter16x16(&model->macroblock);
  CheckSame(*ours, *model);
}

TEST_CASE("The residual of a macroblock, encoded in one go, equals what libvpx's steps give", "[kernels]") {
  std::mt19937 random(1);
  for (const Content source_content : testing::kContents) {
    const Planes source = Draw(source_content, random);
    for (const Content content : testing::kContents) {
      const Planes prediction = Draw(content, random);
      for (int index = 0; index < kIndexes; index += 9) {
        for (const bool fast : {true, false}) {
          INFO("source " << Name(source_content) << ", prediction " << Name(content) << ", index " << index
                         << (fast ? ", fast" : ", regular"));
          CheckInter(source, prediction, index, fast);
        }
      }
    }
  }
}

TEST_CASE("Small residuals, encoded in one go, equal what libvpx's steps give", "[kernels]") {
  std::mt19937 random(2);
  for (int round = 0; round < 400; ++round) {
    const Planes prediction = Draw(Content::kRamp, random);
    Planes source = prediction;
    const int greatest = round % 25;
    for (Block<uint8_t>* plane : {&source.y, &source.u, &source.v}) {
      plane->Fill([&](int row, int column) {
        const int noise =
            greatest ? static_cast<int>(random() % static_cast<unsigned>(2 * greatest + 1)) - greatest : 0;
        return testing::Pixel(Content::kRamp, row, column, random) + noise;
      });
    }
    const int index = round * 37 % kIndexes;
    INFO("round " << round << ", differences up to " << greatest << ", index " << index);
    CheckInter(source, prediction, index);
  }
}

// Blocks are taken as zero by the sum of their squared differences. What is worst for that bound is all in one
// coefficient.
TEST_CASE("Residuals of one frequency, just large enough to count, equal what libvpx's steps give", "[kernels]") {
  std::mt19937 random(3);
  Planes prediction;
  for (Block<uint8_t>* plane : {&prediction.y, &prediction.u, &prediction.v}) plane->Fill([](int, int) { return 128; });
  for (int frequency = 0; frequency < 16; ++frequency) {
    const auto wave = [](int k, int x) { return std::cos(std::numbers::pi * k * (2 * x + 1) / 8); };
    for (int index = 0; index < kIndexes; index += 6) {
      // A coefficient of half a step and more, by a block's differences of an eighth of that and more.
      const int step = vp8_ac_yquant(index);
      for (int eighths = 2; eighths <= 12; ++eighths) {
        Planes source;
        for (Block<uint8_t>* plane : {&source.y, &source.u, &source.v}) {
          plane->Fill([&](int row, int column) {
            const double value = wave(frequency / 4, (row + 64) % 4) * wave(frequency % 4, (column + 64) % 4);
            return 128 + static_cast<int>(std::lround(value * step * eighths / 32));
          });
        }
        INFO("frequency " << frequency << ", index " << index << ", " << eighths << " / 32 of a step");
        CheckInter(source, prediction, index);
      }
    }
  }
}

TEST_CASE("The residual of an intra macroblock, encoded in one go, equals what libvpx's steps give", "[kernels]") {
  vp8_init_intra_predictors();
  std::mt19937 random(4);
  for (const Content content : testing::kContents) {
    const Planes around = Draw(content, random);
    for (int round = 0; round < 64; ++round) {
      const Planes source = Draw(round % 2 ? content : testing::kContents[round % 7], random);
      const int mode = DC_PRED + round % 4;
      const int index = round * 37 % kIndexes;
      const auto encode = [&](auto luma, auto chroma) {
        auto test = std::make_unique<TestMacroblock>(source, source, index, mode, round % 8 != 7);
        test->target = around;
        MACROBLOCKD& to = test->macroblock.e_mbd;
        to.dst = TestMacroblock::PlanesOf(test->target);
        to.up_available = round / 4 % 2;
        to.left_available = round / 8 % 2;
        test->mode.mbmi.uv_mode = static_cast<uint8_t>(mode);
        luma(&test->macroblock);
        chroma(&test->macroblock);
        return test;
      };
      INFO("around " << Name(content) << ", round " << round);
      const auto ours = encode(__wrap_vp8_encode_intra16x16mby, __wrap_vp8_encode_intra16x16mbuv);
      const auto model = encode(__real_vp8_encode_intra16x16mby, __real_vp8_encode_intra16x16mbuv);
      CheckSame(*ours, *model);
    }
  }
}

}  // namespace
}  // namespace kinora
