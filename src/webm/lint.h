// Checks a WebM file against the rules that kinora's own files keep (docs/WEBM.md lists them, W01 to W30).
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>

#include "base/growing_array.h"
#include "base/result.h"
#include "source/byte_source.h"
#include "webm/ebml_reader.h"
#include "webm/elements.h"
#include "webm/lint_state.h"

namespace kinora {

// Reads the whole file once, in memory that grows by a few bytes for each key frame, Cluster and cue only. What is
// known only with some of the file (a finished file and a live stream have different rules) is told by whether the
// Segment's size is known.
class WebmLinter {
 public:
  static constexpr int kRules = 30;
  static constexpr size_t kMaxFindings = 200;  // those after are counted only

  // `source` outlives the linter.
  explicit WebmLinter(ByteSource& source) : source_(&source) {}

  // Fails as the source does, or with kOutOfMemory. After kNotReady it can be called again.
  Status Run();

  double progress() const {
    return source_->size() == 0 ? 1 : static_cast<double>(position_) / static_cast<double>(source_->size());
  }

  // How often each rule is broken; rule W01 is at 1.
  uint64_t count(int rule) const { return counts_[static_cast<size_t>(rule)]; }
  bool flawless() const;
  // In the order of the file, but for those about the file as a whole, which come last.
  std::span<const LintFinding> findings() const { return findings_.items(); }

 private:
  struct Open {
    uint32_t id = 0;
    uint64_t position = 0;
    uint64_t data = 0;
    uint64_t end = 0;  // of an unknown size: its parent's
    bool unknown = false;
    size_t children = 0;
  };

  struct Peeked {
    uint64_t position = 0;
    size_t asked = 0;
    size_t size = 0;
    std::array<uint8_t, 16> bytes;
  };

  Status Step();
  Result<std::span<const uint8_t>> Peek(uint64_t position, uint64_t size);
  Status Take(const ElementInfo* info, const ElementHead& head);
  Status Begin(const ElementInfo& info, const ElementHead& head);
  Status Leaf(const ElementInfo& info, const ElementHead& head);
  void CheckLeaf(const ElementInfo& info, std::span<const uint8_t> data);
  void TakeLeaf(uint32_t id, std::span<const uint8_t> data);
  void TakeTrackLeaf(uint32_t id, std::span<const uint8_t> data);
  void TopLevel(uint32_t id);
  void Close();
  void EndTrack();
  Status EndGroup();
  void EndFile();
  void EndHeader();
  void CheckSeekHead();
  void CheckTracks();
  void CheckCues();
  void CheckDuration();
  void StartCluster(uint64_t time);
  Status TakeBlock(std::span<const uint8_t> bytes, uint64_t data, uint64_t size, bool group);
  Status CheckFrame(LintTrack& track, const LintBlock& block);
  void CheckTimes(LintTrack& track, const LintBlock& block, bool key_frame);
  void Report(int rule, uint64_t position, const char* message);
  Open& top() { return open_[depth_ - 1]; }
  bool in(uint32_t id) const;
  LintTrack* Find(uint64_t number);

  ByteSource* source_;
  uint64_t position_ = 0;
  // What one step has looked at: it starts again when the source was not ready, and must not depend on how many
  // pieces of the file the source can hold at once.
  std::array<Peeked, 8> peeked_;
  size_t peeked_count_ = 0;
  std::array<Open, 16> open_;
  size_t depth_ = 0;
  bool broken_ = false;  // the structure is so wrong that the rest makes no sense
  bool ended_ = false;

  GrowingArray<LintFinding> findings_;
  std::array<uint64_t, kRules + 1> counts_{};

  LintHeader header_;
  LintSegment segment_;
  LintCluster cluster_;
  std::array<LintTrack, 32> tracks_;
  size_t track_count_ = 0;
  LintTrack* track_ = nullptr;  // the one whose entry is open
  LintBlock group_;             // the BlockGroup that is open
  LintCue cue_;
  uint32_t seek_id_ = 0;
  GrowingArray<LintSeek> seeks_;
  GrowingArray<LintCue> cues_;
  GrowingArray<LintCue> key_frames_;  // of the first video track: what the Cues should be
  GrowingArray<LintCue> clusters_;    // time and position
};

}  // namespace kinora
