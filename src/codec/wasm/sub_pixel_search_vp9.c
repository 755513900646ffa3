// VP9's search for a motion vector between pixels: vp9_find_best_sub_pixel_tree of vp9/encoder/vp9_mcomp.c.
//
// libvpx asks for the variance at one place after the other. Here those around a place are compared together. Each
// variance and each decision are the same.
#include "vpx_config.h"  // before libvpx's headers: it defines INLINE
//
#include <limits.h>

#include "codec/wasm/around_place.h"
#include "vp9/encoder/vp9_encoder.h"
#include "vp9/encoder/vp9_mcomp.h"

typedef uint32_t VarianceBetween(const uint8_t *reference, int stride, int x_offset, int y_offset,
                                 const uint8_t *source, int source_stride, uint32_t *sse);
VarianceBetween vpx_sub_pixel_variance64x64_wasm, vpx_sub_pixel_variance64x32_wasm, vpx_sub_pixel_variance32x64_wasm,
    vpx_sub_pixel_variance32x32_wasm, vpx_sub_pixel_variance32x16_wasm, vpx_sub_pixel_variance16x32_wasm,
    vpx_sub_pixel_variance16x16_wasm, vpx_sub_pixel_variance16x8_wasm;

typedef struct {
  int width, height;
} Size;

// That of the blocks which functions are for; without width, blocks whose places are not compared here.
static Size SizeOf(const vp9_variance_fn_ptr_t *functions) {
#define CASE(width, height)                                                              \
  if (functions->svf == vpx_sub_pixel_variance##width##x##height##_wasm) return (Size) { \
      width, height                                                                      \
    }
  CASE(16, 16);
  CASE(32, 32);
  CASE(64, 64);
  CASE(32, 16);
  CASE(16, 32);
  CASE(16, 8);
  CASE(64, 32);
  CASE(32, 64);
#undef CASE
  return (Size){0, 0};
}

// Where the search is. Places are eighths of a pixel right of and below those of the source.
typedef struct {
  const uint8_t *reference;
  int stride;
  const uint8_t *source;
  int source_stride;
  Size size;
  MvLimits limits;
  MV predicted;
  const int *joint_costs;
  int *const *costs;
  int error_per_bit;
  int best_x, best_y;
  uint32_t best_error;
  uint32_t variance, sse;  // of the best
} Search;

static const uint8_t *PixelsAt(const Search *search, int x, int y) {
  return search->reference + (y >> 3) * search->stride + (x >> 3);
}

// Of the motion vector's bits.
static uint32_t Cost(const Search *search, int x, int y) {
  enum { kShift = RDDIV_BITS + VP9_PROB_COST_SHIFT - RD_EPB_SHIFT + 4 };
  if (!search->costs) return 0;
  const int row = y - search->predicted.row;
  const int column = x - search->predicted.col;
  const int joint =
      row == 0 ? (column == 0 ? MV_JOINT_ZERO : MV_JOINT_HNZVZ) : (column == 0 ? MV_JOINT_HZVNZ : MV_JOINT_HNZVNZ);
  const int64_t cost = search->joint_costs[joint] + search->costs[0][row] + search->costs[1][column];
  return (uint32_t)((cost * search->error_per_bit + (1 << (kShift - 1))) >> kShift);
}

static int MayBe(const Search *search, int x, int y) {
  return x >= search->limits.col_min && x <= search->limits.col_max && y >= search->limits.row_min &&
         y <= search->limits.row_max;
}

// Returns the error at a place, which becomes the best if it is less; one beyond all where no place may be.
static uint32_t Try(Search *search, int x, int y, uint32_t variance, uint32_t sse) {
  if (!MayBe(search, x, y)) return UINT_MAX;
  const uint32_t error = variance + Cost(search, x, y);
  if (error < search->best_error) {
    search->best_error = error;
    search->variance = variance;
    search->sse = sse;
    search->best_x = x;
    search->best_y = y;
  }
  return error;
}

static void TryAlone(Search *search, int x, int y, vpx_subpixvariance_fn_t between) {
  if (!MayBe(search, x, y)) return;
  uint32_t sse;
  const uint32_t variance =
      between(PixelsAt(search, x, y), search->stride, x & 7, y & 7, search->source, search->source_stride, &sse);
  Try(search, x, y, variance, sse);
}

// Sums and sums of squares of the differences at four places.
typedef struct {
  _Alignas(16) int32_t sums[kAround];
  _Alignas(16) uint32_t squares[kAround];
} Sums;

