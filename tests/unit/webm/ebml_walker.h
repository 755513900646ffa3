// Reads EBML for the tests, element by element, and hides nothing: positions, sizes and unknown sizes as they stand.
// Written from RFC 8794 and independent of libwebm.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace kinora::testing {

enum ElementId : uint32_t {
  kEbml = 0x1A45DFA3,
  kDocType = 0x4282,
  kDocTypeVersion = 0x4287,
  kDocTypeReadVersion = 0x4285,
  kVoid = 0xEC,
  kSegment = 0x18538067,
  kSeekHead = 0x114D9B74,
  kSeek = 0x4DBB,
  kSeekId = 0x53AB,
  kSeekPosition = 0x53AC,
  kInfo = 0x1549A966,
  kTimestampScale = 0x2AD7B1,
  kDuration = 0x4489,
  kMuxingApp = 0x4D80,
  kWritingApp = 0x5741,
  kTracks = 0x1654AE6B,
  kTrackEntry = 0xAE,
  kTrackNumber = 0xD7,
  kTrackUid = 0x73C5,
  kTrackType = 0x83,
  kFlagLacing = 0x9C,
  kDefaultDuration = 0x23E383,
  kLanguage = 0x22B59C,
  kCodecId = 0x86,
  kVideo = 0xE0,
  kAlphaMode = 0x53C0,
  kMaxBlockAdditionId = 0x55EE,
  kCodecPrivate = 0x63A2,
  kCodecDelay = 0x56AA,
  kSeekPreRoll = 0x56BB,
  kAudio = 0xE1,
  kSamplingFrequency = 0xB5,
  kChannels = 0x9F,
  kPixelWidth = 0xB0,
  kPixelHeight = 0xBA,
  kColour = 0x55B0,
  kMatrix = 0x55B1,
  kRange = 0x55B9,
  kTransfer = 0x55BA,
  kPrimaries = 0x55BB,
  kCluster = 0x1F43B675,
  kClusterTimestamp = 0xE7,
  kSimpleBlock = 0xA3,
  kBlockGroup = 0xA0,
  kBlock = 0xA1,
  kReferenceBlock = 0xFB,
  kBlockAdditions = 0x75A1,
  kBlockMore = 0xA6,
  kBlockAddId = 0xEE,
  kBlockAdditional = 0xA5,
  kCues = 0x1C53BB6B,
  kCuePoint = 0xBB,
  kCueTime = 0xB3,
  kCueTrackPositions = 0xB7,
  kCueTrack = 0xF7,
  kCueClusterPosition = 0xF1,
};

struct Element {
  uint32_t id = 0;
  uint64_t position = 0;  // of the ID, from the file's start
  uint64_t data_position = 0;
  uint64_t size = 0;  // of the data; where unknown, up to the end of what belongs to it
  bool unknown_size = false;
  std::span<const uint8_t> data;
  std::vector<Element> children;

  uint64_t end() const { return data_position + size; }
  // The only child with this ID; throws std::runtime_error where there is none or more than one.
  const Element& Child(uint32_t child_id) const;
  std::vector<const Element*> Children(uint32_t child_id) const;
  bool Has(uint32_t child_id) const { return !Children(child_id).empty(); }
  uint64_t AsUnsigned() const;
  double AsFloat() const;
  std::string AsText() const { return {data.begin(), data.end()}; }
};

// The elements at the top of a file: the EBML header and the Segment. Throws std::runtime_error where an element does
// not nest exactly in its parent, an ID is unknown, or a size is unknown in other places than Segment and Cluster.
std::vector<Element> Walk(std::span<const uint8_t> file);

struct Block {
  uint64_t position = 0;  // of the SimpleBlock's or the BlockGroup's ID
  uint64_t cluster = 0;   // position of the Cluster's ID, from the file's start
  int64_t time = 0;       // milliseconds
  int offset = 0;         // the signed 16-bit number as written
  uint64_t track = 0;
  uint8_t flags = 0;
  bool group = false;
  bool reference = false;  // of a BlockGroup
  std::span<const uint8_t> payload;
  std::span<const uint8_t> addition;  // of a BlockGroup, where it has one
  bool key_frame() const { return group ? !reference : (flags & 0x80) != 0; }
};

// All blocks of a Segment in the order of the file.
std::vector<Block> Blocks(const Element& segment);

}  // namespace kinora::testing
