// Which of libvpx's encoders this build holds.
#pragma once

#include "codec/packet.h"
#include "vpx/vpx_codec.h"

namespace kinora {

// Null where the build does not hold the codec. The macros KINORA_VP8 and KINORA_VP9, each 0 or 1, choose: an encoder
// that is not named here is not linked, which keeps the VP8 module small.
vpx_codec_iface_t* VpxInterface(Codec codec);

}  // namespace kinora
