// The parts of WebmReader that look ahead: where elements end, and where they begin again after damage.
#include <algorithm>

#include "webm/element_ids.h"
#include "webm/reader.h"

namespace kinora {
namespace {

// Elements of the file's and the Segment's level: their IDs have four bytes, which do not occur by chance.
bool IsTopLevel(uint32_t id) {
  switch (id) {
    case libwebm::kMkvEBML:
    case libwebm::kMkvSegment:
    case libwebm::kMkvSeekHead:
    case libwebm::kMkvInfo:
    case libwebm::kMkvTracks:
    case libwebm::kMkvCluster:
    case libwebm::kMkvCues:
    case libwebm::kMkvTags:
    case libwebm::kMkvChapters:
    case kMkvAttachments:
      return true;
    default:
      return false;
  }
}

// The first bytes of what IsStart accepts.
bool MayStart(uint8_t byte) {
  switch (byte) {
    case 0x10:
    case 0x11:
    case 0x12:
    case 0x15:
    case 0x16:
    case 0x18:
    case 0x19:
    case 0x1A:
    case 0x1C:
    case 0x1F:
    case 0xA0:
    case 0xA3:
    case 0xE7:
      return true;
    default:
      return false;
  }
}

}  // namespace

Result<std::span<const uint8_t>> WebmReader::Peek(uint64_t position) {
  for (size_t i = 0; i < peeked_count_; ++i) {
    if (peeked_[i].position == position) return std::span<const uint8_t>(peeked_[i].bytes).first(peeked_[i].size);
  }
  const auto bytes = source_->Read(position, sizeof(Peeked::bytes));
  if (!bytes) return std::unexpected(bytes.error());
  // Overwriting the last is safe: no step looks at so many places.
  Peeked& peeked = peeked_[std::min(peeked_count_, peeked_.size() - 1)];
  peeked_count_ = std::min(peeked_count_ + 1, peeked_.size());
  peeked.position = position;
  peeked.size = static_cast<uint8_t>(bytes->size());
  std::copy(bytes->begin(), bytes->end(), peeked.bytes.begin());
  return std::span<const uint8_t>(peeked.bytes).first(peeked.size);
}

Result<std::optional<ElementHead>> WebmReader::PeekHead(uint64_t position) {
  const auto bytes = Peek(position);
  if (!bytes) return std::unexpected(bytes.error());
  return ParseElementHead(*bytes);
}

// Whether an element that ends at `position` is believable: something that can follow stands there. Cheap rather than
// sure; a wrong answer costs one element.
Result<bool> WebmReader::IsBoundary(uint64_t position) {
  const uint64_t size = source_->size();
  if (position >= size) return position == size;
  const auto bytes = Peek(position);
  if (!bytes) return std::unexpected(bytes.error());
  const auto head = ParseElementHead(*bytes);
  if (!head) return size - position < kMaxHeadSize;
  if (IsTopLevel(head->id)) return true;
  if (head->unknown_size) return false;
  const uint64_t left = size - position - head->head_size;
  switch (head->id) {
    case libwebm::kMkvTimecode:
    case libwebm::kMkvPrevSize:
    case kMkvPosition:
      return head->size <= 8;
    case kMkvCrc32:
      return head->size == 4;
    case libwebm::kMkvVoid:
    case kMkvSilentTracks:
      return head->size <= left;
    case libwebm::kMkvSimpleBlock:
    case kMkvEncryptedBlock: {
      const auto track = ParseVariableInt(bytes->subspan(head->head_size));
      // The last byte of an EBML header's ID looks like the first of a block of some far track.
      return head->size >= 4 &&
             (left < 8 || (track && track->value > 0 && (track->size == 1 || IsTrack(track->value))));
    }
    case libwebm::kMkvBlockGroup: {
      const auto child = ParseElementHead(bytes->subspan(head->head_size));
      return head->size >= 6 && (left < kMaxHeadSize || (child && child->size <= head->size));
    }
    default:
      return false;
  }
}

// Whether elements begin at `position`, in the midst of anything.
Result<bool> WebmReader::IsStart(uint64_t position) {
  const auto bytes = Peek(position);
  if (!bytes) return std::unexpected(bytes.error());
  const auto head = ParseElementHead(*bytes);
  if (!head) return false;
  const uint64_t data = position + head->head_size;
  if (head->id == libwebm::kMkvCluster || head->id == libwebm::kMkvSegment) return true;
  if (IsTopLevel(head->id)) {
    return head->unknown_size || head->size <= source_->size() - std::min(data, source_->size());
  }
  if (head->unknown_size) return false;
  if (head->id == libwebm::kMkvTimecode) {
    if (head->size == 0 || head->size > 8) return false;
    const auto next = PeekHead(data + head->size);
    if (!next) return std::unexpected(next.error());
    if (!*next || ((*next)->id != libwebm::kMkvSimpleBlock && (*next)->id != libwebm::kMkvBlockGroup)) return false;
    return IsBlockStart(data + head->size, **next);
  }
  if (head->id == libwebm::kMkvSimpleBlock || head->id == libwebm::kMkvBlockGroup) {
    return IsBlockStart(position, *head);
  }
  return false;
}

// A whole block of a track that there is, and after it another, or the end of the Cluster or the file.
Result<bool> WebmReader::IsBlockStart(uint64_t position, const ElementHead& first) {
  ElementHead head = first;
  for (int blocks = 0; blocks < 2; ++blocks) {
    const uint64_t data = position + head.head_size;
    if (head.unknown_size || data > source_->size() || head.size > source_->size() - data) return false;
    uint64_t block = data;
    if (head.id == libwebm::kMkvBlockGroup) {
      const auto child = PeekHead(data);
      if (!child) return std::unexpected(child.error());
      if (!*child || (*child)->unknown_size || (*child)->id != libwebm::kMkvBlock || (*child)->size > head.size) {
        return false;
      }
      block += (*child)->head_size;
    }
    const auto bytes = Peek(block);
    if (!bytes) return std::unexpected(bytes.error());
    const auto track = ParseVariableInt(*bytes);
    // Of a block's flags, four bits are reserved or about lacing, which is not used in WebM.
    if (!track || !IsTrack(track->value) || bytes->size() < track->size + 3 || head.size < track->size + 4 ||
        ((*bytes)[track->size + 2] & 0x76) != 0) {
      return false;
    }
    position = data + head.size;
    if (position == source_->size()) return true;
    const auto next = PeekHead(position);
    if (!next) return std::unexpected(next.error());
    if (!*next) return false;
    if (IsTopLevel((*next)->id)) return true;
    if ((*next)->id != libwebm::kMkvSimpleBlock && (*next)->id != libwebm::kMkvBlockGroup) return false;
    head = **next;
  }
  return true;
}

// The first position in [from, limit) at which IsStart; `limit` where there is none.
Result<uint64_t> WebmReader::FindStart(uint64_t from, uint64_t limit) {
  if (!start_.active || start_.from != from) start_ = {from, from, peeked_count_, true, false};
  if (start_.done) return std::min(start_.at, limit);
  while (start_.at < limit) {
    const auto bytes = source_->ReadSome(start_.at, limit - start_.at);
    if (!bytes) return std::unexpected(bytes.error());
    const auto candidate = std::find_if(bytes->begin(), bytes->end(), MayStart);
    start_.at += static_cast<uint64_t>(candidate - bytes->begin());
    if (candidate == bytes->end()) continue;
    const auto start = IsStart(start_.at);
    if (!start) return std::unexpected(start.error());
    peeked_count_ = start_.peeked;
    if (*start) {
      start_.done = true;
      return start_.at;
    }
    ++start_.at;
  }
  return std::min(start_.at, limit);
}

// Where the master element at `position` ends: where its size says, if something follows there, else where the first
// element stands that cannot be in it. None where neither is to be found.
Result<WebmReader::MaybePosition> WebmReader::FindEnd(uint64_t position, const ElementHead& head) {
  const uint64_t size = source_->size();
  const uint64_t data = position + head.head_size;
  if (!head.unknown_size && data <= size && head.size <= size - data) {
    const auto boundary = IsBoundary(data + head.size);
    if (!boundary) return std::unexpected(boundary.error());
    if (*boundary) return data + head.size;
  }
  // A walk from before the place where one has failed would most likely fail there too, and all of them together take a
  // time that grows with the square of the file.
  if (position < walked_) return MaybePosition();
  if (!end_.active || end_.from != position) end_ = {position, data, peeked_count_, true, false};
  // Once it is over it is not begun again: that would forget what the step has looked at since.
  while (!end_.done && end_.at < size) {
    const auto child = PeekHead(end_.at);
    if (!child) return std::unexpected(child.error());
    peeked_count_ = end_.peeked;
    const uint64_t child_data = end_.at + (*child ? (*child)->head_size : 0);
    if (*child && IsTopLevel((*child)->id)) {
      end_.done = true;
    } else if (!*child || (*child)->size > size - std::min(child_data, size)) {
      end_.done = end_.failed = true;
    } else {
      end_.at = child_data + (*child)->size;
    }
  }
  if (end_.failed) walked_ = end_.at;
  return end_.failed ? MaybePosition() : std::min(end_.at, size);
}

}  // namespace kinora
