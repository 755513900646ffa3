#include "codec/vpx_interface.h"

#include "vpx/vp8cx.h"

#if !defined(KINORA_VP8) || !defined(KINORA_VP9)
#error "Define KINORA_VP8 and KINORA_VP9 as 0 or 1."
#endif

namespace kinora {

vpx_codec_iface_t* VpxInterface(Codec codec) {
  switch (codec) {
    case Codec::kVp8:
#if KINORA_VP8
      return vpx_codec_vp8_cx();
#else
      return nullptr;
#endif
    case Codec::kVp9:
#if KINORA_VP9
      return vpx_codec_vp9_cx();
#else
      return nullptr;
#endif
  }
  return nullptr;
}

}  // namespace kinora
