// The tokens of VP9's coefficients against libvpx's.
#include <array>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <random>
#include <vector>

#include "catch_amalgamated.hpp"
#include "kernels/wasm/vp9_block.h"
extern "C" {
#include "vp9/common/vp9_scan.h"
#include "vp9/encoder/vp9_tokenize.h"
}

extern "C" decltype(vp9_tokenize_sb) __wrap_vp9_tokenize_sb;
extern "C" decltype(vp9_tokenize_sb) __real_vp9_tokenize_sb;

namespace kinora {
namespace {

using testing::Vp9Block;
using testing::Vp9Factors;

template <typename T>
using Zeroed = std::unique_ptr<T, decltype(&std::free)>;

template <typename T>
Zeroed<T> MakeZeroed() {
  return {static_cast<T*>(std::calloc(1, sizeof(T))), &std::free};
}

// What a function leaves behind.
struct Result {
  Zeroed<ThreadData> thread = MakeZeroed<ThreadData>();
  Zeroed<FRAME_COUNTS> counts = MakeZeroed<FRAME_COUNTS>();
  std::vector<TOKENEXTRA> tokens;
  alignas(8) std::array<std::array<ENTROPY_CONTEXT, 16>, MAX_MB_PLANE> above, left;
};

void Run(decltype(vp9_tokenize_sb)* function, VP9_COMP* encoder, const Vp9Block& block, BLOCK_SIZE size,
         Result& result) {
  ThreadData* thread = result.thread.get();
  thread->mb = block.macroblock;
  thread->counts = result.counts.get();
  for (size_t i = 0; i < MAX_MB_PLANE; ++i) {
    thread->mb.e_mbd.plane[i].above_context = result.above[i].data();
    thread->mb.e_mbd.plane[i].left_context = result.left[i].data();
  }
  result.tokens.assign(3 * Vp9Block::kPixels, TOKENEXTRA{});
  TOKENEXTRA* end = result.tokens.data();
  function(encoder, thread, &end, 0, 0, size);
  result.tokens.resize(static_cast<size_t>(end - result.tokens.data()));
}

bool AreEqual(const TOKENEXTRA& a, const TOKENEXTRA& b) {
  const bool has_extra = a.token != ZERO_TOKEN && a.token != EOB_TOKEN;
  return a.context_tree == b.context_tree && a.token == b.token && (!has_extra || a.extra == b.extra);
}

// Coefficients of one transform: most blocks are empty, others sparse or full, with values of all categories.
void Fill(Vp9Block& block, size_t plane, size_t at, TX_SIZE transform, const ScanOrder& order, std::mt19937& random) {
  const unsigned most = 16u << (2 * transform);
  const unsigned kind = random() % 8;
  const unsigned end = kind < 4 ? 0 : kind < 6 ? 1 + random() % 6 : kind < 7 ? 1 + random() % most : most;
  block.ends[plane][at] = static_cast<uint16_t>(end);
  for (unsigned i = 0; i < end; ++i) {
    const int range = random() % 4 ? 3 : random() % 8 ? 60 : 8000;
    const int value = static_cast<int>(random() % static_cast<unsigned>(2 * range + 1)) - range;
    const bool is_zero = i + 1 < end && random() % 3;
    block.quantized[plane][16 * at + static_cast<size_t>(order.scan[i])] = static_cast<tran_low_t>(is_zero ? 0
                                                                                                   : value ? value
                                                                                                           : 1);
  }
}

TEST_CASE("The tokens of a block of VP9 are libvpx's", "[kernels]") {
  std::mt19937 random(1);
  const auto block = std::make_unique<Vp9Block>();
  Vp9Factors factors(100);
  const auto encoder = MakeZeroed<VP9_COMP>();
  const auto context = MakeZeroed<FRAME_CONTEXT>();
  encoder->common.fc = context.get();
  Result ours, model;
  constexpr BLOCK_SIZE kSizes[] = {BLOCK_8X8, BLOCK_16X8, BLOCK_16X16, BLOCK_32X16, BLOCK_32X32, BLOCK_64X64};
  size_t total = 0;
  for (int round = 0; round < 600; ++round) {
    const BLOCK_SIZE size = kSizes[random() % std::size(kSizes)];
    const auto transform = static_cast<TX_SIZE>(random() % (max_txsize_lookup[size] + 1u));
    block->Reset(factors, size, transform);
    MODE_INFO& mode = block->mode;
    mode.ref_frame[0] = round % 3 ? LAST_FRAME : INTRA_FRAME;
    mode.mode = round % 3 ? NEARESTMV : static_cast<PREDICTION_MODE>(random() % 10);
    if (round % 4 == 0 && size > BLOCK_8X8) block->PlaceAtEdge();
    for (size_t plane = 0; plane < MAX_MB_PLANE; ++plane) {
      const TX_SIZE size_of = plane ? block->ChromaTransform() : transform;
      const PLANE_TYPE type = plane ? PLANE_TYPE_UV : PLANE_TYPE_Y;
      for (size_t at = 0; at < block->ends[plane].size(); at += size_t{1} << (2 * size_of)) {
        Fill(*block, plane, at, size_of, *get_scan(&block->macroblock.e_mbd, size_of, type, 0), random);
      }
      for (size_t i = 0; i < 16; ++i) {
        ours.above[plane][i] = model.above[plane][i] = static_cast<ENTROPY_CONTEXT>(random() % 2);
        ours.left[plane][i] = model.left[plane][i] = static_cast<ENTROPY_CONTEXT>(random() % 2);
      }
    }
    INFO("round " << round << ", size " << int{size} << ", transform " << int{transform});
    Run(__wrap_vp9_tokenize_sb, encoder.get(), *block, size, ours);
    Run(__real_vp9_tokenize_sb, encoder.get(), *block, size, model);
    REQUIRE(ours.tokens.size() == model.tokens.size());
    bool equal = true;
    for (size_t i = 0; i < ours.tokens.size(); ++i) equal &= AreEqual(ours.tokens[i], model.tokens[i]);
    CHECK(equal);
    CHECK((ours.above == model.above && ours.left == model.left));
    CHECK(std::memcmp(ours.counts.get(), model.counts.get(), sizeof(FRAME_COUNTS)) == 0);
    CHECK(std::memcmp(&ours.thread->rd_counts, &model.thread->rd_counts, sizeof(RD_COUNTS)) == 0);
    total += ours.tokens.size();
  }
  CHECK(total > 100000);
}

}  // namespace
}  // namespace kinora
