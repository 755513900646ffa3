// What VP9's kernels take that only its own headers know, which do not go with VP8's.
#include "vpx_config.h"  // before libvpx's headers: it defines INLINE
//
#include "vp9/common/vp9_scan.h"
#include "vp9/encoder/vp9_block.h"

const struct macroblock_plane *BenchPlane(int16_t *round, int16_t *quant);
const ScanOrder *BenchOrder(void);

const struct macroblock_plane *BenchPlane(int16_t *round, int16_t *quant) {
  static struct macroblock_plane plane;
  plane.round_fp = round;
  plane.quant_fp = quant;
  return &plane;
}

const ScanOrder *BenchOrder(void) { return &vp9_default_scan_orders[TX_8X8]; }
