#include "webp/base64.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "catch_amalgamated.hpp"

namespace kinora {
namespace {

// The text's bytes as a string; nothing where it is refused.
std::optional<std::string> Decode(std::string_view text) {
  std::vector<uint8_t> target(Base64Capacity(text.size()));
  const std::optional<size_t> size = DecodeBase64(text, target);
  if (!size) return std::nullopt;
  REQUIRE(*size <= target.size());
  return std::string(target.begin(), target.begin() + static_cast<ptrdiff_t>(*size));
}

}  // namespace

TEST_CASE("Base64: the examples of RFC 4648, with and without padding", "[webp]") {
  CHECK(Decode("") == "");
  CHECK(Decode("Zg==") == "f");
  CHECK(Decode("Zg") == "f");
  CHECK(Decode("Zm8=") == "fo");
  CHECK(Decode("Zm8") == "fo");
  CHECK(Decode("Zm9v") == "foo");
  CHECK(Decode("Zm9vYg==") == "foob");
  CHECK(Decode("Zm9vYmE=") == "fooba");
  CHECK(Decode("Zm9vYmFy") == "foobar");
}

TEST_CASE("Base64: white space is skipped, also in the padding", "[webp]") {
  CHECK(Decode(" Zm\t9v\r\nYg =\f= ") == "foob");
  CHECK(Decode("   ") == "");
}

TEST_CASE("Base64: what forgiving-base64 refuses", "[webp]") {
  const std::string_view text =
      GENERATE("Z", "Zm9vY", "Zm9v=", "Zg=", "Zm8==", "Zm9vYg===", "=", "==", "====", "Zg==Zg==", "Zm9-", "Zm9_",
               "Zm9\v", "Zm9\xC3", "Zm9v!", "%3D", "Z===");
  CAPTURE(text);
  CHECK_FALSE(Decode(text));
}

TEST_CASE("Base64: every byte goes there and back", "[webp]") {
  constexpr std::string_view kAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string bytes;
  std::string text;
  for (int i = 0; i < 256 * 3; i += 3) {
    const uint32_t group = static_cast<uint32_t>(i % 256) << 16 | static_cast<uint32_t>((i * 7) % 256) << 8 |
                           static_cast<uint32_t>((i * 13 + 5) % 256);
    for (int shift = 16; shift >= 0; shift -= 8) bytes += static_cast<char>(group >> shift & 255);
    for (int shift = 18; shift >= 0; shift -= 6) text += kAlphabet[group >> shift & 63];
  }
  CHECK(Decode(text) == bytes);
}

}  // namespace kinora
