// The header of a VP8 key frame (RFC 6386, section 9.1).
#pragma once

#include <cstdint>
#include <span>

#include "base/result.h"

namespace kinora {

struct Vp8Header {
  int width = 0;   // pixels, 1 to 16383
  int height = 0;  // pixels, 1 to 16383
};

// Reads it, and checks all that can be checked without decoding: a key frame that is shown, of a version there is,
// whose first partition is there in whole. Else kInvalidArgument naming "vp8".
Result<Vp8Header> ParseVp8Header(std::span<const uint8_t> frame);

}  // namespace kinora
