// libvpx's error codes as ours.
#pragma once

#include "base/result.h"
#include "vpx/vpx_codec.h"

namespace kinora {

// The error of `step` (the libvpx call or setting that failed) on `context`, which holds the details; null where there
// is no context. VPX_CODEC_MEM_ERROR is kOutOfMemory, anything else kEncoderFailed; the value is libvpx's number.
std::unexpected<Error> VpxFailure(const char* step, vpx_codec_err_t error, vpx_codec_ctx_t* context);

}  // namespace kinora
