// Base64 as data URLs have it: the standard alphabet, white space skipped, padding at the end or none (WHATWG Infra,
// "forgiving-base64 decode"). web/src/whammy/base64.ts is the same in TypeScript.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace kinora {

// Bytes that so many characters can become at most.
constexpr size_t Base64Capacity(size_t characters) { return characters / 4 * 3 + 3; }

// Writes the bytes of `text` to `target`, which has room for Base64Capacity(text.size()). Returns how many they are, or
// nothing if `text` is not base64; `target` then holds some of it.
std::optional<size_t> DecodeBase64(std::string_view text, std::span<uint8_t> target);

}  // namespace kinora
