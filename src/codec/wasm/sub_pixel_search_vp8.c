// VP8's search for a motion vector between pixels: vp8/encoder/mcomp.c, vp8_find_best_*_pixel_step*.
//
// libvpx asks for the variance at one place after the other. Here those around a place are compared together, and a
// place that was compared before is not compared again. Each variance and each decision are the same.
#include "vpx_config.h"  // before libvpx's headers: it defines INLINE
//
#include <limits.h>
#include <stdlib.h>

#include "codec/wasm/around_place.h"
#include "vp8/encoder/block.h"
#include "vp8/encoder/mcomp.h"
#include "vpx_dsp/vpx_dsp_common.h"

uint32_t vpx_variance16x16_wasm(const uint8_t *source, int source_stride, const uint8_t *reference,
                                int reference_stride, uint32_t *sse);
uint32_t vpx_sub_pixel_variance16x16_wasm(const uint8_t *source, int source_stride, int x_offset, int y_offset,
                                          const uint8_t *reference, int reference_stride, uint32_t *sse);

enum { kSide = 16 };  // pixels of a macroblock

// The variance of a macroblock at some place, and its sum of squared errors.
typedef struct {
  uint32_t variance;
  uint32_t sse;
} Distortion;

KERNEL_INLINE void StoreDistortions(const Differences d[kAround], Distortion to[kAround]) {
  const v128_t sums = FourSums(wasm_i32x4_extadd_pairwise_i16x8(d[0].sum), wasm_i32x4_extadd_pairwise_i16x8(d[1].sum),
                               wasm_i32x4_extadd_pairwise_i16x8(d[2].sum), wasm_i32x4_extadd_pairwise_i16x8(d[3].sum));
  const v128_t squares = FourSums(d[0].squares, d[1].squares, d[2].squares, d[3].squares);
  // A sum is at most 255 * 256, so that its square fits 32 bits without sign.
  const v128_t variances = wasm_i32x4_sub(squares, wasm_u32x4_shr(wasm_i32x4_mul(sums, sums), 8));
  Store16(&to[0], InterleaveLow32(variances, squares));
  Store16(&to[2], InterleaveHigh32(variances, squares));
}

// Where the search is: places are quarters of a pixel right of and below the whole pixel that it starts from.
typedef struct {
  const uint8_t *start;  // in the reference frame
  int stride;
  const uint8_t *source;
  int source_stride;
  int_mv origin;  // the start's motion vector
  int_mv predicted;
  int *const *costs;
  int error_per_bit;
  int best_x;
  int best_y;
  int best_error;
  Distortion best;
} Search;

static const uint8_t *PixelsAt(const Search *search, int x, int y) {
  return search->start + (y >> 2) * search->stride + (x >> 2);
}

static Distortion DistortionAt(const Search *search, int x, int y) {
  Distortion d;
  d.variance = vpx_sub_pixel_variance16x16_wasm(PixelsAt(search, x, y), search->stride, 2 * (x & 3), 2 * (y & 3),
                                                search->source, search->source_stride, &d.sse);
  return d;
}

// Of the motion vector's bits, as the searches of one step count them, and as that of several does: the former take
// what is above or left of the predicted vector as if it were no different from it.
static int ClampedCost(const Search *search, int x, int y) {
  const int row = (search->origin.as_mv.row + 2 * y - search->predicted.as_mv.row) >> 1;
  const int column = (search->origin.as_mv.col + 2 * x - search->predicted.as_mv.col) >> 1;
  const int bits = search->costs[0][clamp(row, 0, MVvals)] + search->costs[1][clamp(column, 0, MVvals)];
  return (bits * search->error_per_bit + 128) >> 8;
}

static int Cost(const Search *search, int x, int y) {
  const int row = search->origin.as_mv.row / 2 + y - (search->predicted.as_mv.row >> 1);
  const int column = search->origin.as_mv.col / 2 + x - (search->predicted.as_mv.col >> 1);
  return ((search->costs[0][row] + search->costs[1][column]) * search->error_per_bit + 128) >> 8;
}

// Returns the error at a place, which becomes the best if it is less.
static int Try(Search *search, int x, int y, Distortion d, int cost) {
  const int error = (int)d.variance + cost;
  if (error < search->best_error) {
    search->best_error = error;
    search->best = d;
    search->best_x = x;
    search->best_y = y;
  }
  return error;
}

