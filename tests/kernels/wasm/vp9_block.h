// A block of VP9's encoder with all that its transforms and quantization read, for tests of functions that encode it.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "vpx_config.h"
// vpx_config.h first: it defines INLINE.
extern "C" {
#include "vp9/common/vp9_idct.h"
#include "vp9/common/vp9_quant_common.h"
#include "vp9/encoder/vp9_encodemb.h"
#include "vp9/encoder/vp9_encoder.h"
#include "vpx_dsp_rtcd.h"
}

namespace kinora::testing {

// A plane's factors as the encoder sets them up: the DC's first, the others seven times.
struct Vp9Factors {
  alignas(16) std::array<int16_t, 8> round, quant, dequant;

  explicit Vp9Factors(int index) {
    for (size_t i = 0; i < 8; ++i) {
      const int step = i == 0 ? vp9_dc_quant(index, 0, VPX_BITS_8) : vp9_ac_quant(index, 0, VPX_BITS_8);
      const int rounding = index == 0 ? 64 : i == 0 ? 48 : 42;
      round[i] = static_cast<int16_t>((rounding * step) >> 7);
      quant[i] = static_cast<int16_t>((1 << 16) / step);
      dequant[i] = static_cast<int16_t>(step);
    }
  }
};

struct Vp9Block {
  static constexpr int kSide = 64;
  static constexpr size_t kPixels = static_cast<size_t>(kSide) * kSide;
  static constexpr uint16_t kUntouched = 0xFFFF;
  static constexpr size_t kPlanes = MAX_MB_PLANE;
  using Pixels = std::array<std::array<uint8_t, kPixels>, kPlanes>;
  struct alignas(32) Values : std::array<tran_low_t, kPixels> {};

  MACROBLOCK macroblock;
  MODE_INFO mode;
  MODE_INFO* modes[1] = {&mode};
  Pixels source, prediction;
  std::array<Values, kPlanes> coefficients, quantized, dequantized;
  std::array<std::array<uint16_t, kPixels / 16>, kPlanes> ends;

  Vp9Block() = default;
  Vp9Block(const Vp9Block&) = delete;

  static uint8_t& Pixel(Pixels& pixels, int plane, int x, int y) {
    return pixels[static_cast<size_t>(plane)][static_cast<size_t>(y * kSide + x)];
  }

  // A block to be encoded, inside the picture, of 4:2:0.
  void Reset(Vp9Factors& factors, BLOCK_SIZE size, TX_SIZE transform) {
    macroblock = {};
    mode = {};
    mode.sb_type = size;
    mode.tx_size = transform;
    macroblock.quant_fp = 1;
    macroblock.fwd_txfm4x4 = vpx_fdct4x4_c;
    macroblock.inv_txfm_add = vp9_idct4x4_add;
    for (size_t i = 0; i < kPlanes; ++i) {
      coefficients[i].fill(0x5555);
      quantized[i].fill(0);
      dequantized[i].fill(0);
      ends[i].fill(kUntouched);
      macroblock_plane& plane = macroblock.plane[i];
      plane.round_fp = factors.round.data();
      plane.quant_fp = factors.quant.data();
      macroblock.e_mbd.plane[i].dequant = factors.dequant.data();
      macroblock.e_mbd.plane[i].subsampling_x = macroblock.e_mbd.plane[i].subsampling_y = i > 0;
    }
    Point();
  }

  // The block's lower right quarter is outside the picture.
  void PlaceAtEdge() {
    macroblock.e_mbd.mb_to_right_edge = macroblock.e_mbd.mb_to_bottom_edge =
        -8 * 2 * num_4x4_blocks_high_lookup[mode.sb_type];
  }

  // No differences but in the first 8x8 pixels.
  void KeepOne() {
    for (size_t i = 0; i < kPixels; ++i) {
      if (i % kSide >= 8 || i / kSide >= 8) source[0][i] = prediction[0][i];
    }
  }

  // Of luma's differences.
  int64_t SumOfSquares(BLOCK_SIZE size) {
    int64_t sum = 0;
    for (int y = 0; y < 4 * num_4x4_blocks_high_lookup[size]; ++y) {
      for (int x = 0; x < 4 * num_4x4_blocks_wide_lookup[size]; ++x) {
        const int difference = Pixel(source, 0, x, y) - Pixel(prediction, 0, x, y);
        sum += difference * difference;
      }
    }
    return sum;
  }

  TX_SIZE ChromaTransform() const { return get_uv_tx_size(&mode, &macroblock.e_mbd.plane[1]); }

  void CopyTo(Vp9Block& other) const {
    other.macroblock = macroblock;
    other.mode = mode;
    other.source = source;
    other.prediction = prediction;
    other.coefficients = coefficients;
    other.quantized = quantized;
    other.dequantized = dequantized;
    other.ends = ends;
    other.Point();
  }

 private:
  void Point() {
    macroblock.e_mbd.mi = modes;
    for (size_t i = 0; i < kPlanes; ++i) {
      macroblock_plane& plane = macroblock.plane[i];
      plane.src = {source[i].data(), kSide};
      plane.coeff = coefficients[i].data();
      plane.qcoeff = quantized[i].data();
      plane.eobs = ends[i].data();
      macroblockd_plane& to = macroblock.e_mbd.plane[i];
      to.dst = {prediction[i].data(), kSide};
      to.dqcoeff = dequantized[i].data();
    }
  }
};

}  // namespace kinora::testing
