// Pictures inside of a filter's text.
#pragma once

#include <string>
#include <string_view>

#include "base/aligned_buffer.h"
#include "base/result.h"

namespace kinora {

struct Image {
  int width = 0;
  int height = 0;
  AlignedBuffer pixels;  // RGBA, not premultiplied, 4 * width bytes a row, from the top
};

// Reads WIDTHxHEIGHT:BASE64, with a width and a height of 1 to kMaxDimension and the base64 (RFC 4648, section 4; the
// padding may be left out) of 4 * width * height bytes.
//
// Fails with kInvalidArgument for `field`, whose value is the number that is wrong or the place in `text` from 1; or
// with kOutOfMemory.
Result<Image> DecodeImage(std::string_view text, const std::string& field);

}  // namespace kinora
