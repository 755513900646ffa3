// From prediction to quantized coefficients in one go: vp8/encoder/encodemb.c (vp8_encode_inter16x16) and encodeintra.c
// (vp8_encode_intra16x16mby, vp8_encode_intra16x16mbuv).
//
// libvpx stores the differences of a macroblock, transforms them by twelve calls through a pointer, and quantizes what
// those stored. Here two blocks at a time stay in registers. What C also leaves behind but nobody reads after it is not
// written: the differences, and of coefficients and of dequantized ones all but the luma means' own.
#include "codec/wasm/quantize_vp8.h"
#include "codec/wasm/transform_vp8.h"
#include "vp8/common/reconinter.h"
#include "vp8/common/reconintra.h"
#include "vp8/encoder/encodeintra.h"
#include "vp8/encoder/encodemb.h"

void vp8_fast_quantize_b_wasm(BLOCK *block, BLOCKD *to);
void vp8_short_walsh4x4_wasm(short *input, short *output, int pitch);

// The largest sum of squared differences, over a block, of which surely each coefficient is quantized to zero: as it is
// for nine blocks of ten in a film, which are then neither transformed nor quantized.
//
// The rows of the transform, as vectors, have length 2, and what it rounds adds less than 2.1 in all: a coefficient is
// at most 2 sqrt(sum) + 3. What is less than a step with the rounding added becomes zero.
static int LargestSilentSum(const BLOCK *block, const BLOCKD *to) {
  const int first = to->dequant[0] - block->round[0];
  const int others = to->dequant[1] - block->round[1];
  const int largest = (first < others ? first : others) - 1 - 3;
  return largest < 0 ? -1 : largest * largest / 4;
}

KERNEL_INLINE int IsSilent(v128_t sums, int largest) {
  return !wasm_v128_any_true(wasm_i32x4_gt(sums, wasm_i32x4_splat(largest)));
}

// The sum of each two lanes beside each other.
KERNEL_INLINE v128_t SumPairs(v128_t a, v128_t b) {
  return wasm_i32x4_add(wasm_i32x4_shuffle(a, b, 0, 2, 4, 6), wasm_i32x4_shuffle(a, b, 1, 3, 5, 7));
}

// Four lines of differences, two blocks side by side.
typedef struct {
  v128_t lines[4];
} Pair;

KERNEL_INLINE v128_t Squares(const Pair *pair) {
  v128_t squares = wasm_i32x4_dot_i16x8(pair->lines[0], pair->lines[0]);
  for (int i = 1; i < 4; ++i) {
    squares = wasm_i32x4_add(squares, wasm_i32x4_dot_i16x8(pair->lines[i], pair->lines[i]));
  }
  return squares;
}

KERNEL_INLINE v128_t ColumnSums(const Pair *pair) {
  return wasm_i32x4_extadd_pairwise_i16x8(
      wasm_i16x8_add(wasm_i16x8_add(pair->lines[0], pair->lines[1]), wasm_i16x8_add(pair->lines[2], pair->lines[3])));
}

KERNEL_INLINE void StoreSilent(MACROBLOCKD *to, int block, int count) {
  const Values zero = {wasm_i32x4_splat(0), wasm_i32x4_splat(0)};
  for (int i = 0; i < count; ++i) {
    to->eobs[block + i] = 0;
    StoreValues(to->qcoeff + (block + i) * kCoefficients, zero);
  }
}

// Returns what it stores.
KERNEL_INLINE Values QuantizeOne(MACROBLOCKD *to, int block, Values values, const FastPlane *plane) {
  to->eobs[block] = FastQuantizeValues(&values, plane);
  StoreValues(to->qcoeff + block * kCoefficients, values);
  return values;
}

// `means`, unless null, receives the first coefficients. Called, not inlined: the constants that it needs would not fit
// into registers beside the silent way.
static __attribute__((noinline)) void EncodePair(v128_t line0, v128_t line1, v128_t line2, v128_t line3,
                                                 const MACROBLOCK *macroblock, MACROBLOCKD *to, int block,
                                                 short *means) {
  const FastPlane plane = LoadFastPlane(&macroblock->block[block], &to->block[block]);
  v128_t lines[4] = {line0, line1, line2, line3};
  ForwardDct(lines);
  const Values left = {LowHalves(lines[0], lines[1]), LowHalves(lines[2], lines[3])};
  const Values right = {HighHalves(lines[0], lines[1]), HighHalves(lines[2], lines[3])};
  if (means) {
    wasm_v128_store16_lane(means, left.low, 0);
    wasm_v128_store16_lane(means + 1, right.low, 0);
  }
  QuantizeOne(to, block, left, &plane);
  QuantizeOne(to, block + 1, right, &plane);
}

