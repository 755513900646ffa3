// Each kernel of src/codec/wasm/ that stands for one C function of libvpx, against that function compiled without SIMD:
// nanoseconds a call. tools/bench/kernels/run makes kernel_names.inc, a line KERNEL(name) for each, from the kernels'
// archive, so none is left out. They are called by their signature; one with a new signature needs a Call() here.
#include <algorithm>
#include <array>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <vector>

#include "vpx_config.h"
// vpx_config.h first: it defines INLINE.
extern "C" {
#include "vp8/common/loopfilter.h"
#include "vp8/encoder/block.h"
#include "vp8_rtcd.h"
#include "vpx_dsp_rtcd.h"

// As in vp9_rtcd.h, whose enumerations do not go with VP8's.
int64_t vp9_block_error_c(const tran_low_t* coeff, const tran_low_t* dqcoeff, intptr_t block_size, int64_t* ssz);
int64_t vp9_block_error_fp_c(const tran_low_t* coeff, const tran_low_t* dqcoeff, int block_size);
void vp9_quantize_fp_c(const tran_low_t* coeff, intptr_t count, const struct macroblock_plane* plane,
                       tran_low_t* qcoeff, tran_low_t* dqcoeff, const int16_t* dequant, uint16_t* eob,
                       const struct ScanOrder* order);
// libvpx_bench_vp9.c
const struct macroblock_plane* BenchPlane(int16_t* round, int16_t* quant);
const struct ScanOrder* BenchOrder();
}

#define KERNEL(name) extern "C" decltype(name##_c) name##_wasm;
#include "kernel_names.inc"
#undef KERNEL

namespace {

constexpr int kStride = 128;
constexpr int kHalfPixel = 4;  // in eighths

// What the kernels work on, with margins around the pixels.
struct Arena {
  alignas(16) uint8_t source_memory[kStride * 96];
  alignas(16) uint8_t reference_memory[kStride * 96];
  alignas(16) uint8_t target_memory[kStride * 96];
  alignas(16) int16_t words[1024];
  alignas(16) int16_t results[64 * 64];
  alignas(16) int16_t factors[16];
  alignas(16) InterpKernel filters[16];
  alignas(16) uint8_t limits[4][16];
  char ends[25];
  uint32_t sums[4];
  loop_filter_info filter_limits;
  MACROBLOCK macroblock;

  uint8_t* source() { return source_memory + 8 * kStride + 32; }
  uint8_t* reference() { return reference_memory + 8 * kStride + 32; }
  uint8_t* target() { return target_memory + 8 * kStride + 32; }

