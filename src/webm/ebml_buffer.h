// A few EBML elements in memory: what the writer hands to the sink in one piece.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

#include "common/webmids.h"
#include "mkvmuxer/mkvmuxer.h"

namespace kinora {

// libwebm serialises IDs, sizes and values into this block of fixed size, so writing an element allocates nothing and
// cannot fail half-way. Master elements are built from the inside out: first the children, then `Master` around them.
//
// Elements that do not fit are left out and `overflowed` says so; nothing the writer makes comes near the limit.
class EbmlBuffer final : public mkvmuxer::IMkvWriter {
 public:
  static constexpr size_t kCapacity = 512;  // bytes; the largest user is the file header with about 300

  EbmlBuffer() = default;
  ~EbmlBuffer() override = default;
  // libwebm's base class forbids copies but holds nothing.
  EbmlBuffer(const EbmlBuffer& other) : IMkvWriter() { *this = other; }
  EbmlBuffer& operator=(const EbmlBuffer& other);

  // An unsigned integer in as few bytes as it needs.
  void Unsigned(libwebm::MkvId id, uint64_t value);
  // An unsigned integer in eight bytes, so that it can be patched whatever its value becomes.
  void UnsignedOfEightBytes(libwebm::MkvId id, uint64_t value);
  // A float of eight bytes: milliseconds are exact for longer than anyone records.
  void Double(libwebm::MkvId id, double value);
  void Text(libwebm::MkvId id, const char* value);
  void Master(libwebm::MkvId id, const EbmlBuffer& children);
  // A master element's ID and a size of eight bytes, all ones: unknown for now, or for good in a live stream.
  void MasterOfUnknownSize(libwebm::MkvId id);
  // Filler of `size` bytes in all, 2 to 128.
  void Void(size_t size);
  // `value` in big-endian order, 1 to 8 bytes, without ID or size.
  void Raw(int64_t value, int size);
  // `value` as an EBML size: in as few bytes as it needs, or in eight.
  void Size(uint64_t value);
  void SizeOfEightBytes(uint64_t value);

  void Append(std::span<const uint8_t> bytes);

  std::span<const uint8_t> bytes() const { return {bytes_.data(), size_}; }
  size_t size() const { return size_; }
  bool overflowed() const { return overflowed_; }

 private:
  mkvmuxer::int32 Write(const void* data, mkvmuxer::uint32 size) override;
  mkvmuxer::int64 Position() const override { return static_cast<mkvmuxer::int64>(size_); }
  mkvmuxer::int32 Position(mkvmuxer::int64 /*position*/) override { return -1; }
  bool Seekable() const override { return false; }
  void ElementStartNotify(mkvmuxer::uint64 /*id*/, mkvmuxer::int64 /*position*/) override {}

  std::array<uint8_t, kCapacity> bytes_;  // the first `size_` are written
  size_t size_ = 0;
  bool overflowed_ = false;
};

}  // namespace kinora
