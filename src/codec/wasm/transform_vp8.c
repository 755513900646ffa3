// VP8's forward transforms: vp8/encoder/dct.c.
#include "codec/wasm/transform_vp8.h"

// `pitch` is in bytes, as in C.
void vp8_short_fdct4x4_wasm(short *input, short *output, int pitch) {
  const int stride = pitch / 2;
  v128_t rows[4] = {Load8(input), Load8(input + stride), Load8(input + 2 * stride), Load8(input + 3 * stride)};
  ForwardDct(rows);
  Store16(output, LowHalves(rows[0], rows[1]));
  Store16(output + 8, LowHalves(rows[2], rows[3]));
}

void vp8_short_fdct8x4_wasm(short *input, short *output, int pitch) {
  const int stride = pitch / 2;
  v128_t rows[4] = {Load16(input), Load16(input + stride), Load16(input + 2 * stride), Load16(input + 3 * stride)};
  ForwardDct(rows);
  Store16(output, LowHalves(rows[0], rows[1]));
  Store16(output + 8, LowHalves(rows[2], rows[3]));
  Store16(output + 16, HighHalves(rows[0], rows[1]));
  Store16(output + 24, HighHalves(rows[2], rows[3]));
}