static Search StartSearch(const MACROBLOCK *macroblock, const BLOCK *block, const BLOCKD *to, const int_mv *vector,
                          const int_mv *predicted, int error_per_bit, int *const costs[2]) {
  const int stride = macroblock->e_mbd.pre.y_stride;
  Search search = {
      .start = macroblock->e_mbd.pre.y_buffer + to->offset + vector->as_mv.row * stride + vector->as_mv.col,
      .stride = stride,
      .source = *block->base_src + block->src,
      .source_stride = block->src_stride,
      .origin.as_mv = {(short)(vector->as_mv.row * 8), (short)(vector->as_mv.col * 8)},
      .predicted = *predicted,
      .costs = costs,
      .error_per_bit = error_per_bit,
      .best_error = INT_MAX,
  };
  Distortion here;
  here.variance = vpx_variance16x16_wasm(search.start, search.stride, search.source, search.source_stride, &here.sse);
  Try(&search, 0, 0, here, ClampedCost(&search, 0, 0));
  return search;
}

static int EndSearch(const Search *search, int_mv *vector, int *distortion, unsigned int *sse) {
  vector->as_mv.row = (short)(search->origin.as_mv.row + 2 * search->best_y);
  vector->as_mv.col = (short)(search->origin.as_mv.col + 2 * search->best_x);
  *distortion = (int)search->best.variance;
  *sse = search->best.sse;
  return search->best_error;
}

static void CompareHalvesAround(const Search *search, Distortion around[kAround]) {
  Differences d[kAround];
  HalvesAround(search->start, search->stride, search->source, search->source_stride, kSide, d);
  StoreDistortions(d, around);
}

static void CompareQuartersAround(const Search *search, int x, int y, Distortion around[kAround]) {
  const uint8_t *at = PixelsAt(search, x, y);
  Differences d[kAround];
#define COMPARE(half_x, half_y) \
  QuartersAround(at, search->stride, search->source, search->source_stride, half_x, half_y, kSide, d)
  if (x & 2) {
    if (y & 2) {
      COMPARE(1, 1);
    } else {
      COMPARE(1, 0);
    }
  } else if (y & 2) {
    COMPARE(0, 1);
  } else {
    COMPARE(0, 0);
  }
#undef COMPARE
  StoreDistortions(d, around);
}

// --- One step of halves, and one of quarters ---

// Tries the places `step` quarters around one, and the one between the better two.
static void TryAround(Search *search, int x, int y, int step, const Distortion around[kAround]) {
  const int left = Try(search, x - step, y, around[kLeft], ClampedCost(search, x - step, y));
  const int right = Try(search, x + step, y, around[kRight], ClampedCost(search, x + step, y));
  const int up = Try(search, x, y - step, around[kUp], ClampedCost(search, x, y - step));
  const int down = Try(search, x, y + step, around[kDown], ClampedCost(search, x, y + step));
  x += left < right ? -step : step;
  y += up < down ? -step : step;
  Try(search, x, y, DistortionAt(search, x, y), ClampedCost(search, x, y));
}

static void StepOfHalves(Search *search) {
  Distortion around[kAround];
  CompareHalvesAround(search, around);
  TryAround(search, 0, 0, 2, around);
}

static void StepOfQuarters(Search *search) {
  Distortion around[kAround];
  const int x = search->best_x;
  const int y = search->best_y;
  CompareQuartersAround(search, x, y, around);
  TryAround(search, x, y, 1, around);
}

// --- Steps until there is no better place ---

enum {
  kSteps = 3,                         // of halves, and of quarters, at most
  kReach = kSteps * (2 + 1),          // quarters from the start to the last place there can be
  kPlaces = 2 * kReach + 1,           // across and down
  kLongest = (1 << mvlong_width) - 1  // quarters that a vector may differ by from the predicted one
};

typedef struct {
  int min_x, max_x, min_y, max_y;  // where places may be
  uint32_t known[kPlaces];         // a row's places, one bit for each
  Distortion distortions[kPlaces][kPlaces];
} Places;

static void LimitPlaces(const Search *search, const MACROBLOCK *macroblock, Places *places) {
  const int row = search->origin.as_mv.row / 2;
  const int column = search->origin.as_mv.col / 2;
  const int predicted_row = search->predicted.as_mv.row >> 1;
  const int predicted_column = search->predicted.as_mv.col >> 1;
  places->min_x = VPXMAX(macroblock->mv_col_min * 4, predicted_column - kLongest) - column;
  places->max_x = VPXMIN(macroblock->mv_col_max * 4, predicted_column + kLongest) - column;
  places->min_y = VPXMAX(macroblock->mv_row_min * 4, predicted_row - kLongest) - row;
  places->max_y = VPXMIN(macroblock->mv_row_max * 4, predicted_row + kLongest) - row;
  for (int y = 0; y < kPlaces; ++y) places->known[y] = 0;
}

static void Remember(Places *places, int x, int y, Distortion d) {
  places->known[y + kReach] |= 1u << (x + kReach);
  places->distortions[y + kReach][x + kReach] = d;
}

