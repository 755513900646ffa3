// The choice of chroma's prediction against libvpx's.
#include <random>

#include "catch_amalgamated.hpp"
#include "kernels/wasm/block.h"
#include "vpx_config.h"
// vpx_config.h first: it defines INLINE.
extern "C" {
#include "vp8/encoder/block.h"
void kinora_pick_intra_mbuv_mode(MACROBLOCK* macroblock);
void pick_intra_mbuv_mode_c(MACROBLOCK* macroblock);
}

namespace kinora {
namespace {

using testing::Block;

struct Chroma {
  Block<uint8_t> u{8, 8, testing::kLayouts[1]};
  Block<uint8_t> v{8, 8, testing::kLayouts[1]};
};

Chroma Draw(testing::Content content, std::mt19937& random) {
  Chroma planes;
  testing::Fill(planes.u, content, random);
  testing::Fill(planes.v, content, random);
  return planes;
}

template <typename Pick>
int Choose(Pick pick, Chroma& source, Chroma& around, bool up, bool left) {
  MACROBLOCK macroblock = {};
  MODE_INFO mode = {};
  mode.mbmi.uv_mode = 99;
  macroblock.src.u_buffer = source.u.data();
  macroblock.src.v_buffer = source.v.data();
  macroblock.src.uv_stride = source.u.stride();
  for (int i = 16; i < 24; ++i) {
    BLOCK& block = macroblock.block[i];
    block.base_src = i < 20 ? &macroblock.src.u_buffer : &macroblock.src.v_buffer;
    block.src = (i - 16) % 4 / 2 * 4 * source.u.stride() + i % 2 * 4;
    block.src_stride = source.u.stride();
  }
  MACROBLOCKD& to = macroblock.e_mbd;
  to.mode_info_context = &mode;
  to.dst.u_buffer = around.u.data();
  to.dst.v_buffer = around.v.data();
  to.dst.uv_stride = around.u.stride();
  to.up_available = up;
  to.left_available = left;
  pick(&macroblock);
  return mode.mbmi.uv_mode;
}

TEST_CASE("The chroma mode of an intra macroblock is the one that libvpx chooses", "[kernels]") {
  std::mt19937 random(1);
  int chosen[4] = {};
  for (const testing::Content content : testing::kContents) {
    for (const testing::Content other : testing::kContents) {
      for (int round = 0; round < 32; ++round) {
        Chroma around = Draw(content, random);
        Chroma source = Draw(other, random);
        // Like its surroundings in one direction, with some noise.
        if (round & 4) {
          const int amount = round & 8 ? 3 : 40;
          source.u.Fill([&](int row, int column) {
            return around.u.data()[round & 16 ? -around.u.stride() + column % 8 : row % 8 * around.u.stride() - 1] +
                   static_cast<int>(random() % static_cast<unsigned>(amount));
          });
        }
        const bool up = round & 1;
        const bool left = round & 2;
        INFO(Name(other) << " in " << Name(content) << ", round " << round);
        const int mode = Choose(kinora_pick_intra_mbuv_mode, source, around, up, left);
        CHECK(mode == Choose(pick_intra_mbuv_mode_c, source, around, up, left));
        REQUIRE(mode < 4);
        ++chosen[mode];
      }
    }
  }
  for (const int times : chosen) CHECK(times > 0);
}

}  // namespace
}  // namespace kinora
