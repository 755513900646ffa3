// VP9's search for whole-pixel motion in real time, and where it starts from: vp9_mv_pred of vp9/encoder/vp9_rd.c and
// vp9_full_pixel_search of vp9/encoder/vp9_mcomp.c with its small diamond, one pixel around a place.
//
// libvpx asks for the sum of absolute differences at each place by a call through a pointer, at many places twice: two
// of the vectors that it may start from are often the same whole pixel, it starts where it has looked already, and
// around the corner it looks at a place beside the one before. Here sums of 16x16 blocks, which are most, are taken
// side by side, and none twice.
#include "vpx_config.h"  // before libvpx's headers: it defines INLINE
//
#include <limits.h>
#include <stdlib.h>

#include "codec/wasm/sums_16x16.h"
#include "vp9/encoder/vp9_encoder.h"
#include "vp9/encoder/vp9_mcomp.h"
#include "vp9/encoder/vp9_rd.h"

unsigned int vpx_sad16x16_wasm(const uint8_t *source, int source_stride, const uint8_t *reference,
                               int reference_stride);

// --- Sums at several places ---

enum { kDirections = 4, kOpposite = 2 };  // left, down, right, up: the order counts where sums are equal

static const MV kSteps[kDirections] = {{0, -1}, {1, 0}, {0, 1}, {-1, 0}};

typedef struct {
  const vp9_variance_fn_ptr_t *functions;
  struct buf_2d source;
  struct buf_2d reference;
} Pictures;

KERNEL_INLINE void Sums(const Pictures *pictures, const uint8_t *center, const int *offsets, int count,
                        uint32_t sums[kMostSums]) {
  const struct buf_2d source = pictures->source;
  const int stride = pictures->reference.stride;
  if (pictures->functions->sdf == vpx_sad16x16_wasm) {
    Sums16x16(source.buf, source.stride, center, stride, offsets, count, sums);
    return;
  }
  for (int i = 0; i < count; ++i) {
    sums[i] = pictures->functions->sdf(source.buf, source.stride, center + offsets[i], stride);
  }
}

// --- Where a search starts ---

// The sums that were last asked for in a picture, which a search into it begins with. They count for one block of one
// frame.
enum { kStarts = 3 };
typedef struct {
  const VP9_COMP *encoder;
  unsigned int frame;
  const uint8_t *source;
  const uint8_t *places[kStarts];
  uint32_t sums[kStarts];
  const vp9_variance_fn_ptr_t *functions;
  int count;
} Known;

static Known known[MAX_REF_FRAMES];

static int IsFor(const Known *sums, const VP9_COMP *encoder, const MACROBLOCK *x,
                 const vp9_variance_fn_ptr_t *functions) {
  return sums->encoder == encoder && sums->frame == encoder->common.current_video_frame &&
         sums->source == x->plane[0].src.buf && sums->functions == functions;
}

// Whether there is a sum for a place.
static int Find(const Known *sums, const uint8_t *place, uint32_t *sum) {
  for (int i = 0; i < sums->count; ++i) {
    if (sums->places[i] == place) {
      *sum = sums->sums[i];
      return 1;
    }
  }
  return 0;
}

// The nearest whole pixel; halves go away from zero.
static int Whole(int eighths) { return (eighths + 3 + (eighths >= 0)) >> 3; }

void __real_vp9_mv_pred(VP9_COMP *cpi, MACROBLOCK *x, uint8_t *ref_y_buffer, int ref_y_stride, int ref_frame,
                        BLOCK_SIZE block_size);
void __wrap_vp9_mv_pred(VP9_COMP *cpi, MACROBLOCK *x, uint8_t *reference, int stride, int ref_frame, BLOCK_SIZE size);

// Leaves in `x` which of the vectors that the block may begin with is best, and its sum.
void __wrap_vp9_mv_pred(VP9_COMP *cpi, MACROBLOCK *x, uint8_t *reference, int stride, int ref_frame, BLOCK_SIZE size) {
  const int_mv *nearest = x->mbmi_ext->ref_mvs[ref_frame];
  const MV vectors[kStarts] = {nearest[0].as_mv, nearest[1].as_mv, x->pred_mv[ref_frame]};
  const int vectors_count = MAX_MV_REF_CANDIDATES + (size < x->max_partition_size);
  const Pictures pictures = {&cpi->fn_ptr[size], x->plane[0].src, {reference, stride}};
  Known *sums = &known[ref_frame];
  sums->encoder = cpi;
  sums->frame = cpi->common.current_video_frame;
  sums->source = x->plane[0].src.buf;
  sums->functions = pictures.functions;
  sums->count = 0;
  int best = 0;
  int best_sum = INT_MAX;
  int longest = 0;
  for (int i = 0; i < vectors_count; ++i) {
    const MV vector = vectors[i];
    if (vector.row == INT16_MAX || vector.col == INT16_MAX) continue;
    if (i == 1 && nearest[0].as_int == nearest[1].as_int) continue;
    longest = VPXMAX(longest, VPXMAX(abs(vector.row), abs(vector.col)) >> 3);
    const int offset = Whole(vector.row) * stride + Whole(vector.col);
    uint32_t sum[kMostSums];
    // One that is as good as an earlier one is no better.
    if (Find(sums, reference + offset, sum)) continue;
    Sums(&pictures, reference, &offset, 1, sum);
    sums->places[sums->count] = reference + offset;
    sums->sums[sums->count++] = sum[0];
    if ((int)sum[0] < best_sum) {
      best_sum = (int)sum[0];
      best = i;
    }
  }
  x->mv_best_ref_index[ref_frame] = best;
  x->max_mv_context[ref_frame] = longest;
  x->pred_mv_sad[ref_frame] = best_sum;
}

