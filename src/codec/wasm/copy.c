// Copies and averages of blocks: vpx_dsp/vpx_convolve.c (vpx_convolve_copy, vpx_convolve_avg) and
// vp8/common/reconinter.c (vp8_copy_mem*). In C they call memcpy for a few bytes at a time.
#include "codec/wasm/simd.h"
#include "vpx_config.h"  // before libvpx's headers: it defines INLINE
#include "vpx_dsp/vpx_filter.h"

KERNEL_INLINE void CopyRows(const uint8_t *source, ptrdiff_t source_stride, uint8_t *target, ptrdiff_t target_stride,
                            int width, int height) {
  for (int y = 0; y < height; ++y) {
    if (width == 4) {
      wasm_v128_store32_lane(target, Load4(source), 0);
    } else if (width == 8) {
      Store8(target, Load8(source));
    } else {
#pragma clang loop unroll(full)
      for (int x = 0; x < width; x += 16) Store16(target + x, Load16(source + x));
    }
    source += source_stride;
    target += target_stride;
  }
}

void vpx_convolve_copy_wasm(const uint8_t *source, ptrdiff_t source_stride, uint8_t *target, ptrdiff_t target_stride,
                            const InterpKernel *filter, int x0_q4, int x_step_q4, int y0_q4, int y_step_q4, int width,
                            int height) {
  (void)filter, (void)x0_q4, (void)x_step_q4, (void)y0_q4, (void)y_step_q4;
  switch (width) {
    case 4:
      CopyRows(source, source_stride, target, target_stride, 4, height);
      break;
    case 8:
      CopyRows(source, source_stride, target, target_stride, 8, height);
      break;
    case 16:
      CopyRows(source, source_stride, target, target_stride, 16, height);
      break;
    case 32:
      CopyRows(source, source_stride, target, target_stride, 32, height);
      break;
    default:
      CopyRows(source, source_stride, target, target_stride, 64, height);
      break;
  }
}

void vpx_convolve_avg_wasm(const uint8_t *source, ptrdiff_t source_stride, uint8_t *target, ptrdiff_t target_stride,
                           const InterpKernel *filter, int x0_q4, int x_step_q4, int y0_q4, int y_step_q4, int width,
                           int height) {
  (void)filter, (void)x0_q4, (void)x_step_q4, (void)y0_q4, (void)y_step_q4;
  for (int y = 0; y < height; ++y) {
    if (width >= 16) {
      for (int x = 0; x < width; x += 16) Store16(target + x, wasm_u8x16_avgr(Load16(target + x), Load16(source + x)));
    } else if (width == 8) {
      Store8(target, wasm_u8x16_avgr(Load8(target), Load8(source)));
    } else {
      wasm_v128_store32_lane(target, wasm_u8x16_avgr(Load4(target), Load4(source)), 0);
    }
    source += source_stride;
    target += target_stride;
  }
}

void vp8_copy_mem16x16_wasm(unsigned char *source, int source_stride, unsigned char *target, int target_stride) {
  CopyRows(source, source_stride, target, target_stride, 16, 16);
}

void vp8_copy_mem8x8_wasm(unsigned char *source, int source_stride, unsigned char *target, int target_stride) {
  CopyRows(source, source_stride, target, target_stride, 8, 8);
}

void vp8_copy_mem8x4_wasm(unsigned char *source, int source_stride, unsigned char *target, int target_stride) {
  CopyRows(source, source_stride, target, target_stride, 8, 4);
}
