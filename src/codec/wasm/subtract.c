// The residual of a block: vpx_dsp/subtract.c.
#include "codec/wasm/simd.h"

void vpx_subtract_block_wasm(int rows, int columns, int16_t *difference, ptrdiff_t difference_stride,
                             const uint8_t *source, ptrdiff_t source_stride, const uint8_t *prediction,
                             ptrdiff_t prediction_stride) {
  for (int y = 0; y < rows; ++y) {
    if (columns >= 16) {
      for (int x = 0; x < columns; x += 16) {
        const v128_t s = Load16(source + x);
        const v128_t p = Load16(prediction + x);
        Store16(difference + x, wasm_i16x8_sub(WidenLow(s), WidenLow(p)));
        Store16(difference + x + 8, wasm_i16x8_sub(WidenHigh(s), WidenHigh(p)));
      }
    } else if (columns == 8) {
      Store16(difference, wasm_i16x8_sub(wasm_u16x8_load8x8(source), wasm_u16x8_load8x8(prediction)));
    } else {
      Store8(difference, wasm_i16x8_sub(WidenLow(Load4(source)), WidenLow(Load4(prediction))));
    }
    difference += difference_stride;
    source += source_stride;
    prediction += prediction_stride;
  }
}
