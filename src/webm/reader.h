// Reads what there is to be read in a WebM file, however broken it is.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>

#include "base/result.h"
#include "source/byte_source.h"
#include "webm/ebml_reader.h"
#include "webm/repair_report.h"

namespace kinora {

enum class WebmPart : uint8_t {
  kEbml,     // the EBML header: a file begins, or a further one in the same file
  kSegment,  // the head of a Segment; what is in it follows as further items
  kInfo,
  kTracks,
  kOther,    // SeekHead, Cues, Tags, Chapters, Attachments
  kCluster,  // the head of a Cluster; its blocks follow
  kBlock,
  kEnd,  // of the file
};

// An element, with its head.
struct WebmSpan {
  uint64_t position = 0;
  uint64_t size = 0;
};

struct WebmBlock {
  static constexpr size_t kMaxChildren = 16;   // of a group, but for references
  static constexpr size_t kMaxReferences = 8;  // a frame of VP8 or VP9 has three at most

  bool group = false;      // a BlockGroup rather than a SimpleBlock
  bool key_frame = false;  // as the file says: a flag, or the lack of a reference
  bool additions = false;  // there are BlockAdditions (an alpha channel)
  bool extras = false;     // there is something else than Block, BlockDuration and ReferenceBlock
  uint8_t flags = 0;
  int16_t offset = 0;  // from the Cluster's time, in ticks
  uint64_t track = 0;
  uint64_t offset_position = 0;      // where in the file the two bytes of `offset` are
  uint64_t payload = 0;              // where in the file the frame (with lacing: the frames and their sizes) is
  uint64_t payload_size = 0;         // bytes
  std::optional<uint64_t> duration;  // in ticks
  WebmSpan duration_element;         // where in the file it is
  uint64_t block = 0;                // where in the file a BlockGroup's Block is
  size_t reference_count = 0;        // of its ReferenceBlocks
  std::array<WebmSpan, kMaxReferences> references = {};
  size_t left_out_count = 0;  // of what a BlockGroup is not to keep: checksums, what is misplaced or damaged
  std::array<WebmSpan, kMaxChildren> left_out = {};
  size_t misplaced = 0;          // of these, elements that belong elsewhere
  size_t damaged_additions = 0;  // and BlockAdditions that are none
  bool laced() const { return (flags & 0x06) != 0; }
};

struct WebmItem {
  WebmPart part = WebmPart::kEnd;
  uint32_t id = 0;
  uint64_t position = 0;              // of the ID in the file
  uint64_t data = 0;                  // of what comes after the head
  uint64_t end = 0;                   // of all of it; of a Segment or Cluster, of its head
  std::optional<uint64_t> time = {};  // of a Cluster, in ticks
  WebmBlock block = {};
};

// Goes through the file from front to back. The sizes of Segments and Clusters are not relied upon: what follows says
// by its ID where it belongs, so that unknown and wrong sizes, files in one another and files cut anywhere are all read
// alike. Where there is something else than an element, or one whose size leads to nowhere, the reader looks for the
// next place at which elements follow each other again.
//
// Needs a few kilobytes of memory, and time that grows with the file's size only, whatever is in the file.
class WebmReader {
 public:
  static constexpr size_t kMaxTracks = 32;

  // `source` outlives the reader. What is found wrong is added to `report` where there is one.
  WebmReader(ByteSource& source, RepairReport* report) : source_(&source), report_(report) {}

  // Goes on at `position`, which is that of an item.
  void Seek(uint64_t position);

  // The tracks that blocks can belong to; before it is called, numbers 1 to 8. Helps to tell blocks from garbage.
  void SetTracks(std::span<const uint64_t> numbers);

  // The next item, kEnd again and again at the end. Fails only as the source does; after kNotReady it can be called
  // again.
  Result<WebmItem> Next();

  uint64_t position() const { return position_; }

 private:
  struct Peeked {
    uint64_t position = 0;
    uint8_t size = 0;
    std::array<uint8_t, 32> bytes;
  };
  // A search that a source that was not ready has interrupted goes on where it was.
  struct Search {
    uint64_t from = 0;
    uint64_t at = 0;
    size_t peeked = 0;  // how much the step had looked at before
    bool active = false;
    bool done = false;    // `at` is what was looked for
    bool failed = false;  // but there is none
  };
  using MaybeItem = std::optional<WebmItem>;
  using MaybePosition = std::optional<uint64_t>;

  Result<std::span<const uint8_t>> Peek(uint64_t position);
  Result<std::optional<ElementHead>> PeekHead(uint64_t position);
  Result<bool> IsBoundary(uint64_t position);
  Result<bool> IsStart(uint64_t position);
  Result<bool> IsBlockStart(uint64_t position, const ElementHead& head);
  Result<uint64_t> FindStart(uint64_t from, uint64_t limit);
  Result<MaybePosition> FindEnd(uint64_t position, const ElementHead& head);

  Result<MaybeItem> Step();
  Result<MaybeItem> StepMaster(const ElementHead& head, WebmPart part);
  Result<MaybeItem> StepCluster(const ElementHead& head);
  Result<MaybeItem> StepSmall(const ElementHead& head);
  Result<MaybeItem> StepUnknown(const ElementHead& head);
  Result<MaybeItem> StepBlock(const ElementHead& head);
  Result<bool> ParseBlock(uint64_t data, uint64_t end, WebmBlock& block);
  Result<bool> ParseGroup(uint64_t data, uint64_t end, WebmBlock& block);
  Result<bool> IsNested(uint32_t id, uint64_t data, uint64_t end, int& children);
  Result<MaybeItem> SkipDamage(uint64_t from, uint64_t limit);
  Result<MaybeItem> CutOffOrDamaged(const ElementHead& head);
  MaybeItem Truncated();
  void EndCluster(uint64_t position);
  void EndSegment(uint64_t position);
  void Note(RepairNote note, uint64_t position, uint64_t count = 1) {
    if (report_) report_->Add(note, position, count);
  }
  bool IsTrack(uint64_t number) const;

  ByteSource* source_;
  RepairReport* report_;
  uint64_t position_ = 0;
  // Where the open Segment and Cluster say that they end; 0 where they do not, none where there is none.
  std::optional<uint64_t> segment_end_;
  std::optional<uint64_t> cluster_end_;
  uint64_t cluster_ = 0;
  uint64_t segment_ = 0;
  std::optional<uint64_t> timestamp_;  // position of the Timestamp that was taken as the open Cluster's

  std::array<uint64_t, kMaxTracks> tracks_;
  size_t track_count_ = 0;

  // What one step has looked at: it starts again when the source was not ready, and must not depend on how many
  // pieces of the file the source can hold at once.
  std::array<Peeked, 64> peeked_;
  size_t peeked_count_ = 0;
  Search start_;
  Search end_;
  uint64_t walked_ = 0;  // where the last search for an end has failed
};

}  // namespace kinora
