// Residuals of which surely each coefficient is quantized to zero: as it is for most in a film, which are then neither
// transformed nor quantized. For encode_vp9.c and estimate_vp9.c.
//
// The rows of VP9's transforms of 4x4 and 8x8, as vectors, have length 8: no coefficient is larger than 8 times the
// root of the residual's sum of squares. All but the first do not see the residual's mean, whose squares can be left
// out for them; the first is 8 times the sum, divided by the block's side. What the transform of 8x8 rounds adds at
// most 4.1: an odd row is off by 1.21 after the first pass, and eight of these are weighted by cos 45 degrees in the
// second, which rounds by as much and halves the result. That of 4x4 has fewer steps, and the Hadamard transform rounds
// nothing.
#pragma once

#include "codec/wasm/simd.h"
#include "vp9/encoder/vp9_block.h"

// The largest first coefficient, and the square of the largest other one, that surely become zero; less than zero where
// there is none.
typedef struct {
  int first;
  int others_squared;
} SilentLimits;

// A coefficient becomes zero if it is less than a step with the rounding added.
KERNEL_INLINE SilentLimits LimitsOf(const struct macroblock_plane *plane, const int16_t *dequant) {
  enum { kRounded = 4 };  // and a part of the 1 by which less is less
  const int others = dequant[1] - plane->round_fp[1] - 1 - kRounded;
  const SilentLimits limits = {dequant[0] - plane->round_fp[0] - 1 - kRounded, others < 0 ? -1 : others * others};
  return limits;
}

// A block's sum and sum of squares.
typedef struct {
  int sum;
  int squares;
} Residual;

// `side` is 4 or 8.
KERNEL_INLINE int IsSilent(Residual residual, int side, SilentLimits limits) {
  const int first = 8 / side * residual.sum;
  return 64 * residual.squares - first * first <= limits.others_squared && first <= limits.first &&
         -first <= limits.first;
}

// Stores the differences of a block, whose side (4 or 8) is a constant.
KERNEL_INLINE Residual SubtractSmall(int side, int16_t *difference, ptrdiff_t difference_stride, const uint8_t *source,
                                     ptrdiff_t source_stride, const uint8_t *prediction, ptrdiff_t prediction_stride) {
  v128_t sums = wasm_i16x8_splat(0);
  v128_t squares = sums;
  for (int y = 0; y < side; ++y) {
    const v128_t d = side == 8 ? wasm_i16x8_sub(wasm_u16x8_load8x8(source), wasm_u16x8_load8x8(prediction))
                               : wasm_i16x8_sub(WidenLow(Load4(source)), WidenLow(Load4(prediction)));
    if (side == 8) {
      Store16(difference, d);
    } else {
      Store8(difference, d);
    }
    sums = wasm_i16x8_add(sums, d);
    squares = wasm_i32x4_add(squares, wasm_i32x4_dot_i16x8(d, d));
    difference += difference_stride;
    source += source_stride;
    prediction += prediction_stride;
  }
  const v128_t wide = wasm_i32x4_extadd_pairwise_i16x8(sums);
  const v128_t pairs = wasm_i32x4_add(InterleaveLow32(wide, squares), InterleaveHigh32(wide, squares));
  const v128_t both = wasm_i32x4_add(pairs, HighHalves(pairs, pairs));
  const Residual residual = {wasm_i32x4_extract_lane(both, 0), wasm_i32x4_extract_lane(both, 1)};
  return residual;
}

// Whether any of a transform's 64 coefficients does not become zero.
KERNEL_INLINE int RemainsAny(const tran_low_t *coefficients, const struct macroblock_plane *plane,
                             const int16_t *dequant) {
  const v128_t first = wasm_i16x8_sub(wasm_i16x8_sub(Load16(dequant), Load16(plane->round_fp)), wasm_i16x8_splat(1));
  const v128_t others = HighHalves(first, first);
  v128_t largest = wasm_i16x8_abs(Load16(coefficients + 8));
  for (int i = 16; i < 64; i += 8) largest = wasm_i16x8_max(largest, wasm_i16x8_abs(Load16(coefficients + i)));
  return wasm_v128_any_true(
      wasm_v128_or(wasm_i16x8_gt(wasm_i16x8_abs(Load16(coefficients)), first), wasm_i16x8_gt(largest, others)));
}
