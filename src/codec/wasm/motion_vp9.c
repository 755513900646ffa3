// The motion of a 64x64 block as a whole, found along one dimension at a time: vp9_int_pro_motion_estimation of
// vp9/encoder/vp9_mcomp.c. There each line's sum is a call; here eight lines are summed up at once.
#include "vpx_config.h"  // before libvpx's headers: it defines INLINE
//
#include <limits.h>

#include "codec/wasm/simd.h"
#include "vp9/encoder/vp9_encoder.h"
#include "vp9/encoder/vp9_mcomp.h"

enum { kMaxBlock = 64 };

KERNEL_INLINE v128_t AddInterleaved16(v128_t a, v128_t b) {
  return wasm_i16x8_add(InterleaveLow16(a, b), InterleaveHigh16(a, b));
}
KERNEL_INLINE v128_t AddInterleaved32(v128_t a, v128_t b) {
  return wasm_i16x8_add(InterleaveLow32(a, b), InterleaveHigh32(a, b));
}

// The sums of eight vectors of eight.
KERNEL_INLINE v128_t SumsOfEight(const v128_t x[8]) {
  const v128_t first = AddInterleaved32(AddInterleaved16(x[0], x[1]), AddInterleaved16(x[2], x[3]));
  const v128_t second = AddInterleaved32(AddInterleaved16(x[4], x[5]), AddInterleaved16(x[6], x[7]));
  return wasm_i16x8_add(LowHalves(first, second), HighHalves(first, second));
}

// The sum of each row, shifted. Width and height are multiples of 16 and 8.
static void ProjectRows(const uint8_t *pixels, int stride, int width, int height, int shift, int16_t *sums) {
  for (int y = 0; y < height; y += 8) {
    v128_t rows[8];
    for (int i = 0; i < 8; ++i) {
      rows[i] = wasm_u16x8_extadd_pairwise_u8x16(Load16(pixels));
      for (int x = 16; x < width; x += 16) {
        rows[i] = wasm_i16x8_add(rows[i], wasm_u16x8_extadd_pairwise_u8x16(Load16(pixels + x)));
      }
      pixels += stride;
    }
    Store16(sums + y, wasm_u16x8_shr(SumsOfEight(rows), (uint32_t)shift));
  }
}

// The same of each column. The height is even.
static void ProjectColumns(const uint8_t *pixels, int stride, int width, int height, int shift, int16_t *sums) {
  for (int x = 0; x < width; x += 16) {
    const uint8_t *row = pixels + x;
    v128_t low = wasm_i16x8_splat(0);
    v128_t high = low;
    for (int y = 0; y < height; y += 2) {
      const v128_t a = Load16(row);
      const v128_t b = Load16(row + stride);
      low = wasm_i16x8_add(low, wasm_u16x8_extadd_pairwise_u8x16(InterleaveLow8(a, b)));
      high = wasm_i16x8_add(high, wasm_u16x8_extadd_pairwise_u8x16(InterleaveHigh8(a, b)));
      row += 2 * stride;
    }
    Store16(sums + x, wasm_u16x8_shr(low, (uint32_t)shift));
    Store16(sums + x + 8, wasm_u16x8_shr(high, (uint32_t)shift));
  }
}

// The variance of the difference of two lines, times their length, which is 1 << `log2`.
static int LineVariance(const int16_t *a, const int16_t *b, int log2) {
  v128_t sum = wasm_i32x4_splat(0);
  v128_t squares = sum;
  for (int i = 0; i < 1 << log2; i += 8) {
    const v128_t difference = wasm_i16x8_sub(Load16(a + i), Load16(b + i));
    sum = wasm_i32x4_add(sum, wasm_i32x4_extadd_pairwise_i16x8(difference));
    squares = wasm_i32x4_add(squares, wasm_i32x4_dot_i16x8(difference, difference));
  }
  const int mean = (int)Sum32(sum);
  return (int)Sum32(squares) - ((mean * mean) >> log2);
}

typedef struct {
  const int16_t *reference;  // twice as long as the line that is looked for
  const int16_t *line;
  int log2;
  int best;
  int place;
} LineSearch;

KERNEL_INLINE void TryPlace(LineSearch *search, int place) {
  if (place < 0 || place > 1 << search->log2) return;
  const int variance = LineVariance(search->reference + place, search->line, search->log2);
  if (variance < search->best) {
    search->best = variance;
    search->place = place;
  }
}

