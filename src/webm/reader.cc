#include "webm/reader.h"

#include <algorithm>

#include "webm/element_ids.h"
#include "webm/elements.h"

namespace kinora {

void WebmReader::Seek(uint64_t position) {
  position_ = position;
  segment_end_.reset();
  cluster_end_.reset();
  timestamp_.reset();
  peeked_count_ = 0;
  start_.active = end_.active = false;
  walked_ = 0;
}

void WebmReader::SetTracks(std::span<const uint64_t> numbers) {
  track_count_ = std::min(numbers.size(), kMaxTracks);
  std::copy_n(numbers.begin(), track_count_, tracks_.begin());
}

bool WebmReader::IsTrack(uint64_t number) const {
  if (track_count_ == 0) return number >= 1 && number <= 8;
  return std::find(tracks_.begin(), tracks_.begin() + track_count_, number) != tracks_.begin() + track_count_;
}

Result<WebmItem> WebmReader::Next() {
  for (;;) {
    Result<MaybeItem> item = Step();
    if (!item) return std::unexpected(std::move(item).error());
    peeked_count_ = 0;
    start_.active = end_.active = false;
    if (*item) return **item;
  }
}

Result<WebmReader::MaybeItem> WebmReader::Step() {
  if (position_ >= source_->size()) {
    EndCluster(source_->size());
    EndSegment(source_->size());
    return WebmItem{.part = WebmPart::kEnd, .position = position_, .data = position_, .end = position_};
  }
  const auto head = PeekHead(position_);
  if (!head) return std::unexpected(head.error());
  if (!*head) {
    if (source_->size() - position_ < kMaxHeadSize) return Truncated();
    return SkipDamage(position_ + 1, source_->size());
  }
  switch ((*head)->id) {
    case libwebm::kMkvEBML:
      return StepMaster(**head, WebmPart::kEbml);
    case libwebm::kMkvInfo:
      return StepMaster(**head, WebmPart::kInfo);
    case libwebm::kMkvTracks:
      return StepMaster(**head, WebmPart::kTracks);
    case libwebm::kMkvSeekHead:
    case libwebm::kMkvCues:
    case libwebm::kMkvTags:
    case libwebm::kMkvChapters:
    case kMkvAttachments:
      return StepMaster(**head, WebmPart::kOther);
    case libwebm::kMkvSegment: {
      EndCluster(position_);
      EndSegment(position_);
      WebmItem item{.part = WebmPart::kSegment, .id = (*head)->id, .position = position_};
      item.data = item.end = position_ + (*head)->head_size;
      segment_ = position_;
      segment_end_ = (*head)->unknown_size ? 0 : item.data + (*head)->size;
      position_ = item.end;
      return item;
    }
    case libwebm::kMkvCluster:
      return StepCluster(**head);
    case libwebm::kMkvSimpleBlock:
    case libwebm::kMkvBlockGroup:
      return StepBlock(**head);
    case libwebm::kMkvTimecode:
      // One that does not follow its Cluster's head is all that is left of a Cluster.
      if (position_ != timestamp_ && (*head)->size <= source_->size() - position_ - (*head)->head_size) {
        return StepCluster(**head);
      }
      return StepSmall(**head);
    case libwebm::kMkvVoid:
    case libwebm::kMkvPrevSize:
    case kMkvPosition:
    case kMkvCrc32:
    case kMkvSilentTracks:
    case kMkvEncryptedBlock:
      return StepSmall(**head);
    default:
      return StepUnknown(**head);
  }
}

Result<WebmReader::MaybeItem> WebmReader::StepMaster(const ElementHead& head, WebmPart part) {
  const auto end = FindEnd(position_, head);
  if (!end) return std::unexpected(end.error());
  if (!*end) return CutOffOrDamaged(head);
  EndCluster(position_);
  if (part == WebmPart::kEbml) EndSegment(position_);
  const WebmItem item{
      .part = part, .id = head.id, .position = position_, .data = position_ + head.head_size, .end = **end};
  position_ = **end;
  return item;
}

// `head` is a Cluster's, or its Timestamp's, or one that stands where a Cluster's should.
Result<WebmReader::MaybeItem> WebmReader::StepCluster(const ElementHead& head) {
  WebmItem item{.part = WebmPart::kCluster, .id = libwebm::kMkvCluster, .position = position_};
  const bool bare = head.id == libwebm::kMkvTimecode;
  item.data = item.end = bare ? position_ : position_ + head.head_size;
  std::optional<uint64_t> timestamp;
  for (uint64_t at = item.data, children = 0; children < 8; ++children) {
    const auto child = PeekHead(at);
    if (!child) return std::unexpected(child.error());
    if (!*child || (*child)->unknown_size) break;
    const uint32_t id = (*child)->id;
    if (id == libwebm::kMkvTimecode && (*child)->size <= 8) {
      const auto bytes = Peek(at);
      if (!bytes) return std::unexpected(bytes.error());
      if (bytes->size() < (*child)->head_size + (*child)->size) break;
      item.time = ParseUnsigned(bytes->subspan((*child)->head_size, static_cast<size_t>((*child)->size)));
      timestamp = at;
      break;
    }
    if (id != libwebm::kMkvVoid && id != kMkvCrc32 && id != kMkvPosition && id != libwebm::kMkvPrevSize) break;
    if ((*child)->size > source_->size()) break;
    at += (*child)->head_size + (*child)->size;
  }
  EndCluster(position_);
  cluster_ = position_;
  if (!bare) cluster_end_ = head.unknown_size ? 0 : item.data + head.size;
  timestamp_ = timestamp;
  if (bare) {
    // Not to be met again.
    timestamp_ = position_;
    Note(RepairNote::kDamaged, position_);
  } else if (head.id != libwebm::kMkvCluster) {
    Note(RepairNote::kDamaged, position_);
  }
  position_ = item.end;
  return item;
}

// Elements that are left out, and short enough to be sure of.
Result<WebmReader::MaybeItem> WebmReader::StepSmall(const ElementHead& head) {
  const uint64_t data = position_ + head.head_size;
  if (!head.unknown_size && head.size <= source_->size() - data) {
    const auto boundary = IsBoundary(data + head.size);
    if (!boundary) return std::unexpected(boundary.error());
    if (*boundary) {
      position_ = data + head.size;
      return MaybeItem();
    }
  }
  return CutOffOrDamaged(head);
}

Result<WebmReader::MaybeItem> WebmReader::StepUnknown(const ElementHead& head) {
  const uint64_t data = position_ + head.head_size;
  const auto child = PeekHead(data);
  if (!child) return std::unexpected(child.error());
  // A Timestamp is the first child of Clusters only: this is one whose ID was damaged.
  if (*child && (*child)->id == libwebm::kMkvTimecode && !(*child)->unknown_size && (*child)->size <= 8) {
    const auto boundary = IsBoundary(data + (*child)->head_size + (*child)->size);
    if (!boundary) return std::unexpected(boundary.error());
    if (*boundary) return StepCluster(head);
  }
  if (!head.unknown_size && data <= source_->size() && head.size <= source_->size() - data) {
    const auto boundary = IsBoundary(data + head.size);
    if (!boundary) return std::unexpected(boundary.error());
    if (*boundary) {
      Note(RepairNote::kUnknownElements, position_);
      position_ = data + head.size;
      return MaybeItem();
    }
  }
  return CutOffOrDamaged(head);
}

Result<WebmReader::MaybeItem> WebmReader::StepBlock(const ElementHead& head) {
  WebmItem item{.part = WebmPart::kBlock, .id = head.id, .position = position_, .data = position_ + head.head_size};
  if (head.unknown_size) return SkipDamage(position_ + 1, source_->size());
  const uint64_t left = source_->size() - item.data;
  if (head.size > left) return CutOffOrDamaged(head);
  item.end = item.data + head.size;
  item.block.group = head.id == libwebm::kMkvBlockGroup;
  const auto parsed =
      item.block.group ? ParseGroup(item.data, item.end, item.block) : ParseBlock(item.data, item.end, item.block);
  if (!parsed) return std::unexpected(parsed.error());
  if (!*parsed) return SkipDamage(position_ + 1, source_->size());
  const auto boundary = IsBoundary(item.end);
  if (!boundary) return std::unexpected(boundary.error());
  if (!*boundary) {
    // Either the size is wrong, and elements begin before it says, or the block is whole and garbage follows.
    const auto start = FindStart(position_ + 1, item.end);
    if (!start) return std::unexpected(start.error());
    if (*start < item.end) return SkipDamage(position_ + 1, item.end);
  }
  Note(RepairNote::kUnknownElements, position_, item.block.misplaced);
  Note(RepairNote::kDamaged, position_, item.block.damaged_additions);
  position_ = item.end;
  return item;
}

Result<bool> WebmReader::ParseBlock(uint64_t data, uint64_t end, WebmBlock& block) {
  const auto bytes = Peek(data);
  if (!bytes) return std::unexpected(bytes.error());
  const auto track = ParseVariableInt(*bytes);
  if (!track || bytes->size() < track->size + 3 || end - data < track->size + 3) return false;
  const std::span<const uint8_t> rest = bytes->subspan(track->size);
  block.track = track->value;
  block.offset = static_cast<int16_t>(rest[0] << 8 | rest[1]);
  block.flags = rest[2];
  block.offset_position = data + track->size;
  block.payload = block.offset_position + 3;
  block.payload_size = end - block.payload;
  if (!block.group) block.key_frame = (block.flags & 0x80) != 0;
  return true;
}

Result<bool> WebmReader::ParseGroup(uint64_t data, uint64_t end, WebmBlock& block) {
  bool found = false;
  block.key_frame = true;
  size_t children = 0;
  int nested_children = 0;
  for (uint64_t at = data; at < end;) {
    const auto head = PeekHead(at);
    if (!head) return std::unexpected(head.error());
    if (!*head || (*head)->unknown_size) return false;
    // References do not count: a repair that adds one must not make a group that is not read any more.
    if ((*head)->id != libwebm::kMkvReferenceBlock && ++children > WebmBlock::kMaxChildren) return false;
    const uint64_t start = at;
    const uint64_t child = at + (*head)->head_size;
    if (child > end || (*head)->size > end - child) return false;
    at = child + (*head)->size;
    const auto leave_out = [&block, start, at] { block.left_out[block.left_out_count++] = {start, at - start}; };
    switch ((*head)->id) {
      case libwebm::kMkvBlock: {
        const auto parsed = ParseBlock(child, at, block);
        if (!parsed || !*parsed || found) return parsed ? false : parsed;
        found = true;
        block.block = start;
        break;
      }
      case libwebm::kMkvBlockDuration: {
        if (block.duration) break;
        const auto bytes = Peek(child);
        if (!bytes) return std::unexpected(bytes.error());
        block.duration_element = {start, at - start};
        block.duration = ParseUnsigned(bytes->first(static_cast<size_t>(std::min<uint64_t>((*head)->size, 8))));
        break;
      }
      case libwebm::kMkvReferenceBlock:
        if (block.reference_count == WebmBlock::kMaxReferences) return false;
        block.references[block.reference_count++] = {start, at - start};
        block.key_frame = false;
        break;
      case libwebm::kMkvBlockAdditions: {
        const auto nested = IsNested((*head)->id, child, at, nested_children);
        if (!nested) return nested;
        if (*nested) {
          block.additions = block.extras = true;
        } else {
          leave_out();
          ++block.damaged_additions;
        }
        break;
      }
      case kMkvCrc32:  // is wrong once anything is changed
        leave_out();
        break;
      default:
        if (Belongs((*head)->id, libwebm::kMkvBlockGroup)) {
          block.extras = true;
        } else {
          leave_out();
          ++block.misplaced;
        }
        break;
    }
  }
  return found;
}

// Whether what is from `data` to `end`, in an element with that ID, are whole elements that belong there, as is what is
// in them. `children` counts them all: so many only that one step can remember them.
Result<bool> WebmReader::IsNested(uint32_t id, uint64_t data, uint64_t end, int& children) {
  constexpr int kMaxNested = 24;
  const ElementInfo* const info = FindElement(id);
  if (!info || info->type != ElementType::kMaster) return true;
  for (uint64_t at = data; at < end;) {
    const auto head = PeekHead(at);
    if (!head) return std::unexpected(head.error());
    if (!*head || (*head)->unknown_size || !Belongs((*head)->id, id) || ++children > kMaxNested) return false;
    const uint64_t child = at + (*head)->head_size;
    if (child > end || (*head)->size > end - child) return false;
    at = child + (*head)->size;
    const auto nested = IsNested((*head)->id, child, at, children);
    if (!nested || !*nested) return nested;
  }
  return true;
}

Result<WebmReader::MaybeItem> WebmReader::SkipDamage(uint64_t from, uint64_t limit) {
  const auto start = FindStart(from, limit);
  if (!start) return std::unexpected(start.error());
  Note(RepairNote::kDamaged, position_);
  position_ = *start;
  return MaybeItem();
}

// An element that says to end where it cannot. If it reaches beyond the file, the file may be cut off; if elements
// begin before the file's end, it is the size that is wrong.
Result<WebmReader::MaybeItem> WebmReader::CutOffOrDamaged(const ElementHead& head) {
  const auto start = FindStart(position_ + 1, source_->size());
  if (!start) return std::unexpected(start.error());
  const bool cut = head.unknown_size || head.size > source_->size() - position_ - head.head_size;
  return cut && *start == source_->size() ? Truncated() : SkipDamage(position_ + 1, source_->size());
}

WebmReader::MaybeItem WebmReader::Truncated() {
  Note(RepairNote::kTruncated, position_, source_->size() - position_);
  position_ = source_->size();
  return std::nullopt;
}

// Whatever ends at `position` should have said so.
void WebmReader::EndCluster(uint64_t position) {
  if (cluster_end_ && *cluster_end_ != position) Note(RepairNote::kSizes, cluster_);
  cluster_end_.reset();
}

void WebmReader::EndSegment(uint64_t position) {
  if (segment_end_ && *segment_end_ != position) Note(RepairNote::kSizes, segment_);
  segment_end_.reset();
}

}  // namespace kinora
