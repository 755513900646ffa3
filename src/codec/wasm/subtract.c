// The residual of a block: vpx_dsp/subtract.c.
#include "codec/wasm/simd.h"

// `columns` is 4, 8, 16, 32 or 64, and a constant.
KERNEL_INLINE void SubtractRows(int rows, int columns, int16_t *difference, ptrdiff_t difference_stride,
                                const uint8_t *source, ptrdiff_t source_stride, const uint8_t *prediction,
                                ptrdiff_t prediction_stride) {
  for (int y = 0; y < rows; ++y) {
    if (columns == 4) {
      Store8(difference, wasm_i16x8_sub(WidenLow(Load4(source)), WidenLow(Load4(prediction))));
    } else if (columns == 8) {
      Store16(difference, wasm_i16x8_sub(wasm_u16x8_load8x8(source), wasm_u16x8_load8x8(prediction)));
    } else {
      for (int x = 0; x < columns; x += 16) {
        const v128_t s = Load16(source + x);
        const v128_t p = Load16(prediction + x);
        Store16(difference + x, wasm_i16x8_sub(WidenLow(s), WidenLow(p)));
        Store16(difference + x + 8, wasm_i16x8_sub(WidenHigh(s), WidenHigh(p)));
      }
    }
    difference += difference_stride;
    source += source_stride;
    prediction += prediction_stride;
  }
}

void vpx_subtract_block_wasm(int rows, int columns, int16_t *difference, ptrdiff_t difference_stride,
                             const uint8_t *source, ptrdiff_t source_stride, const uint8_t *prediction,
                             ptrdiff_t prediction_stride) {
#define SUBTRACT(constant_columns)                                                                       \
  SubtractRows(rows, constant_columns, difference, difference_stride, source, source_stride, prediction, \
               prediction_stride)
  switch (columns) {
    case 4:
      SUBTRACT(4);
      break;
    case 8:
      SUBTRACT(8);
      break;
    case 16:
      SUBTRACT(16);
      break;
    case 32:
      SUBTRACT(32);
      break;
    default:
      SUBTRACT(64);
      break;
  }
#undef SUBTRACT
}