static void EncodeLuma(MACROBLOCK *macroblock, short *means) {
  MACROBLOCKD *to = &macroblock->e_mbd;
  const uint8_t *source = *macroblock->block[0].base_src;
  const int source_stride = macroblock->block[0].src_stride;
  const uint8_t *prediction = to->dst.y_buffer;
  const int silent = LargestSilentSum(&macroblock->block[0], &to->block[0]);
#pragma clang loop unroll(disable)
  for (int block = 0; block < 16; block += 4) {
    Pair low, high;
    for (int i = 0; i < 4; ++i) {
      const v128_t s = Load16(source);
      const v128_t p = Load16(prediction);
      low.lines[i] = wasm_i16x8_sub(WidenLow(s), WidenLow(p));
      high.lines[i] = wasm_i16x8_sub(WidenHigh(s), WidenHigh(p));
      source += source_stride;
      prediction += to->dst.y_stride;
    }
    if (IsSilent(SumPairs(Squares(&low), Squares(&high)), silent)) {
      StoreSilent(to, block, 4);
      // The transform's first coefficients.
      const v128_t sums = SumPairs(ColumnSums(&low), ColumnSums(&high));
      const v128_t scaled = wasm_i32x4_shr(wasm_i32x4_add(wasm_i32x4_shl(sums, 3), wasm_i32x4_splat(7)), 4);
      Store8(means + block, wasm_i16x8_narrow_i32x4(scaled, scaled));
    } else {
      EncodePair(low.lines[0], low.lines[1], low.lines[2], low.lines[3], macroblock, to, block, means + block);
      EncodePair(high.lines[0], high.lines[1], high.lines[2], high.lines[3], macroblock, to, block + 2,
                 means + block + 2);
    }
  }
}

// The four blocks from `block` on.
static void EncodeChroma(MACROBLOCK *macroblock, int block, const uint8_t *source, const uint8_t *prediction) {
  MACROBLOCKD *to = &macroblock->e_mbd;
  const int silent = LargestSilentSum(&macroblock->block[block], &to->block[block]);
  for (int end = block + 4; block < end; block += 2) {
    Pair pair;
    for (int i = 0; i < 4; ++i) {
      pair.lines[i] = wasm_i16x8_sub(wasm_u16x8_load8x8(source), wasm_u16x8_load8x8(prediction));
      source += macroblock->src.uv_stride;
      prediction += to->dst.uv_stride;
    }
    const v128_t squares = Squares(&pair);
    if (IsSilent(SumPairs(squares, squares), silent)) {
      StoreSilent(to, block, 2);
    } else {
      EncodePair(pair.lines[0], pair.lines[1], pair.lines[2], pair.lines[3], macroblock, to, block, NULL);
    }
  }
}

static void EncodeBothChroma(MACROBLOCK *macroblock) {
  const MACROBLOCKD *to = &macroblock->e_mbd;
  EncodeChroma(macroblock, 16, macroblock->src.u_buffer, to->dst.u_buffer);
  EncodeChroma(macroblock, 20, macroblock->src.v_buffer, to->dst.v_buffer);
}

// Luma with the transform of its means.
static void EncodeAllLuma(MACROBLOCK *macroblock) {
  MACROBLOCKD *to = &macroblock->e_mbd;
  short *means = macroblock->src_diff + 24 * kCoefficients;
  EncodeLuma(macroblock, means);
  vp8_short_walsh4x4_wasm(means, macroblock->coeff + 24 * kCoefficients, 8);
  const FastPlane plane = LoadFastPlane(&macroblock->block[24], &to->block[24]);
  const Values quantized = QuantizeOne(to, 24, LoadValues(macroblock->coeff + 24 * kCoefficients), &plane);
  StoreValues(to->dqcoeff + 24 * kCoefficients, Multiply(quantized, plane.dequantize));
}

void __real_vp8_encode_inter16x16(MACROBLOCK *macroblock);
void __wrap_vp8_encode_inter16x16(MACROBLOCK *macroblock);
void __real_vp8_encode_intra16x16mby(MACROBLOCK *macroblock);
void __wrap_vp8_encode_intra16x16mby(MACROBLOCK *macroblock);
void __real_vp8_encode_intra16x16mbuv(MACROBLOCK *macroblock);
void __wrap_vp8_encode_intra16x16mbuv(MACROBLOCK *macroblock);

// The linker gives libvpx's callers the following (--wrap). The slower quantizer, trellis optimisation, which reads all
// coefficients, and split macroblocks are left to the originals.
static int IsLeft(const MACROBLOCK *macroblock) {
  return macroblock->optimize || macroblock->quantize_b != vp8_fast_quantize_b_wasm;
}

void __wrap_vp8_encode_inter16x16(MACROBLOCK *macroblock) {
  MACROBLOCKD *to = &macroblock->e_mbd;
  if (IsLeft(macroblock) || to->mode_info_context->mbmi.mode == SPLITMV) {
    __real_vp8_encode_inter16x16(macroblock);
    return;
  }
  vp8_build_inter_predictors_mb(to);
  EncodeAllLuma(macroblock);
  EncodeBothChroma(macroblock);
}

void __wrap_vp8_encode_intra16x16mby(MACROBLOCK *macroblock) {
  if (IsLeft(macroblock)) {
    __real_vp8_encode_intra16x16mby(macroblock);
    return;
  }
  MACROBLOCKD *to = &macroblock->e_mbd;
  uint8_t *y = to->dst.y_buffer;
  vp8_build_intra_predictors_mby_s(to, y - to->dst.y_stride, y - 1, to->dst.y_stride, y, to->dst.y_stride);
  EncodeAllLuma(macroblock);
}

void __wrap_vp8_encode_intra16x16mbuv(MACROBLOCK *macroblock) {
  if (IsLeft(macroblock)) {
    __real_vp8_encode_intra16x16mbuv(macroblock);
    return;
  }
  MACROBLOCKD *to = &macroblock->e_mbd;
  const int stride = to->dst.uv_stride;
  uint8_t *u = to->dst.u_buffer;
  uint8_t *v = to->dst.v_buffer;
  vp8_build_intra_predictors_mbuv_s(to, u - stride, v - stride, u - 1, v - 1, stride, u, v, stride);
  EncodeBothChroma(macroblock);
}
