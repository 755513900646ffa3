#include "ebml_tree.h"

#include <algorithm>
#include <map>

#include "webm/ebml_reader.h"
#include "webm/element_ids.h"
#include "webm/elements.h"

namespace kinora {
namespace {

bool ReadChildren(std::span<const uint8_t> file, uint64_t& at, uint64_t end, EbmlNode& parent) {
  while (at < end) {
    const auto head = ParseElementHead(file.subspan(at, std::min<uint64_t>(kMaxHeadSize, end - at)));
    if (!head) return false;
    const ElementInfo* const info = FindElement(head->id);
    // An element of unknown size ends where one begins that cannot be in it.
    if (parent.unknown_size && info && info->parent != 1 && info->parent != parent.id) return true;
    const uint64_t data = at + head->head_size;
    if (!head->unknown_size && head->size > end - data) return false;
    EbmlNode node{.id = head->id,
                  .master = info && info->type == ElementType::kMaster,
                  .unknown_size = head->unknown_size,
                  .size_error = 0,
                  .old_position = at,
                  .data = {},
                  .children = {}};
    at = data;
    if (node.master) {
      if (!ReadChildren(file, at, head->unknown_size ? end : data + head->size, node)) return false;
    } else {
      const auto bytes = file.subspan(data, head->size);
      node.data.assign(bytes.begin(), bytes.end());
      at = data + head->size;
    }
    parent.children.push_back(std::move(node));
  }
  return true;
}

void Put(std::vector<uint8_t>& out, uint64_t value, int size) {
  for (int i = size - 1; i >= 0; --i) out.push_back(static_cast<uint8_t>(value >> (8 * i)));
}

void PutId(std::vector<uint8_t>& out, uint32_t id) {
  Put(out, id, id > 0xFFFFFF ? 4 : id > 0xFFFF ? 3 : id > 0xFF ? 2 : 1);
}

// `where` receives the new position of each element that was in the old file.
void Write(const EbmlNode& node, std::vector<uint8_t>& out, std::map<uint64_t, uint64_t>& where, uint64_t& segment) {
  if (node.id == 0) {
    out.insert(out.end(), node.data.begin(), node.data.end());
    for (const EbmlNode& child : node.children) Write(child, out, where, segment);
    return;
  }
  where.emplace(node.old_position, out.size());
  PutId(out, node.id);
  const size_t size_position = out.size();
  const bool top = node.id == libwebm::kMkvSegment || node.id == libwebm::kMkvCluster;
  if (!node.master) {
    // Leaves' sizes in four bytes: a lie about them then moves nothing.
    Put(out, 0x1000'0000 | static_cast<uint64_t>(static_cast<int64_t>(node.data.size()) + node.size_error), 4);
    out.insert(out.end(), node.data.begin(), node.data.end());
    return;
  }
  const int length = top || node.unknown_size ? 8 : 4;
  Put(out, ~uint64_t{0}, length);
  if (node.id == libwebm::kMkvSegment && segment == 0) segment = out.size();
  if (node.unknown_size) {
    out[size_position] = static_cast<uint8_t>(0x1FF >> length);
    for (const EbmlNode& child : node.children) Write(child, out, where, segment);
    return;
  }
  const size_t data = out.size();
  for (const EbmlNode& child : node.children) Write(child, out, where, segment);
  const auto size = static_cast<uint64_t>(static_cast<int64_t>(out.size() - data) + node.size_error);
  std::vector<uint8_t> bytes;
  Put(bytes, size | uint64_t{1} << (7 * length), length);
  std::copy(bytes.begin(), bytes.end(), out.begin() + static_cast<ptrdiff_t>(size_position));
}

// Changes positions, counted from the Segment's data, by what `where` says.
void Move(EbmlNode& node, const std::map<uint64_t, uint64_t>& where, uint64_t old_segment, uint64_t segment) {
  if (node.id == libwebm::kMkvSeekPosition || node.id == libwebm::kMkvCueClusterPosition) {
    const auto found = where.find(node.Number() + old_segment);
    if (found != where.end()) node.SetNumber(found->second - segment + node.pointer_error);
  }
  for (EbmlNode& child : node.children) Move(child, where, old_segment, segment);
}

}  // namespace

EbmlNode* EbmlNode::Child(uint32_t child_id) {
  const auto found = std::ranges::find(children, child_id, &EbmlNode::id);
  return found == children.end() ? nullptr : &*found;
}

std::vector<EbmlNode*> EbmlNode::All(uint32_t child_id) {
  std::vector<EbmlNode*> all;
  for (EbmlNode& child : children) {
    if (child.id == child_id) all.push_back(&child);
  }
  return all;
}

void EbmlNode::Remove(uint32_t child_id) {
  std::erase_if(children, [child_id](const EbmlNode& child) { return child.id == child_id; });
}

uint64_t EbmlNode::Number() const { return ParseUnsigned(data); }

void EbmlNode::SetNumber(uint64_t number) {
  size_t size = std::max<size_t>(data.size(), 1);
  while (size < 8 && number >> (8 * size) != 0) ++size;
  data.clear();
  Put(data, number, static_cast<int>(size));
}

EbmlNode MakeNumber(uint32_t id, uint64_t number) {
  EbmlNode node = MakeLeaf(id, {});
  node.SetNumber(number);
  return node;
}

EbmlNode MakeLeaf(uint32_t id, std::vector<uint8_t> data) {
  EbmlNode node;
  node.id = id;
  node.old_position = ~uint64_t{0};
  node.data = std::move(data);
  return node;
}

EbmlNode MakeMaster(uint32_t id, std::vector<EbmlNode> children) {
  EbmlNode node = MakeLeaf(id, {});
  node.master = true;
  node.children = std::move(children);
  return node;
}

std::optional<EbmlNode> ReadTree(std::span<const uint8_t> file) {
  EbmlNode root;
  root.master = true;
  uint64_t at = 0;
  if (!ReadChildren(file, at, file.size(), root) || !root.Child(libwebm::kMkvSegment)) return std::nullopt;
  const EbmlNode& segment = *root.Child(libwebm::kMkvSegment);
  if (segment.children.empty()) return std::nullopt;
  root.segment_data = segment.children.front().old_position;
  return root;
}

std::vector<uint8_t> WriteTree(EbmlNode& file) {
  EbmlNode* const segment = file.Child(libwebm::kMkvSegment);
  std::vector<uint8_t> out;
  std::map<uint64_t, uint64_t> where;
  uint64_t data = 0;
  Write(file, out, where, data);
  if (segment) {
    Move(file, where, file.segment_data, data);
    out.clear();
    where.clear();
    data = 0;
    Write(file, out, where, data);
  }
  return out;
}

}  // namespace kinora
