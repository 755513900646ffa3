// The vector that VP8's search starts from: vp8/encoder/rdopt.c, vp8_cal_sad and vp8_mv_pred.
//
// libvpx compares a macroblock with eight neighbours, three of this frame and five of the last, and takes the vector of
// the likest one that has the same reference frame. Where all that have it share one vector, as in what stands still
// and in what moves as a whole, the order makes no difference, and the eight sums of differences are not needed.
#include "vpx_config.h"  // before libvpx's headers: it defines INLINE
//
#include "vp8/common/findnearmv.h"
#include "vp8/encoder/onyx_int.h"
#include "vp8/encoder/rdopt.h"

void __real_vp8_cal_sad(VP8_COMP *encoder, MACROBLOCKD *to, MACROBLOCK *macroblock, int offset, int order[]);
void __wrap_vp8_cal_sad(VP8_COMP *encoder, MACROBLOCKD *to, MACROBLOCK *macroblock, int offset, int order[]);
void __real_vp8_mv_pred(VP8_COMP *encoder, MACROBLOCKD *to, const MODE_INFO *here, int_mv *vector, int reference,
                        int *sign_biases, int *range, int order[]);
void __wrap_vp8_mv_pred(VP8_COMP *encoder, MACROBLOCKD *to, const MODE_INFO *here, int_mv *vector, int reference,
                        int *sign_biases, int *range, int order[]);

// What vp8_cal_sad was last called with; the macroblock is null once it was done. vp8_mv_pred follows for each
// reference frame of the same macroblock.
static MACROBLOCK *waiting;
static int waiting_offset;

void __wrap_vp8_cal_sad(VP8_COMP *encoder, MACROBLOCKD *to, MACROBLOCK *macroblock, int offset, int order[]) {
  (void)encoder, (void)to, (void)order;
  waiting = macroblock;
  waiting_offset = offset;
}

// The neighbours with the same reference frame.
typedef struct {
  int count;
  int_mv vector;  // of the first
  int differs;    // whether another has another
} Alike;

static void Look(Alike *alike, int reference, int neighbours_reference, int_mv vector) {
  if (neighbours_reference != reference) return;
  if (alike->count++ == 0) {
    alike->vector = vector;
  } else if (vector.as_int != alike->vector.as_int) {
    alike->differs = 1;
  }
}

static int OrderCounts(const VP8_COMP *encoder, const MACROBLOCKD *to, const MODE_INFO *here, int reference,
                       const int *sign_biases) {
  const int stride = to->mode_info_stride;
  const MODE_INFO *const near[3] = {here - stride, here - 1, here - stride - 1};
  Alike alike = {0};
  int neighbours = 3;
  for (int i = 0; i < 3; ++i) Look(&alike, reference, near[i]->mbmi.ref_frame, near[i]->mbmi.mv);
  if (encoder->common.last_frame_type != KEY_FRAME) {
    // The last frame's have a border of one all around.
    const int at = (-to->mb_to_top_edge / 128 + 1) * (stride + 1) + (-to->mb_to_left_edge / 128 + 1);
    const int places[5] = {at, at - stride - 1, at - 1, at + 1, at + stride + 1};
    neighbours += 5;
    for (int i = 0; i < 5; ++i) {
      Look(&alike, reference, encoder->lf_ref_frame[places[i]], encoder->lfmv[places[i]]);
      // Its vector would be turned around.
      if (encoder->lf_ref_frame_sign_bias[places[i]] != sign_biases[reference]) alike.differs = 1;
    }
  }
  // Without any it is the median of all. Whether the likest is one of the first three sets how far a search goes, but
  // not that by hexagons.
  return alike.count > 0 && (alike.differs || (encoder->sf.search_method != HEX && alike.count < neighbours - 2));
}

void __wrap_vp8_mv_pred(VP8_COMP *encoder, MACROBLOCKD *to, const MODE_INFO *here, int_mv *vector, int reference,
                        int *sign_biases, int *range, int order[]) {
  if (waiting && OrderCounts(encoder, to, here, reference, sign_biases)) {
    __real_vp8_cal_sad(encoder, to, waiting, waiting_offset, order);
    waiting = NULL;
  }
  __real_vp8_mv_pred(encoder, to, here, vector, reference, sign_biases, range, order);
}
