// By how much the source has changed since the last frame, 64x64 pixels at a time: avg_source_sad of
// vp9/encoder/vp9_encodeframe.c, and vp9_scene_detection_onepass of vp9/encoder/vp9_ratectrl.c, which looks at half of
// the same blocks for the whole frame before.
//
// libvpx computes the absolute differences twice, and the variance for what the plain differences tell, which come with
// the absolute ones here.
#include "vpx_config.h"  // before libvpx's headers: it defines INLINE
//
#include <string.h>

#include "codec/wasm/simd.h"
#include "vp9/encoder/vp9_encoder.h"
#include "vp9/encoder/vp9_ratectrl.h"

unsigned int vpx_variance64x64_wasm(const uint8_t *source, int source_stride, const uint8_t *reference,
                                    int reference_stride, unsigned int *sse);

enum { kSide = 64 };

typedef struct {
  uint32_t absolute;
  int32_t sum;
} Change;

static Change Compare(const uint8_t *source, int source_stride, const uint8_t *last, int last_stride) {
  const v128_t zero = wasm_i16x8_splat(0);
  v128_t more = zero, less = zero;  // sums of what the source is more and less, in 32-bit lanes
  for (int x = 0; x < kSide; x += 32) {
    v128_t more16 = zero, less16 = zero;  // 64 rows of four differences stay below 2^16
    const uint8_t *s = source + x;
    const uint8_t *l = last + x;
#pragma clang loop unroll(disable)
    for (int y = 0; y < kSide; ++y) {
      for (int half = 0; half < 32; half += 16) {
        const v128_t a = Load16(s + half);
        const v128_t b = Load16(l + half);
        more16 = wasm_i16x8_add(more16, wasm_u16x8_extadd_pairwise_u8x16(wasm_u8x16_sub_sat(a, b)));
        less16 = wasm_i16x8_add(less16, wasm_u16x8_extadd_pairwise_u8x16(wasm_u8x16_sub_sat(b, a)));
      }
      s += source_stride;
      l += last_stride;
    }
    more = wasm_i32x4_add(more, wasm_u32x4_extadd_pairwise_u16x8(more16));
    less = wasm_i32x4_add(less, wasm_u32x4_extadd_pairwise_u16x8(less16));
  }
  return (Change){Sum32(wasm_i32x4_add(more, less)), (int32_t)Sum32(wasm_i32x4_sub(more, less))};
}

// --- What the scene detection has compared, for the blocks of the same frame ---

enum { kRemembered = 2048 };

typedef struct {
  const uint8_t *source;
  const uint8_t *last;
  Change change;
} Remembered;

static Remembered remembered[kRemembered];
static const VP9_COMP *remembered_encoder;
static unsigned int remembered_frame;

static Remembered *Place(const uint8_t *source) { return &remembered[(uintptr_t)source / kSide % kRemembered]; }

static unsigned int CompareAndRemember(const uint8_t *source, int source_stride, const uint8_t *last, int last_stride) {
  const Change change = Compare(source, source_stride, last, last_stride);
  *Place(source) = (Remembered){source, last, change};
  return change.absolute;
}

void __real_vp9_scene_detection_onepass(VP9_COMP *cpi);
void __wrap_vp9_scene_detection_onepass(VP9_COMP *cpi);

void __wrap_vp9_scene_detection_onepass(VP9_COMP *cpi) {
  memset(remembered, 0, sizeof(remembered));
  remembered_encoder = cpi;
  remembered_frame = cpi->common.current_video_frame;
  const vpx_sad_fn_t compare = cpi->fn_ptr[BLOCK_64X64].sdf;
  cpi->fn_ptr[BLOCK_64X64].sdf = CompareAndRemember;
  __real_vp9_scene_detection_onepass(cpi);
  cpi->fn_ptr[BLOCK_64X64].sdf = compare;
}

static Change ChangeOf(const VP9_COMP *cpi, const uint8_t *source, int source_stride, const uint8_t *last,
                       int last_stride) {
  Remembered *known = Place(source);
  if (known->source == source && known->last == last && remembered_encoder == cpi &&
      remembered_frame == cpi->common.current_video_frame) {
    known->source = NULL;  // the next frame may be in the same place
    return known->change;
  }
  return Compare(source, source_stride, last, last_stride);
}

// --- The state of a block ---

uint64_t kinora_vp9_source_sad(VP9_COMP *cpi, MACROBLOCK *x, int shift, int block);

// In place of each call of libvpx's function (tools/build/libvpx_replaced.h). `shift` leads to the block's pixels.
uint64_t kinora_vp9_source_sad(VP9_COMP *cpi, MACROBLOCK *x, int shift, int block) {
  enum { kLowSad = 10000, kLowSadForGolden = 12000, kLowMean = 25, kHighMean = 10000, kMostFrames = 255 };
  const uint8_t *source = cpi->Source->y_buffer + shift;
  const uint8_t *last = cpi->Last_Source->y_buffer + shift;
  const int source_stride = cpi->Source->y_stride;
  const int last_stride = cpi->Last_Source->y_stride;
  const Change change = ChangeOf(cpi, source, source_stride, last, last_stride);
  const uint32_t mean_squared = (uint32_t)((int64_t)change.sum * change.sum / (kSide * kSide));
  const int is_low = mean_squared < kLowMean;
  if (change.absolute < kLowSad) {
    x->content_state_sb = is_low ? kLowSadLowSumdiff : kLowSadHighSumdiff;
  } else {
    x->content_state_sb = is_low ? kHighSadLowSumdiff : kHighSadHighSumdiff;
  }
  // The light has changed, and little else.
  int is_lighting = 0;
  if (cpi->oxcf.content != VP9E_CONTENT_SCREEN && cpi->oxcf.rc_mode == VPX_CBR && mean_squared > kHighMean) {
    unsigned int sse;
    is_lighting = vpx_variance64x64_wasm(source, source_stride, last, last_stride, &sse) < sse >> 3;
  }
  if (is_lighting) {
    x->content_state_sb = kLowVarHighSumdiff;
  } else if (change.absolute > 2 * kLowSad) {
    x->content_state_sb = kVeryHighSad;
  }
  if (cpi->content_state_sb_fd) {
    uint8_t *frames = &cpi->content_state_sb_fd[block];
    if (change.absolute >= kLowSadForGolden) {
      *frames = 0;
    } else if (*frames < kMostFrames) {
      ++*frames;
    }
  }
  if (change.absolute == 0) x->zero_temp_sad_source = 1;
  return change.absolute;
}
