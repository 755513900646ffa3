// WebP files for the tests, put together chunk by chunk.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace kinora::testing {

using ByteVector = std::vector<uint8_t>;

inline void AddNumber(ByteVector& bytes, uint64_t value, int size) {
  for (int i = 0; i < size; ++i) bytes.push_back(static_cast<uint8_t>(value >> (8 * i)));
}

inline ByteVector Join(std::initializer_list<ByteVector> parts) {
  ByteVector bytes;
  for (const ByteVector& part : parts) bytes.insert(bytes.end(), part.begin(), part.end());
  return bytes;
}

// A chunk, with the byte that makes it even.
inline ByteVector Chunk(std::string_view id, const ByteVector& payload) {
  ByteVector bytes(id.begin(), id.end());
  AddNumber(bytes, payload.size(), 4);
  bytes.insert(bytes.end(), payload.begin(), payload.end());
  if (payload.size() % 2 == 1) bytes.push_back(0);
  return bytes;
}

inline ByteVector Riff(std::initializer_list<ByteVector> chunks) {
  return Chunk("RIFF", Join({{'W', 'E', 'B', 'P'}, Join(chunks)}));
}

inline ByteVector Extended(int width, int height) {
  ByteVector payload(4);
  AddNumber(payload, static_cast<uint64_t>(width - 1), 3);
  AddNumber(payload, static_cast<uint64_t>(height - 1), 3);
  return Chunk("VP8X", payload);
}

// The header of a VP8 key frame, and `size` bytes after it, all of which are its first partition.
inline ByteVector Vp8Frame(int width, int height, size_t size, uint8_t fill = 7) {
  ByteVector bytes;
  AddNumber(bytes, size << 5 | 16, 3);  // shown, version 0, a key frame
  AddNumber(bytes, 0x2A019D, 3);
  AddNumber(bytes, static_cast<uint64_t>(width), 2);
  AddNumber(bytes, static_cast<uint64_t>(height), 2);
  bytes.insert(bytes.end(), size, fill);
  return bytes;
}

inline std::string ToUrl(const ByteVector& file) {
  constexpr std::string_view kAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string url = "data:image/webp;base64,";
  for (size_t i = 0; i < file.size(); i += 3) {
    uint32_t group = 0;
    for (size_t j = i; j < i + 3; ++j) group = group << 8 | (j < file.size() ? file[j] : 0);
    for (size_t j = 0; j < 4; ++j) url += i + j <= file.size() ? kAlphabet[group >> (18 - 6 * j) & 63] : '=';
  }
  return url;
}

}  // namespace kinora::testing