// --- The search ---

typedef struct {
  const MACROBLOCK *x;
  Pictures pictures;
  MV predicted;  // in whole pixels
  int sum_per_bit;
  MV best;
  int best_error;
} Search;

static int MayBe(const MvLimits *limits, MV vector) {
  return vector.row >= limits->row_min && vector.row <= limits->row_max && vector.col >= limits->col_min &&
         vector.col <= limits->col_max;
}

static const uint8_t *PlaceOf(const Search *search, MV vector) {
  return search->pictures.reference.buf + vector.row * search->pictures.reference.stride + vector.col;
}

static MV Step(MV from, int direction) {
  return (MV){(int16_t)(from.row + kSteps[direction].row), (int16_t)(from.col + kSteps[direction].col)};
}

static int Cost(const Search *search, MV vector) {
  return mvsad_err_cost(search->x, &vector, &search->predicted, search->sum_per_bit);
}

// Looks at the places in the directions given, of which there are `count`, a constant. The direction of the best one,
// which becomes the center, or -1.
KERNEL_INLINE int LookAround(Search *search, const int *directions, int count) {
  const MV center = search->best;
  const int stride = search->pictures.reference.stride;
  const int offset_of[kDirections] = {-1, stride, 1, -stride};
  int offsets[kDirections];
  for (int i = 0; i < count; ++i) offsets[i] = offset_of[directions[i]];
  uint32_t sums[kMostSums];
  Sums(&search->pictures, PlaceOf(search, center), offsets, count, sums);
  int best = -1;
  for (int i = 0; i < count; ++i) {
    const MV vector = Step(center, directions[i]);
    if ((int)sums[i] >= search->best_error || !MayBe(&search->x->mv_limits, vector)) continue;
    const int error = (int)sums[i] + Cost(search, vector);
    if (error >= search->best_error) continue;
    search->best_error = error;
    search->best = vector;
    best = directions[i];
  }
  return best;
}

// From a place to the best of those beside it, until none is better than the one in the middle.
static void SearchDiamond(Search *search) {
  static const int kAll[kDirections] = {0, 1, 2, 3};
  int direction = LookAround(search, kAll, kDirections);
  int before = direction;
  while (direction >= 0) {
    // Not back; and after a turn not beside the place before, where it has looked before the turn.
    const int left = (direction + kDirections - 1) % kDirections;
    const int right = (direction + 1) % kDirections;
    const int back = (before + kOpposite) % kDirections;
    before = direction;
    if (left == back) {
      const int directions[2] = {direction, right};
      direction = LookAround(search, directions, 2);
    } else if (right == back) {
      const int directions[2] = {left, direction};
      direction = LookAround(search, directions, 2);
    } else {
      const int directions[3] = {left, direction, right};
      direction = LookAround(search, directions, 3);
    }
  }
}

int __real_vp9_full_pixel_search(const VP9_COMP *cpi, const MACROBLOCK *x, BLOCK_SIZE size, MV *start, int step,
                                 int method, int sum_per_bit, int *cost_list, const MV *predicted, MV *found,
                                 int most_variance, int rd);
int __wrap_vp9_full_pixel_search(const VP9_COMP *cpi, const MACROBLOCK *x, BLOCK_SIZE size, MV *start, int step,
                                 int method, int sum_per_bit, int *cost_list, const MV *predicted, MV *found,
                                 int most_variance, int rd);

// Larger diamonds, other patterns and lists of costs are left to the original.
int __wrap_vp9_full_pixel_search(const VP9_COMP *cpi, const MACROBLOCK *x, BLOCK_SIZE size, MV *start, int step,
                                 int method, int sum_per_bit, int *cost_list, const MV *predicted, MV *found,
                                 int most_variance, int rd) {
  if (method != FAST_DIAMOND || step != MAX_MVSEARCH_STEPS - 1 || cost_list || rd) {
    return __real_vp9_full_pixel_search(cpi, x, size, start, step, method, sum_per_bit, cost_list, predicted, found,
                                        most_variance, rd);
  }
  clamp_mv(start, x->mv_limits.col_min, x->mv_limits.col_max, x->mv_limits.row_min, x->mv_limits.row_max);
  Search search = {
      .x = x,
      .pictures = {&cpi->fn_ptr[size], x->plane[0].src, x->e_mbd.plane[0].pre[0]},
      .predicted = {(int16_t)(predicted->row >> 3), (int16_t)(predicted->col >> 3)},
      .sum_per_bit = sum_per_bit,
      .best = *start,
  };
  const Known *sums = &known[x->e_mbd.mi[0]->ref_frame[0]];
  const uint8_t *place = PlaceOf(&search, *start);
  uint32_t sum[kMostSums];
  if (!IsFor(sums, cpi, x, search.pictures.functions) || !Find(sums, place, sum)) {
    const int offset = 0;
    Sums(&search.pictures, place, &offset, 1, sum);
  }
  search.best_error = (int)sum[0] + Cost(&search, *start);
  SearchDiamond(&search);
  *found = search.best;
  return search.best_error;
}
