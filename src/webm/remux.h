// Makes a finished file of any WebM: live, cut off, several in one, damaged.
#pragma once

#include <array>
#include <cstdint>
#include <optional>

#include "base/result.h"
#include "sink/byte_sink.h"
#include "sink/memory_sink.h"
#include "sink/rehearsal_sink.h"
#include "source/byte_source.h"
#include "webm/lacing.h"
#include "webm/reader.h"
#include "webm/repair_report.h"
#include "webm/segment_writer.h"
#include "webm/survey.h"

namespace kinora {

// A place in the source where other bytes are written than stand there.
struct CopyEdit {
  uint64_t position = 0;
  uint64_t skip = 0;  // bytes of the source that are left out
  size_t size = 0;    // of `bytes`, that come in their place
  std::array<uint8_t, 20> bytes{};
};

// The new file has SeekHead, Info with Duration, Tracks, what else was at the top of the old one (Chapters,
// Attachments, Tags), Clusters of known size, each beginning with a key frame of the first video track (without video:
// every five seconds), and Cues. Frames are the same bytes in the same tracks; blocks with additions, discarded padding
// and the like are kept whole. A file that was repaired is repaired to the same bytes; only where several faults met, a
// flag or a time may be left for the second repair.
//
// The source is read three times: to see what is in it, to learn the sizes, and to write. So the target need not seek,
// and memory does not depend on the file's size, but for about 40 bytes for each Cluster of the old file and of the
// new.
class Remuxer {
 public:
  // Both outlive the remuxer.
  Remuxer(ByteSource& source, ByteSink& target);

  // Does it all. Fails with kInvalidData where there is nothing to be repaired (no WebM, or no Tracks), kOutOfMemory,
  // or the source's or the target's error. After the source's kNotReady it can be called again.
  Status Run();

  // How much is done, from 0 to 1.
  double progress() const;

  // What was found; complete when Run succeeded.
  const RepairReport& report() const { return report_; }

 private:
  enum class Stage : uint8_t { kSurvey, kHeader, kKept, kClusters, kFinish, kFlush, kDone };
  struct TrackState {
    bool started = false;
    int64_t last = 0;    // time of the last block, ticks
    double step = 0;     // from the one before it to the last
    double end = 0;      // when the last one ends
    bool timed = false;  // the last frame said how long it lasts
  };

  Status Plan();
  bool HasConstantRate(const Track& track) const;
  Status BuildHeader();
  Status WriteHeader();
  Status WriteKept();
  Status WriteClusters();
  Result<bool> OpenCluster();
  Status PlaceBlock(const WebmItem& item);
  Status PlaceFrames(const WebmItem& item, size_t track_index, int64_t time);
  Status PlaceGroup(const WebmItem& item, size_t track_index, int64_t time, bool key_frame);
  void AddEdit(uint64_t position, uint64_t skip, std::span<const uint8_t> bytes);
  Status StartBlock(EbmlBuffer& head, size_t track_index, int64_t time, bool key_frame);
  Status StartSimpleBlock(const WebmBlock& frame, size_t track_index, int64_t time, bool key_frame);
  int64_t PlaceTime(size_t track_index, int64_t time, bool key_frame, uint64_t position);
  bool OthersBehind(size_t track_index, int64_t time) const;
  bool NeedsCluster(size_t track_index, int64_t time, bool key_frame) const;
  void EndFrame(size_t track_index, int64_t time, std::optional<double> duration);
  Status Copy();
  Status Finish();
  double DurationInTicks();
  uint64_t number(size_t track_index) const { return survey_.tracks[track_index].number; }
  int64_t second() const { return static_cast<int64_t>(1'000'000'000 / survey_.timestamp_scale); }
  void Note(RepairNote note, uint64_t position, uint64_t count = 1) {
    if (!sink_.performing()) report_.Add(note, position, count);
  }

  ByteSource* source_;
  RepairReport report_;
  Survey survey_;
  RehearsalSink sink_;
  Stage stage_ = Stage::kSurvey;

  FileHeader header_;
  MemorySink info_;
  MemorySink tracks_;
  size_t cue_track_ = 0;  // index of the track that the Cues are about
  size_t kept_ = 0;       // the next element to be copied

  std::optional<SegmentWriter> writer_;
  WebmReader reader_;
  size_t cluster_ = 0;                 // index of the Cluster that is written
  size_t recording_ = 0;               // and of its recording
  bool cluster_started_ = false;       // its blocks are being read
  bool at_cluster_ = false;            // the reader is at its head
  bool cue_track_in_cluster_ = false;  // the Cluster that is written has a block of that track
  std::optional<WebmItem> item_;       // a block that is not written yet
  std::optional<Lacing> lacing_;       // its frames, where it is taken apart
  size_t frame_ = 0;                   // the next of them
  uint64_t frame_offset_ = 0;          // where it is in the payload
  double frame_time_ = 0;              // its time from the block's, ticks
  std::array<TrackState, WebmReader::kMaxTracks> states_;

  uint64_t copy_from_ = 0;  // what is to be copied from the source
  uint64_t copy_end_ = 0;
  size_t edit_ = 0;  // the next of the edits
  size_t edit_count_ = 0;
  std::array<CopyEdit, 1 + WebmBlock::kMaxReferences + WebmBlock::kMaxChildren> edits_;
};

}  // namespace kinora
