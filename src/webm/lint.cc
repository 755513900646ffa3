// WebmLinter's walk through the elements. lint_rules.cc has what they mean.
#include "webm/lint.h"

#include <algorithm>

#include "webm/element_ids.h"

namespace kinora {
namespace {}  // namespace

bool WebmLinter::flawless() const {
  return std::ranges::all_of(counts_, [](uint64_t count) { return count == 0; });
}

void WebmLinter::Report(int rule, uint64_t position, const char* message) {
  ++counts_[static_cast<size_t>(rule)];
  if (findings_.size() < kMaxFindings && findings_.Reserve("findings")) findings_.Add({rule, position, message});
}

bool WebmLinter::in(uint32_t id) const { return depth_ > 0 && open_[depth_ - 1].id == id; }

// The bytes from `position`, at most 16.
Result<std::span<const uint8_t>> WebmLinter::Peek(uint64_t position, uint64_t size) {
  const auto asked = static_cast<size_t>(std::min<uint64_t>(size, sizeof(Peeked::bytes)));
  for (const Peeked& peeked : std::span(peeked_).first(peeked_count_)) {
    if (peeked.position == position && peeked.asked == asked) return std::span(peeked.bytes).first(peeked.size);
  }
  const auto bytes = source_->Read(position, asked);
  if (!bytes) return std::unexpected(bytes.error());
  // Overwriting the last is safe: no step looks at so many places.
  Peeked& peeked = peeked_[std::min(peeked_count_, peeked_.size() - 1)];
  peeked_count_ = std::min(peeked_count_ + 1, peeked_.size());
  peeked = {.position = position, .asked = asked, .size = bytes->size(), .bytes = {}};
  std::ranges::copy(*bytes, peeked.bytes.begin());
  return std::span<const uint8_t>(peeked.bytes).first(peeked.size);
}

Status WebmLinter::Run() {
  while (position_ < source_->size() && !broken_) {
    KINORA_RETURN_IF_ERROR(Step());
    peeked_count_ = 0;
  }
  while (depth_ > 0) {
    if (top().id == libwebm::kMkvBlockGroup) KINORA_RETURN_IF_ERROR(EndGroup());
    Close();
  }
  if (!ended_) EndFile();
  ended_ = true;
  return {};
}

// One element: a leaf as a whole, of a master its head.
Status WebmLinter::Step() {
  while (depth_ > 0 && position_ >= top().end && !(top().unknown && position_ < source_->size())) {
    if (top().id == libwebm::kMkvBlockGroup) KINORA_RETURN_IF_ERROR(EndGroup());
    Close();
  }
  const auto bytes = Peek(position_, kMaxHeadSize);
  if (!bytes) return std::unexpected(bytes.error());
  const auto head = ParseElementHead(*bytes);
  if (!head) {
    if (depth_ == 0) {
      Report(3, position_, "bytes after the Segment");
    } else if (source_->size() - position_ < kMaxHeadSize) {
      Report(29, position_, "the file ends inside the head of an element");
    } else {
      Report(26, position_, "no element begins here");
    }
    broken_ = true;
    return {};
  }
  const ElementInfo* const info = FindElement(head->id);
  // An element of unknown size ends where one begins that cannot be in it.
  while (depth_ > 0 && top().unknown && info && info->parent != kAnywhere && info->parent != top().id) Close();

  // An element that could not be read to its end is begun again: as if it had not been looked at.
  const std::array<uint64_t, kRules + 1> counts = counts_;
  const size_t found = findings_.size();
  if (depth_ > 0) ++top().children;
  const Status status = Take(info, *head);
  if (status) return {};
  counts_ = counts;
  findings_.Truncate(found);
  if (depth_ > 0) --top().children;
  return status;
}

Status WebmLinter::Take(const ElementInfo* info, const ElementHead& head) {
  const uint64_t data = position_ + head.head_size;
  const uint64_t end = depth_ > 0 ? top().end : source_->size();
  if (!head.unknown_size && (data > end || head.size > end - data)) {
    const bool cut = data > source_->size() || head.size > source_->size() - data;
    if (head.id == libwebm::kMkvSegment) {
      Report(3, position_, "the Segment's size reaches beyond the file");
    } else if (cut && (depth_ == 0 || top().end == source_->size())) {
      Report(29, position_, "the file ends inside an element");
    } else {
      Report(26, position_, "an element reaches beyond its parent");
    }
    if (head.id != libwebm::kMkvSegment && head.id != libwebm::kMkvCluster) {
      broken_ = true;
      return {};
    }
  }
  if (!info) {
    Report(27, position_, "an element that WebM does not have");
    if (head.unknown_size) {
      broken_ = true;
    } else {
      position_ = data + head.size;
    }
    return {};
  }
  const uint32_t parent = depth_ > 0 ? top().id : 0;
  if (!Belongs(info->id, parent)) {
    Report(info->parent == 0 ? 3 : 26, position_, "an element in a place where it does not belong");
  }
  header_.needed_version = std::max<uint64_t>(header_.needed_version, info->version);
  return info->type == ElementType::kMaster ? Begin(*info, head) : Leaf(*info, head);
}

Status WebmLinter::Begin(const ElementInfo& info, const ElementHead& head) {
  if (head.unknown_size && info.id != libwebm::kMkvSegment && info.id != libwebm::kMkvCluster) {
    Report(25, position_, "an element of unknown size other than Segment and Cluster");
  }
  if (depth_ == open_.size()) {
    Report(26, position_, "elements nested too deep");
    broken_ = true;
    return {};
  }
  const uint64_t data = position_ + head.head_size;
  const uint64_t limit = depth_ > 0 ? top().end : source_->size();
  const bool in_segment = in(libwebm::kMkvSegment);
  Open& open = open_[depth_++];
  open = {.id = info.id, .position = position_, .data = data, .unknown = head.unknown_size, .children = 0};
  open.end = head.unknown_size ? limit : std::min(limit, data + head.size);
  if (info.id == libwebm::kMkvSegment) {
    if (segment_.seen) Report(3, position_, "a second Segment");
    if (!segment_.seen) {
      segment_.seen = true;
      segment_.known_size = !head.unknown_size;
      segment_.data = data;
      segment_.end = data + head.size;
    }
  } else if (info.id == libwebm::kMkvEBML) {
    if (header_.seen) Report(3, position_, "a second EBML header");
    if (!header_.seen && position_ != 0) Report(1, position_, "the EBML header is not the first element");
    header_.seen = true;
  } else if (in_segment) {
    TopLevel(info.id);
    if (info.id == libwebm::kMkvCluster && head.unknown_size && segment_.known_size) {
      Report(25, position_, "a Cluster of unknown size in a finished file");
    }
  }
  switch (info.id) {
    case libwebm::kMkvTrackEntry:
      track_ = &tracks_[std::min(track_count_++, tracks_.size() - 1)];
      *track_ = {};
      track_->position = position_;
      break;
    case libwebm::kMkvBlockGroup:
      group_ = {};
      group_.group = true;
      group_.position = position_;
      break;
    case libwebm::kMkvCuePoint:
      cue_ = {};
      cue_.position = position_;
      break;
    default:
      break;
  }
  position_ = data;
  return {};
}

Status WebmLinter::Leaf(const ElementInfo& info, const ElementHead& head) {
  const uint64_t data = position_ + head.head_size;
  if (head.unknown_size) {
    Report(25, position_, "an element of unknown size other than Segment and Cluster");
    broken_ = true;
    return {};
  }
  const bool block = info.id == libwebm::kMkvSimpleBlock || info.id == libwebm::kMkvBlock;
  constexpr uint64_t kLongestLeaf = 64 * 1024;
  const auto bytes = block ? Peek(data, head.size)
                           : source_->Read(data, static_cast<size_t>(std::min<uint64_t>(head.size, kLongestLeaf)));
  if (!bytes) return std::unexpected(bytes.error());
  if (block) {
    KINORA_RETURN_IF_ERROR(TakeBlock(*bytes, data, head.size, info.id == libwebm::kMkvBlock));
  } else {
    CheckLeaf(info, *bytes);
    if (info.id == libwebm::kMkvBlockAdditional && group_.addition_size == 0) {
      group_.addition = data;
      group_.addition_size = head.size;
      if (head.size == 0) Report(14, position_, "a BlockAdditional without a byte");
    }
    TakeLeaf(info.id, *bytes);
  }
  position_ = data + head.size;
  return {};
}

// What holds for every element of a type.
void WebmLinter::CheckLeaf(const ElementInfo& info, std::span<const uint8_t> data) {
  switch (info.type) {
    case ElementType::kUnsigned:
    case ElementType::kSigned:
      if (data.size() > 8) Report(26, position_, "a number of more than 8 bytes");
      break;
    case ElementType::kFloat:
      if (data.size() != 4 && data.size() != 8) Report(26, position_, "a float that has not 4 or 8 bytes");
      break;
    case ElementType::kDate:
      if (data.size() != 8) Report(26, position_, "a date that has not 8 bytes");
      break;
    case ElementType::kAscii:
      if (std::ranges::any_of(data, [](uint8_t byte) { return byte > 0x7E || (byte < 0x20 && byte != 0); })) {
        Report(28, position_, "a string that is not printable ASCII");
      }
      break;
    case ElementType::kUtf8:
      if (!IsUtf8(data)) Report(28, position_, "a string that is not UTF-8");
      break;
    case ElementType::kMaster:
    case ElementType::kBinary:
      break;
  }
}

void WebmLinter::Close() {
  const Open& closed = top();
  const uint64_t next = closed.unknown ? position_ : closed.end;
  switch (closed.id) {
    case libwebm::kMkvTrackEntry:
      EndTrack();
      break;
    case libwebm::kMkvEBML:
      EndHeader();
      break;
    case libwebm::kMkvCluster:
      if (!cluster_.has_time) Report(16, closed.position, "a Cluster without Timestamp");
      cluster_.open = false;
      break;
    case libwebm::kMkvSegment:
      if (!closed.unknown && next < source_->size()) Report(3, next, "bytes after the Segment");
      break;
    case libwebm::kMkvCuePoint:
      if (cue_.time < 0) Report(24, closed.position, "a CuePoint without CueTime");
      break;
    case libwebm::kMkvCueTrackPositions:
      if (cues_.Reserve("cues")) cues_.Add(cue_);
      break;
    default:
      break;
  }
  --depth_;
}

}  // namespace kinora