// Where the line is like `reference` most, counted from its middle: every 16th place, then closer and closer around the
// best.
static int16_t FindLine(const int16_t *reference, const int16_t *line, int log2) {
  LineSearch search = {reference, line, log2, INT_MAX, 0};
  for (int place = 0; place <= 1 << log2; place += 16) TryPlace(&search, place);
  for (int step = 8; step > 0; step /= 2) {
    const int center = search.place;
    TryPlace(&search, center - step);
    TryPlace(&search, center + step);
  }
  return (int16_t)(search.place - (1 << log2) / 2);
}

unsigned int __real_vp9_int_pro_motion_estimation(const VP9_COMP *cpi, MACROBLOCK *x, BLOCK_SIZE size, int mi_row,
                                                  int mi_col, const MV *ref_mv);

// Leaves the vector in the block's mode info, in eighths of a pixel, and returns the sum of absolute differences there.
unsigned int __wrap_vp9_int_pro_motion_estimation(const VP9_COMP *cpi, MACROBLOCK *x, BLOCK_SIZE size, int mi_row,
                                                  int mi_col, const MV *ref_mv) {
  MODE_INFO *mi = x->e_mbd.mi[0];
  if (size < BLOCK_16X16 || vp9_get_scaled_ref_frame(cpi, mi->ref_frame[0])) {
    return __real_vp9_int_pro_motion_estimation(cpi, x, size, mi_row, mi_col, ref_mv);
  }
  const struct buf_2d source = x->plane[0].src;
  const struct buf_2d reference = x->e_mbd.plane[0].pre[0];
  const int log2_width = b_width_log2_lookup[size] + 2;
  const int log2_height = b_height_log2_lookup[size] + 2;
  const int width = 1 << log2_width;
  const int height = 1 << log2_height;
  const int row_shift = 3 + (width >> 5);
  const int column_shift = log2_height - 1;

  _Alignas(16) int16_t lines[2 * kMaxBlock], line[kMaxBlock];
  ProjectColumns(reference.buf - width / 2, reference.stride, 2 * width, height, column_shift, lines);
  ProjectColumns(source.buf, source.stride, width, height, column_shift, line);
  MV vector = {.col = FindLine(lines, line, log2_width)};
  ProjectRows(reference.buf - height / 2 * reference.stride, reference.stride, width, 2 * height, row_shift, lines);
  ProjectRows(source.buf, source.stride, width, height, row_shift, line);
  vector.row = FindLine(lines, line, log2_height);

  // The place itself, the four next to it, and the diagonal between the better ones of these.
  const vp9_variance_fn_ptr_t *functions = &cpi->fn_ptr[size];
  const uint8_t *place = reference.buf + vector.row * reference.stride + vector.col;
  const MV steps[4] = {{-1, 0}, {0, -1}, {0, 1}, {1, 0}};
  const uint8_t *const around[4] = {place - reference.stride, place - 1, place + 1, place + reference.stride};
  unsigned int sums[4];
  unsigned int best = functions->sdf(source.buf, source.stride, place, reference.stride);
  functions->sdx4df(source.buf, source.stride, around, reference.stride, sums);
  MV best_vector = vector;
  for (int i = 0; i < 4; ++i) {
    if (sums[i] >= best) continue;
    best = sums[i];
    best_vector = (MV){(int16_t)(vector.row + steps[i].row), (int16_t)(vector.col + steps[i].col)};
  }
  const MV diagonal = {(int16_t)(vector.row + (sums[0] < sums[3] ? -1 : 1)),
                       (int16_t)(vector.col + (sums[1] < sums[2] ? -1 : 1))};
  const unsigned int sum = functions->sdf(
      source.buf, source.stride, reference.buf + diagonal.row * reference.stride + diagonal.col, reference.stride);
  if (sum < best) {
    best = sum;
    best_vector = diagonal;
  }

  best_vector.row = (int16_t)(best_vector.row * 8);
  best_vector.col = (int16_t)(best_vector.col * 8);
  MvLimits limits;
  vp9_set_subpel_mv_search_range(&limits, &x->mv_limits, ref_mv);
  clamp_mv(&best_vector, limits.col_min, limits.col_max, limits.row_min, limits.row_max);
  mi->mv[0].as_mv = best_vector;
  return best;
}
