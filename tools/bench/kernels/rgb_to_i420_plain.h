// The yardstick of rgb_to_i420_bench: the conversion as one writes it in plain C.
#pragma once

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

// BT.601 limited range, RGBA to I420, even sizes. Strides in bytes.
void rgb_to_i420_plain(const uint8_t* source, ptrdiff_t source_stride, int width, int height, uint8_t* y,
                       ptrdiff_t stride_y, uint8_t* u, ptrdiff_t stride_u, uint8_t* v, ptrdiff_t stride_v);

#ifdef __cplusplus
}
#endif
