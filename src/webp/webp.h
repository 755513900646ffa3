// What is inside a WebP file (RFC 9649). web/src/whammy/webp.ts is the same in TypeScript.
#pragma once

#include <cstdint>
#include <span>

#include "base/result.h"

namespace kinora {

// A lossy WebP file, as views into it.
struct LossyWebp {
  int width = 0;                   // pixels
  int height = 0;                  // pixels
  std::span<const uint8_t> vp8;    // the frame as it goes into a WebM file, untouched
  std::span<const uint8_t> alpha;  // the payload of the ALPH chunk; empty for an opaque picture
};

// Walks the chunks of `file`: plain VP8, or VP8X with whatever stands beside the frame (ICCP, EXIF, XMP, unknown ones).
// kNotSupported for a lossless file (VP8L), whose pixels would have to be decoded; kInvalidArgument naming "image" or
// "vp8" for one that is not as it should be, with a text that continues "Frame 3: ". Bytes after the RIFF are ignored.
Result<LossyWebp> ParseWebp(std::span<const uint8_t> file);

}  // namespace kinora
