// The vectors of a block's neighbours, from which its own is predicted: vp9/common/vp9_mvref_common.c.
//
// libvpx looks at eight neighbours for two different vectors into one picture, and, where there are not two, at the
// same eight for vectors into others. In a still picture nearly all blocks come to that second round, and find nothing:
// here the first one notes whether there is anything to find.
#include "vpx_config.h"  // before libvpx's headers: it defines INLINE
//
#include "codec/wasm/simd.h"
#include "vp9/common/vp9_mvref_common.h"

typedef struct {
  int_mv vectors[MAX_MV_REF_CANDIDATES];
  int count;
} Candidates;

// Adds a vector that is not there yet; whether the list is full then.
KERNEL_INLINE int Add(Candidates *list, int_mv vector) {
  if (list->count == 0) {
    list->vectors[list->count++] = vector;
  } else if (vector.as_int != list->vectors[0].as_int) {
    list->vectors[list->count++] = vector;
  }
  return list->count == MAX_MV_REF_CANDIDATES;
}

// A vector into a picture on the other side in time points the other way.
KERNEL_INLINE int_mv Turned(int_mv vector, int turn) {
  if (turn) {
    vector.as_mv.row = (int16_t)-vector.as_mv.row;
    vector.as_mv.col = (int16_t)-vector.as_mv.col;
  }
  return vector;
}

// Adds a block's vectors into other pictures than `reference`.
KERNEL_INLINE int AddOthers(Candidates *list, const MV_REFERENCE_FRAME references[2], const int_mv vectors[2],
                            MV_REFERENCE_FRAME reference, const int *sides) {
  if (references[0] > INTRA_FRAME && references[0] != reference &&
      Add(list, Turned(vectors[0], sides[references[0]] != sides[reference]))) {
    return 1;
  }
  return references[1] > INTRA_FRAME && references[1] != reference && vectors[1].as_int != vectors[0].as_int &&
         Add(list, Turned(vectors[1], sides[references[1]] != sides[reference]));
}

// Fills the list, and returns the sum of what the nearest two neighbours' modes count.
KERNEL_INLINE int Find(const VP9_COMMON *cm, const MACROBLOCKD *xd, BLOCK_SIZE size, MV_REFERENCE_FRAME reference,
                       int mi_row, int mi_col, Candidates *list) {
  const POSITION *places = mv_ref_blocks[size];
  const MODE_INFO *neighbours[MVREF_NEIGHBOURS];
  int found = 0;
  int others = 0;  // whether one of them has a vector into another picture
  int context = 0;
  for (int i = 0; i < MVREF_NEIGHBOURS; ++i) {
    if (!is_inside(&xd->tile, mi_col, mi_row, cm->mi_rows, &places[i])) continue;
    const MODE_INFO *neighbour = xd->mi[places[i].col + places[i].row * xd->mi_stride];
    const MV_REFERENCE_FRAME *references = neighbour->ref_frame;
    neighbours[found++] = neighbour;
    if (i < 2) context += mode_2_counter[neighbour->mode];
    others |= (references[0] > INTRA_FRAME && references[0] != reference) | (references[1] > INTRA_FRAME);
    if (references[0] == reference) {
      if (Add(list, neighbour->mv[0])) return context;
    } else if (references[1] == reference) {
      if (Add(list, neighbour->mv[1])) return context;
    }
  }
  const MV_REF *before = cm->use_prev_frame_mvs ? cm->prev_frame->mvs + mi_row * cm->mi_cols + mi_col : NULL;
  if (before && before->ref_frame[0] == reference) {
    if (Add(list, before->mv[0])) return context;
  } else if (before && before->ref_frame[1] == reference) {
    if (Add(list, before->mv[1])) return context;
  }
  for (int i = 0; others && i < found; ++i) {
    const MODE_INFO *neighbour = neighbours[i];
    // Without a first reference, a second one does not count.
    if (is_inter_block(neighbour) &&
        AddOthers(list, neighbour->ref_frame, neighbour->mv, reference, cm->ref_frame_sign_bias)) {
      return context;
    }
  }
  if (before) AddOthers(list, before->ref_frame, before->mv, reference, cm->ref_frame_sign_bias);
  return context;
}

// In every block of every picture but key frames: the nearest two different vectors into picture `reference`.
void __wrap_vp9_find_mv_refs(const VP9_COMMON *cm, const MACROBLOCKD *xd, MODE_INFO *mi, MV_REFERENCE_FRAME reference,
                             int_mv *list, int mi_row, int mi_col, uint8_t *mode_context) {
  Candidates candidates = {{{0}, {0}}, 0};
  mode_context[reference] =
      (uint8_t)counter_to_context[Find(cm, xd, mi->sb_type, reference, mi_row, mi_col, &candidates)];
  for (int i = 0; i < MAX_MV_REF_CANDIDATES; ++i) {
    list[i] = candidates.vectors[i];
    clamp_mv_ref(&list[i].as_mv, xd);
  }
}
