// The vector that VP8's search starts from: vp8/encoder/rdopt.c, vp8_cal_sad and vp8_mv_pred.
//
// libvpx compares a macroblock with eight neighbours, three of this frame and five of the last, sorts them, and takes
// the vector of the likest one that has the same reference frame. Here the sums of differences are taken side by side
// and the least one is looked for. Where all neighbours that count share one vector, as in what stands still and in
// what moves as a whole, they are not taken.
#include "vpx_config.h"  // before libvpx's headers: it defines INLINE
//
#include <limits.h>

#include "codec/wasm/sums_16x16.h"
#include "vp8/common/findnearmv.h"
#include "vp8/encoder/onyx_int.h"
#include "vp8/encoder/rdopt.h"

void __wrap_vp8_cal_sad(VP8_COMP *encoder, MACROBLOCKD *to, MACROBLOCK *macroblock, int offset, int order[]);
void __real_vp8_mv_pred(VP8_COMP *encoder, MACROBLOCKD *to, const MODE_INFO *here, int_mv *vector, int reference,
                        int *sign_biases, int *range, int order[]);
void __wrap_vp8_mv_pred(VP8_COMP *encoder, MACROBLOCKD *to, const MODE_INFO *here, int_mv *vector, int reference,
                        int *sign_biases, int *range, int order[]);

// Above, left, and above left in this frame; the same place, above, left, right and below in the last.
enum { kInThis = 3, kInLast = 5, kNeighbours = kInThis + kInLast };

// What vp8_cal_sad was last called for; vp8_mv_pred follows for each reference frame of the macroblock.
static struct {
  const MACROBLOCK *macroblock;
  int offset;  // of the macroblock in a frame
  int known;   // whether there are sums
  uint32_t sums[kNeighbours];
} asked;

void __wrap_vp8_cal_sad(VP8_COMP *encoder, MACROBLOCKD *to, MACROBLOCK *macroblock, int offset, int order[]) {
  (void)encoder, (void)to, (void)order;
  asked.macroblock = macroblock;
  asked.offset = offset;
  asked.known = 0;
}

static int InLast(const VP8_COMP *encoder) { return encoder->common.last_frame_type != KEY_FRAME; }

// Frames have a border of more than a macroblock: what is beyond the edge can be compared, but does not count.
static void Compare(const VP8_COMP *encoder, const MACROBLOCKD *to) {
  const BLOCK *block = &asked.macroblock->block[0];
  const uint8_t *source = *block->base_src;
  const int above = to->mb_to_top_edge == 0;
  const int left = to->mb_to_left_edge == 0;
  uint32_t *sums = asked.sums;
  uint32_t four[kMostSums];
  {
    const int stride = to->dst.y_stride;
    const int offsets[kInThis] = {-16 * stride, -16, -16 * stride - 16};
    Sums16x16(source, block->src_stride, to->dst.y_buffer, stride, offsets, kInThis, four);
    sums[0] = above ? INT_MAX : four[0];
    sums[1] = left ? INT_MAX : four[1];
    sums[2] = above || left ? INT_MAX : four[2];
  }
  if (InLast(encoder)) {
    const YV12_BUFFER_CONFIG *last = &encoder->common.yv12_fb[encoder->common.lst_fb_idx];
    const int stride = last->y_stride;
    const uint8_t *place = last->y_buffer + asked.offset;
    const int offsets[kInLast] = {0, -16 * stride, -16, 16, 16 * stride};
    Sums16x16(source, block->src_stride, place, stride, offsets, 3, four);
    sums[3] = four[0];
    sums[4] = above ? INT_MAX : four[1];
    sums[5] = left ? INT_MAX : four[2];
    Sums16x16(source, block->src_stride, place, stride, offsets + 3, 2, four);
    sums[6] = to->mb_to_right_edge == 0 ? INT_MAX : four[0];
    sums[7] = to->mb_to_bottom_edge == 0 ? INT_MAX : four[1];
  }
  asked.known = 1;
}

// The neighbours with the same reference frame.
typedef struct {
  int all;    // of how many neighbours
  int count;  // of those with the same
  int which[kNeighbours];
  int_mv vectors[kNeighbours];  // of those
  int differ;                   // whether their vectors do
} Alike;

static void Add(Alike *alike, int which, int_mv vector) {
  alike->which[alike->count] = which;
  alike->vectors[alike->count] = vector;
  if (vector.as_int != alike->vectors[0].as_int) alike->differ = 1;
  ++alike->count;
}

static void FindAlike(const VP8_COMP *encoder, const MACROBLOCKD *to, const MODE_INFO *here, int reference,
                      const int *sign_biases, Alike *alike) {
  const int stride = to->mode_info_stride;
  const MODE_INFO *const near[kInThis] = {here - stride, here - 1, here - stride - 1};
  alike->all = kInThis;
  alike->count = alike->differ = 0;
  for (int i = 0; i < kInThis; ++i) {
    if (near[i]->mbmi.ref_frame == reference) Add(alike, i, near[i]->mbmi.mv);
  }
  if (!InLast(encoder)) return;
  // The last frame's have a border of one all around.
  const int at = (-to->mb_to_top_edge / 128 + 1) * (stride + 1) + (-to->mb_to_left_edge / 128 + 1);
  const int places[kInLast] = {at, at - stride - 1, at - 1, at + 1, at + stride + 1};
  alike->all = kNeighbours;
  for (int i = 0; i < kInLast; ++i) {
    if (encoder->lf_ref_frame[places[i]] != reference) continue;
    int_mv vector = encoder->lfmv[places[i]];
    mv_bias(encoder->lf_ref_frame_sign_bias[places[i]], reference, &vector, sign_biases);
    Add(alike, kInThis + i, vector);
  }
}

// The likest of them; of several, libvpx's sort leaves the first one first.
static int Likest(const Alike *alike) {
  int likest = 0;
  for (int i = 1; i < alike->count; ++i) {
    if (asked.sums[alike->which[i]] < asked.sums[alike->which[likest]]) likest = i;
  }
  return likest;
}

// How many of all neighbours come before one.
static int Rank(const Alike *alike, int which) {
  int rank = 0;
  for (int i = 0; i < alike->all; ++i) rank += asked.sums[i] < asked.sums[which] + (i < which);
  return rank;
}

void __wrap_vp8_mv_pred(VP8_COMP *encoder, MACROBLOCKD *to, const MODE_INFO *here, int_mv *vector, int reference,
                        int *sign_biases, int *range, int order[]) {
  Alike alike;
  FindAlike(encoder, to, here, reference, sign_biases, &alike);
  if (alike.count == 0) {  // it is the median of all
    __real_vp8_mv_pred(encoder, to, here, vector, reference, sign_biases, range, order);
    return;
  }
  // Whether the likest is one of the first three sets how far a search goes, but not that by hexagons.
  const int rank_counts = encoder->sf.search_method != HEX && alike.count < alike.all - 2;
  int likest = 0;
  *range = 3;
  if (alike.differ || rank_counts) {
    if (!asked.known) Compare(encoder, to);
    likest = Likest(&alike);
    if (rank_counts && Rank(&alike, alike.which[likest]) >= 3) *range = 2;
  }
  *vector = alike.vectors[likest];
  vp8_clamp_mv2(vector, to);
}
