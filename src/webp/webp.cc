#include "webp/webp.h"

#include <cstddef>
#include <optional>
#include <string>
#include <utility>

#include "webp/little_endian.h"
#include "webp/vp8_header.h"

namespace kinora {
namespace {

using Bytes = std::span<const uint8_t>;

constexpr size_t kFileHeaderSize = 12;  // "RIFF", size, "WEBP"
constexpr size_t kChunkHeaderSize = 8;  // ID, size
constexpr size_t kExtendedSize = 10;    // of a VP8X chunk's payload

constexpr uint32_t FourCc(const char (&name)[5]) {
  uint32_t value = 0;
  for (size_t i = 0; i < 4; ++i) value |= static_cast<uint32_t>(static_cast<uint8_t>(name[i])) << (8 * i);
  return value;
}

std::unexpected<Error> Refuse(double value, std::string message) {
  return Fail(ErrorCode::kInvalidArgument, "image", value, std::move(message));
}

// The payloads that matter, each of the first chunk of its kind.
struct Chunks {
  std::optional<Bytes> vp8;
  std::optional<Bytes> lossless;
  std::optional<Bytes> extended;
  std::optional<Bytes> alpha;
  std::optional<Bytes> animation;

  void Add(uint32_t id, Bytes payload) {
    std::optional<Bytes>* place = id == FourCc("VP8 ")   ? &vp8
                                  : id == FourCc("VP8L") ? &lossless
                                  : id == FourCc("VP8X") ? &extended
                                  : id == FourCc("ALPH") ? &alpha
                                  : id == FourCc("ANMF") ? &animation
                                                         : nullptr;
    if (place && !*place) *place = payload;
  }
};

Result<Chunks> Walk(Bytes file) {
  if (file.size() < kFileHeaderSize || LittleEndian(file, 0, 4) != FourCc("RIFF") ||
      LittleEndian(file, 8, 4) != FourCc("WEBP")) {
    return Refuse(static_cast<double>(file.size()), "it is not a WebP file");
  }
  const uint32_t riff = LittleEndian(file, 4, 4);
  if (riff < kFileHeaderSize - 8 || riff > file.size() - 8) {
    return Refuse(riff, "the RIFF header says " + std::to_string(riff) + " bytes follow, there are " +
                            std::to_string(file.size() - 8));
  }
  const size_t end = size_t{8} + riff;
  Chunks chunks;
  size_t at = kFileHeaderSize;
  while (at < end) {
    if (end - at < kChunkHeaderSize) {
      return Refuse(static_cast<double>(at), "the file ends inside a chunk's header, at byte " + std::to_string(at));
    }
    const size_t left = end - at - kChunkHeaderSize;
    const uint32_t size = LittleEndian(file, at + 4, 4);
    if (size > left) {
      return Refuse(size, "the chunk at byte " + std::to_string(at) + " says " + std::to_string(size) + " bytes, " +
                              std::to_string(left) + " are left");
    }
    chunks.Add(LittleEndian(file, at, 4), file.subspan(at + kChunkHeaderSize, size));
    at += kChunkHeaderSize + size + size % 2;  // chunks begin at even places
  }
  return chunks;
}

}  // namespace

Result<LossyWebp> ParseWebp(Bytes file) {
  const Result<Chunks> chunks = Walk(file);
  if (!chunks) return std::unexpected(chunks.error());
  if (chunks->animation) return Refuse(0, "it is an animation, and a frame is one picture");
  if (!chunks->vp8) {
    if (!chunks->lossless) return Refuse(0, "the WebP has no VP8 or VP8L chunk");
    return Fail(ErrorCode::kNotSupported, "image", 0, "lossless WebP has to be decoded");
  }
  const Result<Vp8Header> header = ParseVp8Header(*chunks->vp8);
  if (!header) return std::unexpected(header.error());

  LossyWebp webp = {.width = header->width, .height = header->height, .vp8 = *chunks->vp8, .alpha = {}};
  if (!chunks->extended) return webp;
  const Bytes extended = *chunks->extended;
  if (extended.size() < kExtendedSize) {
    return Refuse(static_cast<double>(extended.size()),
                  "the VP8X chunk must have 10 bytes, got " + std::to_string(extended.size()));
  }
  const auto width = static_cast<int>(LittleEndian(extended, 4, 3)) + 1;
  const auto height = static_cast<int>(LittleEndian(extended, 7, 3)) + 1;
  if (width != header->width || height != header->height) {
    return Refuse(width, "the VP8X chunk says " + std::to_string(width) + "x" + std::to_string(height) +
                             " pixels, the VP8 frame has " + std::to_string(header->width) + "x" +
                             std::to_string(header->height));
  }
  if (!chunks->alpha) return webp;
  if (chunks->alpha->empty()) return Refuse(0, "the ALPH chunk is empty");
  webp.alpha = *chunks->alpha;
  return webp;
}

}  // namespace kinora
