// VP8's search for whole-pixel motion in real time: vp8_hex_search of vp8/encoder/mcomp.c, by hexagons of two pixels
// and then one pixel around a place.
//
// libvpx asks for the sum of absolute differences at each place by a call through a pointer. Here those around a place
// are taken side by side, and where the search came from is not asked again: it cannot be better than what was.
#include "vpx_config.h"  // before libvpx's headers: it defines INLINE
//
#include "codec/wasm/sums_16x16.h"
#include "vp8/common/findnearmv.h"
#include "vp8/encoder/block.h"
#include "vp8/encoder/mcomp.h"

unsigned int vpx_sad16x16_wasm(const uint8_t *source, int source_stride, const uint8_t *reference,
                               int reference_stride);

enum { kCorners = 6, kMostHexagons = 127, kSides = 4, kMostSteps = 8 };

// In the order in which libvpx looks at them, which counts where two are as good.
static const MV kHexagon[kCorners] = {{-1, -2}, {1, -2}, {2, 0}, {1, 2}, {-1, 2}, {-2, 0}};
static const MV kBeside[kSides] = {{0, -1}, {-1, 0}, {1, 0}, {0, 1}};

typedef struct {
  const MACROBLOCK *macroblock;
  const uint8_t *source;
  int source_stride;
  const uint8_t *origin;  // where the reference has vector 0
  int stride;
  MV center;  // of the vectors' costs, in whole pixels
  int *const *costs;
  int sum_per_bit;
  MV best;
  unsigned int best_error;
} Search;

static const uint8_t *PlaceOf(const Search *search, MV vector) {
  return search->origin + vector.row * search->stride + vector.col;
}

static unsigned int Cost(const Search *search, MV vector) {
  if (!search->costs) return 0;
  const int bits =
      search->costs[0][vector.row - search->center.row] + search->costs[1][vector.col - search->center.col];
  return (unsigned int)((bits * search->sum_per_bit + 128) >> 8);
}

static int MayBe(const MACROBLOCK *macroblock, MV vector) {
  return vector.row >= macroblock->mv_row_min && vector.row <= macroblock->mv_row_max &&
         vector.col >= macroblock->mv_col_min && vector.col <= macroblock->mv_col_max;
}

// Looks at `count` (a constant) places, `steps` away from `from`. Which of them became the best, or -1. One that may
// not be is within the border that frames have, and its sum is not used.
KERNEL_INLINE int Look(Search *search, MV from, const MV *steps, int count) {
  int offsets[kMostSums];
  for (int i = 0; i < count; ++i) offsets[i] = steps[i].row * search->stride + steps[i].col;
  uint32_t sums[kMostSums];
  Sums16x16(search->source, search->source_stride, PlaceOf(search, from), search->stride, offsets, count, sums);
  int best = -1;
  for (int i = 0; i < count; ++i) {
    const MV vector = {(short)(from.row + steps[i].row), (short)(from.col + steps[i].col)};
    if (sums[i] >= search->best_error || !MayBe(search->macroblock, vector)) continue;
    const unsigned int error = sums[i] + Cost(search, vector);
    if (error >= search->best_error) continue;
    search->best_error = error;
    search->best = vector;
    best = i;
  }
  return best;
}

static void SearchHexagons(Search *search) {
  const MV from = search->best;
  int corner = Look(search, from, kHexagon, 3);
  const int further = Look(search, from, kHexagon + 3, 3);
  if (further >= 0) corner = further + 3;
  for (int i = 1; corner >= 0 && i < kMostHexagons; ++i) {
    // Three corners of the hexagon around the new place are new.
    MV steps[3];
    for (int j = 0; j < 3; ++j) steps[j] = kHexagon[(corner + kCorners - 1 + j) % kCorners];
    const int next = Look(search, search->best, steps, 3);
    corner = next < 0 ? -1 : (corner + kCorners - 1 + next) % kCorners;
  }
}

static void SearchBeside(Search *search) {
  int side = Look(search, search->best, kBeside, kSides);
  for (int i = 1; side >= 0 && i < kMostSteps; ++i) {
    MV steps[kSides - 1];
    int sides[kSides - 1];
    int count = 0;
    for (int j = 0; j < kSides; ++j) {
      if (j != kSides - 1 - side) {
        sides[count] = j;
        steps[count++] = kBeside[j];
      }
    }
    const int next = Look(search, search->best, steps, kSides - 1);
    side = next < 0 ? -1 : sides[next];
  }
}

#define PARAMETERS                                                                                           \
  MACROBLOCK *macroblock, BLOCK *block, BLOCKD *to, int_mv *start, int_mv *found, int step, int sum_per_bit, \
      const vp8_variance_fn_ptr_t *functions, int *costs[2], int_mv *predicted

int __real_vp8_hex_search(PARAMETERS);
int __wrap_vp8_hex_search(PARAMETERS);

// Blocks of other sizes are left to the original.
int __wrap_vp8_hex_search(PARAMETERS) {
  if (functions->sdf != vpx_sad16x16_wasm) {
    return __real_vp8_hex_search(macroblock, block, to, start, found, step, sum_per_bit, functions, costs, predicted);
  }
  vp8_clamp_mv(start, macroblock->mv_col_min, macroblock->mv_col_max, macroblock->mv_row_min, macroblock->mv_row_max);
  Search search = {
      .macroblock = macroblock,
      .source = *block->base_src + block->src,
      .source_stride = block->src_stride,
      .origin = macroblock->e_mbd.pre.y_buffer + to->offset,
      .stride = macroblock->e_mbd.pre.y_stride,
      .center = {(short)(predicted->as_mv.row >> 3), (short)(predicted->as_mv.col >> 3)},
      .costs = costs,
      .sum_per_bit = sum_per_bit,
      .best = start->as_mv,
  };
  search.best_error =
      vpx_sad16x16_wasm(search.source, search.source_stride, PlaceOf(&search, search.best), search.stride) +
      Cost(&search, search.best);
  SearchHexagons(&search);
  SearchBeside(&search);
  found->as_mv = search.best;
  return (int)search.best_error;
}
