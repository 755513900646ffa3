// A block of VP9's encoder with two pictures, for tests of functions that search one of them for the block.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <vector>

#include "vpx_config.h"
// vpx_config.h first: it defines INLINE.
extern "C" {
#include "vp9/encoder/vp9_encoder.h"
}

namespace kinora::testing {

struct Vp9Search {
  std::unique_ptr<VP9_COMP, decltype(&std::free)> encoder{static_cast<VP9_COMP*>(std::calloc(1, sizeof(VP9_COMP))),
                                                          &std::free};
  std::unique_ptr<MACROBLOCK> block = std::make_unique<MACROBLOCK>();
  std::vector<uint8_t> source, reference;
  MODE_INFO mode{};
  MODE_INFO* modes[1] = {&mode};

  // Of pictures that are `size` pixels each way, a block that is `place` pixels from the left and from the top.
  Vp9Search(int size, int place)
      : source(static_cast<size_t>(size * size)), reference(static_cast<size_t>(size * size)) {
    const auto at = static_cast<size_t>(place * size + place);
    block->plane[0].src = {&source[at], size};
    block->e_mbd.plane[0].pre[0] = {&reference[at], size};
    block->e_mbd.mi = modes;
    mode.ref_frame[0] = LAST_FRAME;
  }
  Vp9Search(const Vp9Search&) = delete;
};

}  // namespace kinora::testing
