// VP9's eight-tap interpolation at whole-pixel steps: vpx_dsp/vpx_convolve.c.
//
// Taps are 16-bit and add up to 128. Products of the outer six taps stay within 16 bits together; the two centre taps
// are added last with saturation, which then agrees with C's 32-bit sum: what saturates is clipped to a byte anyway.
#include "codec/wasm/simd.h"
#include "vpx_config.h"  // before libvpx's headers: it defines INLINE
#include "vpx_dsp/vpx_filter.h"

enum { kMaxBlock = 64, kTaps = 8, kFirstTap = 3 };

// (the sum of products + 64) >> 7 in 16-bit lanes; `x[k]` meets tap k.
KERNEL_INLINE v128_t EightTaps(const v128_t x[kTaps], const v128_t taps[kTaps]) {
#define PRODUCT(k) wasm_i16x8_mul(x[k], taps[k])
  v128_t sum = wasm_i16x8_add(wasm_i16x8_add(PRODUCT(0), PRODUCT(1)), wasm_i16x8_add(PRODUCT(2), PRODUCT(5)));
  sum = wasm_i16x8_add(sum, wasm_i16x8_add(PRODUCT(6), PRODUCT(7)));
  sum = wasm_i16x8_add_sat(sum, PRODUCT(3));
  sum = wasm_i16x8_add_sat(sum, PRODUCT(4));
#undef PRODUCT
  return wasm_i16x8_shr(wasm_i16x8_add_sat(sum, wasm_i16x8_splat(64)), 7);
}

// Eight results; `s` points at tap 0 and taps are `step` bytes apart.
KERNEL_INLINE v128_t EightTaps8(const uint8_t *s, ptrdiff_t step, const v128_t taps[kTaps]) {
  v128_t x[kTaps];
  for (int k = 0; k < kTaps; ++k) x[k] = wasm_u16x8_load8x8(s + k * step);
  return EightTaps(x, taps);
}

// Sixteen pixels are split into those at even and those at odd places, which costs a mask and a shift; widening the
// halves would cost two shuffles, and across twice as many loads.
KERNEL_INLINE v128_t EvenPixels(v128_t pixels) { return wasm_v128_and(pixels, wasm_i16x8_splat(0xFF)); }
KERNEL_INLINE v128_t OddPixels(v128_t pixels) { return wasm_u16x8_shr(pixels, 8); }

// Sixteen results as bytes.
KERNEL_INLINE v128_t EightTaps16(const uint8_t *s, ptrdiff_t step, const v128_t taps[kTaps], int across) {
  v128_t even, odd;  // results
  if (across) {
    // x[k] holds the pixels at k, k + 2, k + 4...: tap k of the even results, tap k - 1 of the odd ones.
    v128_t x[kTaps + 2];
    for (int k = 0; k <= kTaps; k += 2) {
      x[k] = EvenPixels(Load16(s + k));
      x[k + 1] = OddPixels(Load16(s + k));
    }
    even = EightTaps(x, taps);
    odd = EightTaps(x + 1, taps);
  } else {
    v128_t x[kTaps], y[kTaps];
    for (int k = 0; k < kTaps; ++k) {
      x[k] = EvenPixels(Load16(s + k * step));
      y[k] = OddPixels(Load16(s + k * step));
    }
    even = EightTaps(x, taps);
    odd = EightTaps(y, taps);
  }
  return InterleaveLow8(wasm_u8x16_narrow_i16x8(even, even), wasm_u8x16_narrow_i16x8(odd, odd));
}

// The same where only the centre taps are not zero, as in the bilinear filters.
KERNEL_INLINE v128_t TwoTaps(const uint8_t *s, ptrdiff_t step, const v128_t taps[kTaps]) {
  s += kFirstTap * step;
  const v128_t sum = wasm_i16x8_add(wasm_i16x8_mul(wasm_u16x8_load8x8(s), taps[3]),
                                    wasm_i16x8_mul(wasm_u16x8_load8x8(s + step), taps[4]));
  return wasm_u16x8_shr(wasm_i16x8_add(sum, wasm_i16x8_splat(64)), 7);
}

KERNEL_INLINE v128_t Filter8(const uint8_t *s, ptrdiff_t step, const v128_t taps[kTaps], int two_taps) {
  return two_taps ? TwoTaps(s, step, taps) : EightTaps8(s, step, taps);
}

