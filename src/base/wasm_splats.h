// Vectors of one constant that WebAssembly engines keep in a register.
//
// V8 (of Node 24 and Chromium; not yet that of Node 20) makes a v128.const anew at each use, by three instructions,
// also within a loop. A splat of a value that no compiler knows stands where it is written: before the loop. Hence the
// exclusive or with a zero from memory. Include, or have included by the command line, before anything that splats:
// the functions of <wasm_simd128.h> are replaced by macros of the same names, so that libraries' code has it, too.
#pragma once

#include <stdint.h>
#include <wasm_simd128.h>

#ifdef __cplusplus
extern "C" {
#endif
// Weak, so that compilers must expect another definition's value, and loads can still leave loops: it is constant.
extern const int32_t kinora_unknown_zero;
__attribute__((weak)) const int32_t kinora_unknown_zero = 0;
#ifdef __cplusplus
}
#endif

// Zeros and ones take engines no memory and one instruction: these stay what they are.
static inline __attribute__((always_inline)) int32_t kinora_held(int32_t value) {
  return __builtin_constant_p(value) && value != 0 && value != -1 ? value ^ kinora_unknown_zero : value;
}

static inline __attribute__((always_inline)) v128_t kinora_held_float(float value) {
  int32_t bits;
  __builtin_memcpy(&bits, &value, sizeof bits);
  return __builtin_constant_p(value) ? wasm_i32x4_splat(kinora_held(bits)) : wasm_f32x4_splat(value);
}

#define wasm_i8x16_splat(value) wasm_i8x16_splat((int8_t)kinora_held(value))
#define wasm_u8x16_splat(value) wasm_u8x16_splat((uint8_t)kinora_held(value))
#define wasm_i16x8_splat(value) wasm_i16x8_splat((int16_t)kinora_held(value))
#define wasm_u16x8_splat(value) wasm_u16x8_splat((uint16_t)kinora_held(value))
#define wasm_i32x4_splat(value) wasm_i32x4_splat(kinora_held((int32_t)(value)))
#define wasm_u32x4_splat(value) wasm_u32x4_splat((uint32_t)kinora_held((int32_t)(value)))
#define wasm_f32x4_splat(value) kinora_held_float(value)
