#include "webp/data_url.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "webp/base64.h"

namespace kinora {
namespace {

constexpr std::string_view kPrefix = "data:image/webp;base64,";

char Lower(char letter) { return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter; }

bool HasPrefix(std::string_view url) {
  return url.size() >= kPrefix.size() &&
         std::equal(kPrefix.begin(), kPrefix.end(), url.begin(), [](char a, char b) { return a == Lower(b); });
}

}  // namespace

Result<DecodedUrl> DecodeWebpUrl(std::string_view url) {
  if (!HasPrefix(url)) {
    return Fail(ErrorCode::kInvalidArgument, "url", 0,
                "Input must be formatted properly as a base64 encoded DataURI of type image/webp");
  }
  const std::string_view text = url.substr(kPrefix.size());
  Result<AlignedBuffer> buffer = AlignedBuffer::Allocate(Base64Capacity(text.size()), "image");
  if (!buffer) return std::unexpected(std::move(buffer).error());
  const std::optional<size_t> size = DecodeBase64(text, {buffer->data(), buffer->size()});
  if (!size) return Fail(ErrorCode::kInvalidArgument, "image", 0, "the base64 in its data URL is not valid");
  const std::span<const uint8_t> bytes(buffer->data(), *size);
  return DecodedUrl{.buffer = *std::move(buffer), .bytes = bytes};
}

}  // namespace kinora
