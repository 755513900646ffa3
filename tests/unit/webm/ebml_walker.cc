#include "unit/webm/ebml_walker.h"

#include <algorithm>
#include <bit>
#include <cstdio>
#include <set>
#include <stdexcept>

namespace kinora::testing {
namespace {

const std::set<uint32_t> kMasters = {kEbml,
                                     kSegment,
                                     kSeekHead,
                                     kSeek,
                                     kInfo,
                                     kTracks,
                                     kTrackEntry,
                                     kVideo,
                                     kColour,
                                     kCluster,
                                     kCues,
                                     kCuePoint,
                                     kCueTrackPositions,
                                     kBlockGroup,
                                     kBlockAdditions,
                                     kBlockMore,
                                     kAudio};
const std::set<uint32_t> kLeaves = {0x4286,
                                    0x42F7,
                                    0x42F2,
                                    0x42F3,
                                    kDocType,
                                    kDocTypeVersion,
                                    kDocTypeReadVersion,
                                    kVoid,
                                    kSeekId,
                                    kSeekPosition,
                                    kTimestampScale,
                                    kDuration,
                                    kMuxingApp,
                                    kWritingApp,
                                    kTrackNumber,
                                    kTrackUid,
                                    kTrackType,
                                    kFlagLacing,
                                    kLanguage,
                                    kDefaultDuration,
                                    kCodecId,
                                    kPixelWidth,
                                    kMatrix,
                                    kPixelHeight,
                                    kRange,
                                    kTransfer,
                                    kPrimaries,
                                    kClusterTimestamp,
                                    kSimpleBlock,
                                    kBlock,
                                    kReferenceBlock,
                                    kBlockAddId,
                                    kBlockAdditional,
                                    kAlphaMode,
                                    kMaxBlockAdditionId,
                                    kCodecPrivate,
                                    kCodecDelay,
                                    kSeekPreRoll,
                                    kSamplingFrequency,
                                    kChannels,
                                    kCueTime,
                                    kCueTrack,
                                    kCueClusterPosition};
const std::set<uint32_t> kTopLevel = {kSeekHead, kInfo, kTracks, kCluster, kCues, kVoid};

[[noreturn]] void Complain(const char* what, uint64_t position) {
  char text[128];
  std::snprintf(text, sizeof text, "EBML: %s at byte %llu", what, static_cast<unsigned long long>(position));
  throw std::runtime_error(text);
}

class Walker {
 public:
  explicit Walker(std::span<const uint8_t> file) : file_(file) {}

  std::vector<Element> Children(uint64_t position, uint64_t end, bool stop_at_top_level) {
    std::vector<Element> elements;
    while (position < end) {
      if (stop_at_top_level && kTopLevel.contains(PeekId(position)) && PeekId(position) != kVoid) break;
      elements.push_back(Read(position, end));
      position = elements.back().end();
    }
    return elements;
  }

 private:
  uint8_t Byte(uint64_t position) const {
    if (position >= file_.size()) Complain("the file ends inside an element", position);
    return file_[position];
  }

  uint32_t PeekId(uint64_t position) const {
    const int length = std::countl_zero(Byte(position)) + 1;
    if (length > 4) Complain("an ID longer than 4 bytes", position);
    uint32_t id = 0;
    for (int i = 0; i < length; ++i) id = id << 8 | Byte(position + static_cast<uint64_t>(i));
    return id;
  }

  Element Read(uint64_t position, uint64_t parent_end) {
    Element element;
    element.position = position;
    element.id = PeekId(position);
    position += static_cast<uint64_t>(std::countl_zero(Byte(position)) + 1);
    if (!kMasters.contains(element.id) && !kLeaves.contains(element.id)) Complain("unknown ID", element.position);

    const int length = std::countl_zero(Byte(position)) + 1;
    if (length > 8) Complain("a size longer than 8 bytes", position);
    uint64_t size = Byte(position) & (0xFFu >> length);
    bool all_ones = size == (0xFFu >> length);
    for (int i = 1; i < length; ++i) {
      const uint8_t byte = Byte(position + static_cast<uint64_t>(i));
      size = size << 8 | byte;
      all_ones = all_ones && byte == 0xFF;
    }
    element.data_position = position + static_cast<uint64_t>(length);
    element.unknown_size = all_ones;
    if (all_ones) {
      if (element.id != kSegment && element.id != kCluster) Complain("unknown size", element.position);
      element.children = Children(element.data_position, parent_end, element.id == kCluster);
      const uint64_t end = element.children.empty() ? element.data_position : element.children.back().end();
      element.size = end - element.data_position;
    } else {
      element.size = size;
      if (element.end() > parent_end) Complain("an element reaches beyond its parent", element.position);
      if (kMasters.contains(element.id)) element.children = Children(element.data_position, element.end(), false);
    }
    element.data = file_.subspan(element.data_position, element.size);
    return element;
  }

  std::span<const uint8_t> file_;
};

}  // namespace

const Element& Element::Child(uint32_t child_id) const {
  const auto found = Children(child_id);
  if (found.size() != 1) Complain(found.empty() ? "a child is missing" : "a child is there twice", position);
  return *found[0];
}

std::vector<const Element*> Element::Children(uint32_t child_id) const {
  std::vector<const Element*> found;
  for (const Element& child : children) {
    if (child.id == child_id) found.push_back(&child);
  }
  return found;
}

uint64_t Element::AsUnsigned() const {
  if (size < 1 || size > 8) Complain("not an unsigned integer", position);
  uint64_t value = 0;
  for (const uint8_t byte : data) value = value << 8 | byte;
  return value;
}

double Element::AsFloat() const {
  if (size == 4) return std::bit_cast<float>(static_cast<uint32_t>(AsUnsigned()));
  if (size == 8) return std::bit_cast<double>(AsUnsigned());
  Complain("not a float", position);
}

std::vector<Element> Walk(std::span<const uint8_t> file) { return Walker(file).Children(0, file.size(), false); }

std::vector<Block> Blocks(const Element& segment) {
  std::vector<Block> blocks;
  for (const Element* cluster : segment.Children(kCluster)) {
    const auto cluster_time = static_cast<int64_t>(cluster->Child(kClusterTimestamp).AsUnsigned());
    for (const Element& element : cluster->children) {
      if (element.id != kSimpleBlock && element.id != kBlockGroup) continue;
      Block block;
      block.position = element.position;
      block.cluster = cluster->position;
      block.group = element.id == kBlockGroup;
      block.reference = block.group && element.Has(kReferenceBlock);
      if (block.group && element.Has(kBlockAdditions)) {
        block.addition = element.Child(kBlockAdditions).Child(kBlockMore).Child(kBlockAdditional).data;
      }
      std::span<const uint8_t> data = block.group ? element.Child(kBlock).data : element.data;
      const int more = std::countl_zero(data[0]);  // bytes of the track's number behind the first
      block.track = data[0] & (0x7Fu >> more);
      for (int i = 0; i < more; ++i, data = data.subspan(1)) block.track = block.track << 8 | data[1];
      block.offset = static_cast<int16_t>(data[1] << 8 | data[2]);
      block.time = cluster_time + block.offset;
      block.flags = data[3];
      block.payload = data.subspan(4);
      blocks.push_back(block);
    }
  }
  return blocks;
}

}  // namespace kinora::testing