KERNEL_INLINE v128_t Filter16(const uint8_t *s, ptrdiff_t step, const v128_t taps[kTaps], int two_taps, int across) {
  if (!two_taps) return EightTaps16(s, step, taps, across);
  return wasm_u8x16_narrow_i16x8(TwoTaps(s, step, taps), TwoTaps(s + 8, step, taps));
}

// `two_taps`, `across` and `average` are constants.
KERNEL_INLINE void ConvolveRows(const uint8_t *source, ptrdiff_t source_stride, uint8_t *target,
                                ptrdiff_t target_stride, const v128_t taps[kTaps], int two_taps, ptrdiff_t step,
                                int across, int width, int height, int average) {
  for (int y = 0; y < height; ++y) {
    if (width >= 16) {
      for (int x = 0; x < width; x += 16) {
        v128_t pixels = Filter16(source + x, step, taps, two_taps, across);
        if (average) pixels = wasm_u8x16_avgr(pixels, Load16(target + x));
        Store16(target + x, pixels);
      }
    } else {
      const v128_t sums = Filter8(source, step, taps, two_taps);
      v128_t pixels = wasm_u8x16_narrow_i16x8(sums, sums);
      if (width == 8) {
        if (average) pixels = wasm_u8x16_avgr(pixels, Load8(target));
        Store8(target, pixels);
      } else {
        if (average) pixels = wasm_u8x16_avgr(pixels, Load4(target));
        wasm_v128_store32_lane(target, pixels, 0);
      }
    }
    source += source_stride;
    target += target_stride;
  }
}

// Filters a block across (`across`, a constant) or down. `average` rounds the mean with what the target holds.
KERNEL_INLINE void Convolve(const uint8_t *source, ptrdiff_t source_stride, uint8_t *target, ptrdiff_t target_stride,
                            const int16_t *filter, int across, int width, int height, int average) {
  v128_t taps[kTaps];
  for (int k = 0; k < kTaps; ++k) taps[k] = wasm_i16x8_splat(filter[k]);
  const ptrdiff_t step = across ? 1 : source_stride;
  source -= kFirstTap * step;
  if (filter[0] | filter[1] | filter[2] | filter[5] | filter[6] | filter[7]) {
    ConvolveRows(source, source_stride, target, target_stride, taps, 0, step, across, width, height, average);
  } else {
    ConvolveRows(source, source_stride, target, target_stride, taps, 1, step, across, width, height, average);
  }
}

// Across into a block of seven more rows, then down.
KERNEL_INLINE void ConvolveBoth(const uint8_t *source, ptrdiff_t source_stride, uint8_t *target,
                                ptrdiff_t target_stride, const int16_t *filter_x, const int16_t *filter_y, int width,
                                int height, int average) {
  _Alignas(16) uint8_t rows[kMaxBlock * (kMaxBlock + kTaps)];
  Convolve(source - kFirstTap * source_stride, source_stride, rows, kMaxBlock, filter_x, 1, width, height + kTaps - 1,
           0);
  Convolve(rows + kFirstTap * kMaxBlock, kMaxBlock, target, target_stride, filter_y, 0, width, height, average);
}

#define CONVOLVE_FUNCTION(name, body)                                                                               \
  void vpx_##name##_wasm(const uint8_t *source, ptrdiff_t source_stride, uint8_t *target, ptrdiff_t target_stride,  \
                         const InterpKernel *filter, int x0_q4, int x_step_q4, int y0_q4, int y_step_q4, int width, \
                         int height) {                                                                              \
    (void)x0_q4, (void)x_step_q4, (void)y0_q4, (void)y_step_q4;                                                     \
    body;                                                                                                           \
  }

CONVOLVE_FUNCTION(convolve8_horiz,
                  Convolve(source, source_stride, target, target_stride, filter[x0_q4], 1, width, height, 0))
CONVOLVE_FUNCTION(convolve8_avg_horiz,
                  Convolve(source, source_stride, target, target_stride, filter[x0_q4], 1, width, height, 1))
CONVOLVE_FUNCTION(convolve8_vert,
                  Convolve(source, source_stride, target, target_stride, filter[y0_q4], 0, width, height, 0))
CONVOLVE_FUNCTION(convolve8_avg_vert,
                  Convolve(source, source_stride, target, target_stride, filter[y0_q4], 0, width, height, 1))
CONVOLVE_FUNCTION(convolve8, ConvolveBoth(source, source_stride, target, target_stride, filter[x0_q4], filter[y0_q4],
                                          width, height, 0))
CONVOLVE_FUNCTION(convolve8_avg, ConvolveBoth(source, source_stride, target, target_stride, filter[x0_q4],
                                              filter[y0_q4], width, height, 1))
