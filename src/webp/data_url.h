// Data URLs of WebP pictures, as canvas.toDataURL writes them.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "base/aligned_buffer.h"
#include "base/result.h"

namespace kinora {

struct DecodedUrl {
  AlignedBuffer buffer;            // owns the bytes
  std::span<const uint8_t> bytes;  // the file
};

// `url` begins with "data:image/webp;base64,", in any case of letters (else kInvalidArgument naming "url", with
// whammy's text), and goes on in base64 (else kInvalidArgument naming "image"). May fail with kOutOfMemory.
Result<DecodedUrl> DecodeWebpUrl(std::string_view url);

}  // namespace kinora
