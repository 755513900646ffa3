// The tokens of VP9's quantized coefficients: vp9_tokenize_sb of vp9/encoder/vp9_tokenize.c.
//
// There each transform's block is a call through a pointer, which finds tables and contexts anew, and sets contexts by
// another call. Most blocks have no coefficient, and nothing but the token that says so.
#include "vpx_config.h"  // before libvpx's headers: it defines INLINE
//
#include <string.h>

#include "codec/wasm/plane_vp9.h"
#include "vp9/common/vp9_entropy.h"
#include "vp9/common/vp9_pred_common.h"
#include "vp9/common/vp9_scan.h"
#include "vp9/encoder/vp9_encoder.h"
#include "vp9/encoder/vp9_tokenize.h"

// What counts for all blocks of a plane.
typedef struct {
  const vpx_prob (*probabilities)[COEFF_CONTEXTS][UNCONSTRAINED_NODES];
  unsigned int (*counts)[COEFF_CONTEXTS][ENTROPY_TOKENS];
  unsigned int (*end_counts)[COEFF_CONTEXTS];  // how often the end of the block was possible
  const uint8_t *bands;
  int most;  // coefficients
} Plane;

KERNEL_INLINE void Add(TOKENEXTRA *to, const Plane *plane, int band, int context, TOKENVALUE token) {
  to->context_tree = plane->probabilities[band][context];
  to->token = token.token;
  to->extra = token.extra;
  ++plane->counts[band][context][token.token];
}

// Returns where the next token goes.
KERNEL_INLINE TOKENEXTRA *AddEnd(TOKENEXTRA *to, const Plane *plane, int band, int context) {
  ++plane->end_counts[band][context];
  Add(to, plane, band, context, (TOKENVALUE){EOB_TOKEN, 0});
  return to + 1;
}

static TOKENEXTRA *AddCoefficients(TOKENEXTRA *to, const Plane *plane, const ScanOrder *order,
                                   const tran_low_t *quantized, int end, int context) {
  uint8_t energies[32 * 32];
  int after_zero = 0;  // where the end of the block cannot be
  for (int i = 0; i < end; ++i) {
    const int place = order->scan[i];
    const int value = quantized[place];
    const int band = plane->bands[i];
    plane->end_counts[band][context] += !after_zero;
    TOKENVALUE token = {ZERO_TOKEN, 0};
    if (value) vp9_get_token_extra(value, &token.token, &token.extra);
    Add(to++, plane, band, context, token);
    energies[place] = vp9_pt_energy_class[token.token];
    context = get_coef_context(order->neighbors, energies, i + 1);
    after_zero = value == 0;
  }
  return end < plane->most ? AddEnd(to, plane, plane->bands[end], context) : to;
}

// A context of 4 pixels, where the picture ends after `inside` of them.
KERNEL_INLINE void SetContexts(ENTROPY_CONTEXT *contexts, int units, int inside, int has_any) {
  for (int i = 0; i < units; ++i) contexts[i] = (ENTROPY_CONTEXT)(has_any && i < inside);
}

// `transform` is a constant.
KERNEL_INLINE TOKENEXTRA *AddPlane(TOKENEXTRA *to, VP9_COMP *cpi, ThreadData *td, int index, BLOCK_SIZE size,
                                   TX_SIZE transform) {
  const MACROBLOCKD *xd = &td->mb.e_mbd;
  const struct macroblockd_plane *pd = &xd->plane[index];
  const struct macroblock_plane *p = &td->mb.plane[index];
  const PLANE_TYPE type = get_plane_type(index);
  const int is_inter = is_inter_block(xd->mi[0]);
  const Plane plane = {
      (const vpx_prob(*)[COEFF_CONTEXTS][UNCONSTRAINED_NODES])cpi->common.fc->coef_probs[transform][type][is_inter],
      td->rd_counts.coef_counts[transform][type][is_inter],
      td->counts->eob_branch[transform][type][is_inter],
      get_band_translate(transform),
      16 << (2 * transform),
  };
  const PlaneExtent extent = ExtentOf(xd, pd, size, transform);
  const int units = 1 << transform;  // of a transform, each way
  int block = 0;
  for (int row = 0; row < extent.high; row += units) {
    ENTROPY_CONTEXT *left = pd->left_context + row;
    for (int column = 0; column < extent.wide; column += units) {
      ENTROPY_CONTEXT *above = pd->above_context + column;
      const int context = get_entropy_context(transform, above, left);
      const int end = p->eobs[block];
      if (end == 0) {
        to = AddEnd(to, &plane, 0, context);
      } else {
        to = AddCoefficients(to, &plane, get_scan(xd, transform, type, block), BLOCK_OFFSET(p->qcoeff, block), end,
                             context);
      }
      SetContexts(above, units, extent.wide - column, end > 0);
      SetContexts(left, units, extent.high - row, end > 0);
      block += units * units;
    }
    block += extent.outside;
  }
  return to;
}

void __real_vp9_tokenize_sb(VP9_COMP *cpi, ThreadData *td, TOKENEXTRA **tokens, int dry_run, int seg_skip,
                            BLOCK_SIZE size);
void __wrap_vp9_tokenize_sb(VP9_COMP *cpi, ThreadData *td, TOKENEXTRA **tokens, int dry_run, int seg_skip,
                            BLOCK_SIZE size);

void __wrap_vp9_tokenize_sb(VP9_COMP *cpi, ThreadData *td, TOKENEXTRA **tokens, int dry_run, int seg_skip,
                            BLOCK_SIZE size) {
  const MACROBLOCKD *xd = &td->mb.e_mbd;
  const MODE_INFO *mi = xd->mi[0];
  if (dry_run || mi->skip) {
    __real_vp9_tokenize_sb(cpi, td, tokens, dry_run, seg_skip, size);
    return;
  }
  ++td->counts->skip[vp9_get_skip_context(xd)][0];
  TOKENEXTRA *to = *tokens;
  for (int plane = 0; plane < MAX_MB_PLANE; ++plane) {
    switch (plane ? get_uv_tx_size(mi, &xd->plane[plane]) : mi->tx_size) {
      case TX_4X4:
        to = AddPlane(to, cpi, td, plane, size, TX_4X4);
        break;
      case TX_8X8:
        to = AddPlane(to, cpi, td, plane, size, TX_8X8);
        break;
      case TX_16X16:
        to = AddPlane(to, cpi, td, plane, size, TX_16X16);
        break;
      default:
        to = AddPlane(to, cpi, td, plane, size, TX_32X32);
        break;
    }
  }
  *tokens = to;
}
