#include "webm/ebml_buffer.h"

#include <bit>
#include <cstring>

#include "mkvmuxer/mkvmuxerutil.h"

namespace kinora {
namespace {

// libwebm has integer types of its own, which on some systems differ in name only from the standard's.
mkvmuxer::uint64 ForLibwebm(uint64_t value) { return value; }

}  // namespace

EbmlBuffer& EbmlBuffer::operator=(const EbmlBuffer& other) {
  if (this == &other) return *this;
  std::memcpy(bytes_.data(), other.bytes_.data(), other.size_);
  size_ = other.size_;
  overflowed_ = other.overflowed_;
  return *this;
}

// The return values of libwebm's functions repeat what Write below returned, which `overflowed_` remembers.

void EbmlBuffer::Unsigned(libwebm::MkvId id, uint64_t value) {
  mkvmuxer::WriteEbmlElement(this, id, ForLibwebm(value));
}

void EbmlBuffer::UnsignedOfEightBytes(libwebm::MkvId id, uint64_t value) {
  mkvmuxer::WriteEbmlElement(this, id, ForLibwebm(value), 8);
}

void EbmlBuffer::Double(libwebm::MkvId id, double value) {
  mkvmuxer::WriteID(this, id);
  Size(sizeof value);
  Raw(std::bit_cast<int64_t>(value), sizeof value);
}

void EbmlBuffer::Text(libwebm::MkvId id, const char* value) { mkvmuxer::WriteEbmlElement(this, id, value); }

void EbmlBuffer::Master(libwebm::MkvId id, const EbmlBuffer& children) {
  mkvmuxer::WriteEbmlMasterElement(this, id, ForLibwebm(children.size()));
  Append(children.bytes());
  overflowed_ = overflowed_ || children.overflowed();
}

void EbmlBuffer::MasterOfUnknownSize(libwebm::MkvId id) {
  mkvmuxer::WriteID(this, id);
  Raw(static_cast<int64_t>(mkvmuxer::kEbmlUnknownValue), 8);
}

void EbmlBuffer::Void(size_t size) { mkvmuxer::WriteVoidElement(this, ForLibwebm(size)); }

void EbmlBuffer::Raw(int64_t value, int size) { mkvmuxer::SerializeInt(this, value, size); }

void EbmlBuffer::Size(uint64_t value) { mkvmuxer::WriteUInt(this, ForLibwebm(value)); }

void EbmlBuffer::SizeOfEightBytes(uint64_t value) { mkvmuxer::WriteUIntSize(this, ForLibwebm(value), 8); }

void EbmlBuffer::Append(std::span<const uint8_t> bytes) {
  if (bytes.size() > kCapacity - size_) {
    overflowed_ = true;
    return;
  }
  if (!bytes.empty()) std::memcpy(bytes_.data() + size_, bytes.data(), bytes.size());
  size_ += bytes.size();
}

mkvmuxer::int32 EbmlBuffer::Write(const void* data, mkvmuxer::uint32 size) {
  Append({static_cast<const uint8_t*>(data), size});
  return overflowed_ ? -1 : 0;
}

}  // namespace kinora