// Half a pixel around a whole one, or a quarter around a place that has none.
static void Compare(const Search *search, int x, int y, int step, Sums *to) {
  const v128_t zero = wasm_i32x4_splat(0);
  v128_t sums[kAround] = {zero, zero, zero, zero};
  v128_t squares[kAround] = {zero, zero, zero, zero};
  const uint8_t *at = PixelsAt(search, x, y);
  const int kind = step == 4 ? 4 : (x & 4 ? 1 : 0) + (y & 4 ? 2 : 0);
  for (int column = 0; column < search->size.width; column += 16) {
    Differences d[kAround];
#define COMPARE(function, ...)                                                                           \
  function(at + column, search->stride, search->source + column, search->source_stride, __VA_ARGS__, d); \
  break
    switch (kind) {
      case 0:
        COMPARE(QuartersAround, 0, 0, search->size.height);
      case 1:
        COMPARE(QuartersAround, 1, 0, search->size.height);
      case 2:
        COMPARE(QuartersAround, 0, 1, search->size.height);
      case 3:
        COMPARE(QuartersAround, 1, 1, search->size.height);
      default:
        COMPARE(HalvesAround, search->size.height);
    }
#undef COMPARE
    for (int i = 0; i < kAround; ++i) {
      sums[i] = wasm_i32x4_add(sums[i], wasm_i32x4_extadd_pairwise_i16x8(d[i].sum));
      squares[i] = wasm_i32x4_add(squares[i], d[i].squares);
    }
  }
  Store16(to->sums, FourSums(sums[0], sums[1], sums[2], sums[3]));
  Store16(to->squares, FourSums(squares[0], squares[1], squares[2], squares[3]));
}

static uint32_t TryCompared(Search *search, int x, int y, const Sums *sums, int place) {
  const int64_t sum = sums->sums[place];
  const uint32_t mean = (uint32_t)(sum * sum / (search->size.width * search->size.height));
  return Try(search, x, y, sums->squares[place] - mean, sums->squares[place]);
}

// Tries the places `step` eighths around the best one, and the one between the better two.
static void TryAround(Search *search, int step, vpx_subpixvariance_fn_t between) {
  Sums sums;
  int x = search->best_x;
  int y = search->best_y;
  Compare(search, x, y, step, &sums);
  const uint32_t left = TryCompared(search, x - step, y, &sums, kLeft);
  const uint32_t right = TryCompared(search, x + step, y, &sums, kRight);
  const uint32_t up = TryCompared(search, x, y - step, &sums, kUp);
  const uint32_t down = TryCompared(search, x, y + step, &sums, kDown);
  x += left <= right ? -step : step;
  y += up <= down ? -step : step;
  TryAlone(search, x, y, between);
}

uint32_t __real_vp9_find_best_sub_pixel_tree(const MACROBLOCK *x, MV *vector, const MV *predicted, int allow_eighths,
                                             int error_per_bit, const vp9_variance_fn_ptr_t *functions, int stop,
                                             int more_places, int *cost_list, int *joint_costs, int *costs[2],
                                             uint32_t *distortion, uint32_t *sse, const uint8_t *second, int width,
                                             int height, int taps);

// Blocks of other sizes, eighths of a pixel, second predictions, filters other than bilinear ones and further places
// are left to the original.
uint32_t __wrap_vp9_find_best_sub_pixel_tree(const MACROBLOCK *x, MV *vector, const MV *predicted, int allow_eighths,
                                             int error_per_bit, const vp9_variance_fn_ptr_t *functions, int stop,
                                             int more_places, int *cost_list, int *joint_costs, int *costs[2],
                                             uint32_t *distortion, uint32_t *sse, const uint8_t *second, int width,
                                             int height, int taps) {
  const Size size = SizeOf(functions);
  if (size.width == 0 || (stop == 0 && allow_eighths) || second || taps || more_places) {
    return __real_vp9_find_best_sub_pixel_tree(x, vector, predicted, allow_eighths, error_per_bit, functions, stop,
                                               more_places, cost_list, joint_costs, costs, distortion, sse, second,
                                               width, height, taps);
  }
  const struct buf_2d *reference = &x->e_mbd.plane[0].pre[0];
  Search search = {
      .reference = reference->buf,
      .stride = reference->stride,
      .source = x->plane[0].src.buf,
      .source_stride = x->plane[0].src.stride,
      .size = size,
      .predicted = *predicted,
      .joint_costs = joint_costs,
      .costs = costs,
      .error_per_bit = error_per_bit,
      .best_x = 8 * vector->col,
      .best_y = 8 * vector->row,
  };
  vp9_set_subpel_mv_search_range(&search.limits, &x->mv_limits, predicted);
  search.variance = functions->vf(PixelsAt(&search, search.best_x, search.best_y), search.stride, search.source,
                                  search.source_stride, &search.sse);
  search.best_error = search.variance + Cost(&search, search.best_x, search.best_y);
  if (stop < 3) TryAround(&search, 4, functions->svf);
  if (stop < 2) TryAround(&search, 2, functions->svf);
  vector->row = (int16_t)search.best_y;
  vector->col = (int16_t)search.best_x;
  *distortion = search.variance;
  *sse = search.sse;
  return search.best_error;
}