// The error at a place, or one beyond all where there may be none.
static int TryPlace(Search *search, Places *places, int x, int y) {
  if (x < places->min_x || x > places->max_x || y < places->min_y || y > places->max_y) return INT_MAX;
  if (!(places->known[y + kReach] >> (x + kReach) & 1)) Remember(places, x, y, DistortionAt(search, x, y));
  return Try(search, x, y, places->distortions[y + kReach][x + kReach], Cost(search, x, y));
}

static void StepsOf(int step, Search *search, Places *places) {
  Distortion around[kAround];
  for (int i = 0; i < kSteps; ++i) {
    int x = search->best_x;
    int y = search->best_y;
    const int from_x = x;
    const int from_y = y;
    if (i == 0) {
      if (step == 2) {
        CompareHalvesAround(search, around);
      } else {
        CompareQuartersAround(search, x, y, around);
      }
      Remember(places, x - step, y, around[kLeft]);
      Remember(places, x + step, y, around[kRight]);
      Remember(places, x, y - step, around[kUp]);
      Remember(places, x, y + step, around[kDown]);
    }
    const int left = TryPlace(search, places, x - step, y);
    const int right = TryPlace(search, places, x + step, y);
    const int up = TryPlace(search, places, x, y - step);
    const int down = TryPlace(search, places, x, y + step);
    x += left < right ? -step : step;
    y += up < down ? -step : step;
    TryPlace(search, places, x, y);
    if (search->best_x == from_x && search->best_y == from_y) return;
  }
}

// --- In place of libvpx's (--wrap) ---

// Blocks of other sizes, and vectors whose eighths would not fit 16 bits, are left to the original.
static int IsLeft(const vp8_variance_fn_ptr_t *functions, int *const costs[2], const int_mv *vector) {
  return functions->svf != vpx_sub_pixel_variance16x16_wasm || !costs || abs(vector->as_mv.row) > 4000 ||
         abs(vector->as_mv.col) > 4000;
}

#define SEARCH_PARAMETERS                                                                                 \
  MACROBLOCK *macroblock, BLOCK *block, BLOCKD *to, int_mv *vector, int_mv *predicted, int error_per_bit, \
      const vp8_variance_fn_ptr_t *functions, int *costs[2], int *distortion, unsigned int *sse
#define SEARCH_ARGUMENTS macroblock, block, to, vector, predicted, error_per_bit, functions, costs, distortion, sse

int __real_vp8_find_best_half_pixel_step(SEARCH_PARAMETERS);
int __wrap_vp8_find_best_half_pixel_step(SEARCH_PARAMETERS);
int __real_vp8_find_best_sub_pixel_step(SEARCH_PARAMETERS);
int __wrap_vp8_find_best_sub_pixel_step(SEARCH_PARAMETERS);
int __real_vp8_find_best_sub_pixel_step_iteratively(SEARCH_PARAMETERS);
int __wrap_vp8_find_best_sub_pixel_step_iteratively(SEARCH_PARAMETERS);

int __wrap_vp8_find_best_half_pixel_step(SEARCH_PARAMETERS) {
  if (IsLeft(functions, costs, vector)) return __real_vp8_find_best_half_pixel_step(SEARCH_ARGUMENTS);
  Search search = StartSearch(macroblock, block, to, vector, predicted, error_per_bit, costs);
  StepOfHalves(&search);
  return EndSearch(&search, vector, distortion, sse);
}

int __wrap_vp8_find_best_sub_pixel_step(SEARCH_PARAMETERS) {
  if (IsLeft(functions, costs, vector)) return __real_vp8_find_best_sub_pixel_step(SEARCH_ARGUMENTS);
  Search search = StartSearch(macroblock, block, to, vector, predicted, error_per_bit, costs);
  StepOfHalves(&search);
  StepOfQuarters(&search);
  return EndSearch(&search, vector, distortion, sse);
}

int __wrap_vp8_find_best_sub_pixel_step_iteratively(SEARCH_PARAMETERS) {
  if (IsLeft(functions, costs, vector)) return __real_vp8_find_best_sub_pixel_step_iteratively(SEARCH_ARGUMENTS);
  Search search = StartSearch(macroblock, block, to, vector, predicted, error_per_bit, costs);
  Places places;
  LimitPlaces(&search, macroblock, &places);
  Remember(&places, 0, 0, search.best);
  StepsOf(2, &search, &places);
  StepsOf(1, &search, &places);
  const int error = EndSearch(&search, vector, distortion, sse);
  const int too_far = MAX_FULL_PEL_VAL * 8;
  return abs(vector->as_mv.col - predicted->as_mv.col) > too_far ||
                 abs(vector->as_mv.row - predicted->as_mv.row) > too_far
             ? INT_MAX
             : error;
}
