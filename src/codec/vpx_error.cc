#include "codec/vpx_error.h"

namespace kinora {

std::unexpected<Error> VpxFailure(const char* step, vpx_codec_err_t error, vpx_codec_ctx_t* context) {
  std::string message =
      std::string(step) + ": libvpx failed with error " + std::to_string(error) + ", " + vpx_codec_err_to_string(error);
  if (const char* detail = context ? vpx_codec_error_detail(context) : nullptr) {
    message += std::string(" (") + detail + ")";
  }
  const ErrorCode code = error == VPX_CODEC_MEM_ERROR ? ErrorCode::kOutOfMemory : ErrorCode::kEncoderFailed;
  return Fail(code, step, error, std::move(message));
}

}  // namespace kinora