  Arena();
};

Arena arena;

Arena::Arena() {
  uint32_t state = 1;
  const auto draw = [&state] {
    state = state * 1664525 + 1013904223;
    return state >> 24;
  };
  for (uint8_t* plane : {source_memory, reference_memory, target_memory}) {
    for (size_t i = 0; i < sizeof(source_memory); ++i) plane[i] = static_cast<uint8_t>(100 + draw() % 16);
  }
  for (int16_t& word : words) word = static_cast<int16_t>(draw() % 32) - 16;
  for (int16_t& factor : factors) factor = 24;
  for (InterpKernel& filter : filters) {
    constexpr InterpKernel kHalf = {-1, 6, -19, 78, 78, -19, 6, -1};
    std::copy(kHalf, kHalf + 8, filter);
  }
  constexpr uint8_t kLimits[4] = {40, 30, 12, 1};
  for (int i = 0; i < 4; ++i) std::memset(limits[i], kLimits[i], 16);
  filter_limits = {limits[0], limits[1], limits[2], limits[3]};
  std::memset(ends, 8, sizeof(ends));
  for (int i = 0; i < 25; ++i) {
    BLOCK& block = macroblock.block[i];
    BLOCKD& to = macroblock.e_mbd.block[i];
    block.coeff = words + 16 * i;
    block.quant = block.quant_fast = block.quant_shift = block.zbin = block.round = block.zrun_zbin_boost = factors;
    to.qcoeff = macroblock.e_mbd.qcoeff + 16 * i;
    to.dqcoeff = macroblock.e_mbd.dqcoeff + 16 * i;
    to.dequant = factors;
    to.eob = macroblock.e_mbd.eobs + i;
  }
}

// SAD, squared error.
void Call(unsigned int (*function)(const uint8_t*, int, const uint8_t*, int)) {
  arena.sums[0] += function(arena.source(), kStride, arena.reference(), kStride);
}
void Call(void (*function)(const uint8_t*, int, const uint8_t* const[4], int, uint32_t[4])) {
  const uint8_t* const references[4] = {arena.reference(), arena.reference() + 1, arena.reference() + kStride,
                                        arena.target()};
  function(arena.source(), kStride, references, kStride, arena.sums);
}
// Variance, and between pixels.
void Call(unsigned int (*function)(const uint8_t*, int, const uint8_t*, int, unsigned int*)) {
  arena.sums[1] += function(arena.source(), kStride, arena.reference(), kStride, arena.sums);
}
void Call(uint32_t (*function)(const uint8_t*, int, int, int, const uint8_t*, int, uint32_t*)) {
  arena.sums[1] += function(arena.source(), kStride, kHalfPixel, kHalfPixel, arena.reference(), kStride, arena.sums);
}
// VP9's interpolation and copies, blocks of 16x16.
void Call(void (*function)(const uint8_t*, ptrdiff_t, uint8_t*, ptrdiff_t, const InterpKernel*, int, int, int, int, int,
                           int)) {
  function(arena.source(), kStride, arena.target(), kStride, arena.filters, 8, 16, 8, 16, 16, 16);
}
void Call(void (*function)(int, int, int16_t*, ptrdiff_t, const uint8_t*, ptrdiff_t, const uint8_t*, ptrdiff_t)) {
  function(16, 16, arena.results, 16, arena.source(), kStride, arena.reference(), kStride);
}
// Prediction from neighbours, and between pixels with VP8.
void Call(void (*function)(uint8_t*, ptrdiff_t, const uint8_t*, const uint8_t*)) {
  function(arena.target(), kStride, arena.source(), arena.reference());
}
void Call(void (*function)(unsigned char*, int, unsigned char*, int)) {
  function(arena.source(), kStride, arena.target(), kStride);
}
void Call(void (*function)(unsigned char*, int, int, int, unsigned char*, int)) {
  function(arena.source(), kStride, kHalfPixel, kHalfPixel, arena.target(), kStride);
}
// Transforms.
void Call(void (*function)(short*, short*, int)) { function(arena.words, arena.results, 32); }
void Call(void (*function)(short*, short*)) { function(arena.words, arena.results); }
void Call(void (*function)(short*, unsigned char*, int, unsigned char*, int)) {
  function(arena.words, arena.source(), kStride, arena.target(), kStride);
}
void Call(void (*function)(short, unsigned char*, int, unsigned char*, int)) {
  function(40, arena.source(), kStride, arena.target(), kStride);
}
void Call(void (*function)(short*, short*, unsigned char*, int)) {
  function(arena.results, arena.factors, arena.target(), kStride);
}
void Call(void (*function)(short*, short*, unsigned char*, int, char*)) {
  function(arena.results, arena.factors, arena.target(), kStride, arena.ends);
}
void Call(void (*function)(short*, short*, unsigned char*, unsigned char*, int, char*)) {
  function(arena.results, arena.factors, arena.target(), arena.target() + 16, kStride, arena.ends);
}
// Quantizers.
void Call(void (*function)(block*, blockd*)) { function(&arena.macroblock.block[0], &arena.macroblock.e_mbd.block[0]); }
void Call(void (*function)(blockd*, short*)) { function(&arena.macroblock.e_mbd.block[0], arena.factors); }
// Errors.
void Call(int (*function)(short*, short*)) {
  arena.sums[2] += static_cast<uint32_t>(function(arena.words, arena.results));
}
void Call(int (*function)(macroblock*, int)) { arena.sums[2] += static_cast<uint32_t>(function(&arena.macroblock, 1)); }
void Call(int (*function)(macroblock*)) { arena.sums[2] += static_cast<uint32_t>(function(&arena.macroblock)); }
void Call(int64_t (*function)(const tran_low_t*, const tran_low_t*, intptr_t, int64_t*)) {
  int64_t energy;
  arena.sums[2] += static_cast<uint32_t>(function(arena.words, arena.results, 256, &energy) + energy);
}
void Call(int64_t (*function)(const tran_low_t*, const tran_low_t*, int)) {
  arena.sums[2] += static_cast<uint32_t>(function(arena.words, arena.results, 256));
}
void Call(void (*function)(const tran_low_t*, intptr_t, const macroblock_plane*, tran_low_t*, tran_low_t*,
                           const int16_t*, uint16_t*, const ScanOrder*)) {
  uint16_t eob;
  function(arena.words, 64, BenchPlane(arena.factors, arena.factors), arena.results, arena.results + 64, arena.factors,
           &eob, BenchOrder());
}
void Call(int16_t (*function)(const uint8_t*, int)) {
  arena.sums[3] += static_cast<uint32_t>(function(arena.source(), 64));
}
// VP8's loop filters: a macroblock's edges in all planes.
void Call(void (*function)(unsigned char*, unsigned char*, unsigned char*, int, int, loop_filter_info*)) {
  function(arena.target(), arena.target() + 24, arena.target() + 40, kStride, kStride, &arena.filter_limits);
}

// VP9's: an edge of sixteen pixels.
void Call(void (*function)(uint8_t*, int, const uint8_t*, const uint8_t*, const uint8_t*)) {
  function(arena.target(), kStride, arena.limits[0], arena.limits[2], arena.limits[3]);
}
void Call(void (*function)(uint8_t*, int, const uint8_t*, const uint8_t*, const uint8_t*, const uint8_t*,
                           const uint8_t*, const uint8_t*)) {
  function(arena.target(), kStride, arena.limits[0], arena.limits[2], arena.limits[3], arena.limits[0], arena.limits[2],
           arena.limits[3]);
}

struct Pair {
  const char* name;
  void (*plain)();
  void (*ours)();
};

const Pair kPairs[] = {
#define KERNEL(name) {#name, [] { Call(name##_c); }, [] { Call(name##_wasm); }},
#include "kernel_names.inc"
#undef KERNEL
};

// Nanoseconds a call over `calls` calls.
double Time(void (*function)(), int calls) {
  using Clock = std::chrono::steady_clock;
  const Clock::time_point start = Clock::now();
  for (int i = 0; i < calls; ++i) function();
  return std::chrono::duration<double, std::nano>(Clock::now() - start).count() / calls;
}

double Median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

}  // namespace

int main() {
  constexpr int kRounds = 9;
  constexpr double kTurn = 5e5;  // nanoseconds
  std::printf("| kernel | ours, ns | C, ns | C / ours |\n|---|---:|---:|---:|\n");
  for (const Pair& pair : kPairs) {
    Time(pair.ours, 2000);  // the engine's compiler does its work
    const int calls = 1 + static_cast<int>(kTurn / Time(pair.plain, 1000));
    std::vector<double> plain, ours;
    for (int round = 0; round < kRounds; ++round) {
      plain.push_back(Time(pair.plain, calls));
      ours.push_back(Time(pair.ours, calls));
    }
    std::printf("| %s | %.0f | %.0f | %.1f |\n", pair.name, Median(ours), Median(plain), Median(plain) / Median(ours));
  }
}
