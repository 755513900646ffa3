#include "rgb_to_i420_plain.h"

static uint8_t luma(const uint8_t* pixel) {
  return (uint8_t)((66 * pixel[0] + 129 * pixel[1] + 25 * pixel[2] + 128 + (16 << 8)) >> 8);
}

void rgb_to_i420_plain(const uint8_t* source, ptrdiff_t source_stride, int width, int height, uint8_t* y,
                       ptrdiff_t stride_y, uint8_t* u, ptrdiff_t stride_u, uint8_t* v, ptrdiff_t stride_v) {
  for (int row = 0; row < height; row += 2) {
    const uint8_t* top = source + row * source_stride;
    const uint8_t* bottom = top + source_stride;
    uint8_t* y_top = y + row * stride_y;
    uint8_t* y_bottom = y_top + stride_y;
    uint8_t* u_row = u + row / 2 * stride_u;
    uint8_t* v_row = v + row / 2 * stride_v;
    for (int column = 0; column < width; column += 2) {
      const uint8_t* a = top + 4 * column;
      const uint8_t* b = bottom + 4 * column;
      y_top[column] = luma(a);
      y_top[column + 1] = luma(a + 4);
      y_bottom[column] = luma(b);
      y_bottom[column + 1] = luma(b + 4);
      const int red = a[0] + a[4] + b[0] + b[4];
      const int green = a[1] + a[5] + b[1] + b[5];
      const int blue = a[2] + a[6] + b[2] + b[6];
      u_row[column / 2] = (uint8_t)((-38 * red - 74 * green + 112 * blue + 512 + (128 << 10)) >> 10);
      v_row[column / 2] = (uint8_t)((112 * red - 94 * green - 18 * blue + 512 + (128 << 10)) >> 10);
    }
  }
}
