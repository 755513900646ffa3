// The first pass of a repair: what is in the file.
#pragma once

#include <array>
#include <cstdint>
#include <optional>

#include "base/growing_array.h"
#include "base/result.h"
#include "sink/memory_sink.h"
#include "source/byte_source.h"
#include "webm/cluster_order.h"
#include "webm/lacing.h"
#include "webm/reader.h"
#include "webm/repair_report.h"
#include "webm/track_list.h"

namespace kinora {

// One of the recordings that a file holds one after the other: its tracks in terms of the first one's.
struct Recording {
  struct Mapping {
    uint64_t number = 0;
    int index = -1;  // in Survey::tracks; -1 where there is no such track
  };

  // The first recording's track that blocks with `number` belong to; -1 where there is none.
  int Map(uint64_t number) const;

  size_t first_cluster = 0;
  double scale = 1;  // its ticks in terms of the first recording's
  bool has_tracks = false;
  size_t mapping_count = 0;
  std::array<Mapping, WebmReader::kMaxTracks> mappings;
};

// A top-level element that is kept as it is.
struct KeptElement {
  uint32_t id = 0;
  uint64_t data = 0;  // where in the source its data is
  uint64_t size = 0;
};

// What a block's frame says about itself. Reads from `source`.
Result<std::optional<FrameFacts>> ReadFacts(ByteSource& source, const Track& track, const WebmBlock& block);

// The time of a block in ticks of the first recording, from its Cluster's.
int64_t BlockTime(const WebmBlock& block, int64_t cluster_time, double scale);

// How long the block's frame is shown or heard, in ticks of `scale` nanoseconds, as far as it says; else none.
// Reads from `source`.
Result<std::optional<double>> ReadDuration(ByteSource& source, const Track& track, const WebmBlock& block,
                                           uint64_t timestamp_scale);

// The frames of a laced block, if their times can be known; none where the block has to stay as it is. Reads from
// `source`.
Result<std::optional<Lacing>> ReadLacing(ByteSource& source, const Track& track, const WebmBlock& block);

class Survey {
 public:
  // Both outlive the survey.
  Survey(ByteSource& source, RepairReport& report) : source_(&source), report_(&report), reader_(source, &report) {}

  // Reads the whole file. Fails as the source does, with kOutOfMemory, or with kInvalidData where there is nothing to
  // be repaired: no WebM at all, or no Tracks. After kNotReady it can be called again.
  Status Run();

  uint64_t position() const { return reader_.position(); }

  bool matroska = false;  // by its DocType
  bool has_seek_head = false;
  bool has_cues = false;
  uint64_t timestamp_scale = 1'000'000;  // nanoseconds a tick, of the first recording
  double duration = 0;                   // ticks, as the first Info states it; 0 where it does not
  MemorySink info;                       // its data
  uint64_t info_position = 0;
  MemorySink tracks_data;  // the data of the first Tracks
  uint64_t tracks_position = 0;
  TrackList tracks;
  size_t kept_count = 0;
  std::array<KeptElement, 3> kept;  // Chapters, Attachments, Tags, as far as there are any
  GrowingArray<Recording> recordings;
  GrowingArray<ClusterSpan> clusters;  // those with blocks

 private:
  Status Read();
  void StartAgain();
  Status Take(const WebmItem& item);
  void Map(Recording& recording, const TrackList& list);
  Status TakeHeader(const WebmItem& item);
  Status TakeInfo(const WebmItem& item);
  Status TakeTracks(const WebmItem& item);
  Status TakeBlock(const WebmItem& item);
  Status StartRecording(uint64_t position);
  Status Keep(const WebmItem& item);

  ByteSource* source_;
  RepairReport* report_;
  WebmReader reader_;
  std::optional<WebmItem> item_;  // one that the source was not ready for
  bool started_ = false;
  bool has_info_ = false;
  bool has_header_ = false;
  bool early_blocks_ = false;  // there are blocks before the first Tracks
  bool in_cluster_ = false;
  bool cluster_has_block_ = false;
  uint64_t cluster_position_ = 0;
  int64_t cluster_time_ = 0;
  std::array<std::optional<int64_t>, WebmReader::kMaxTracks> latest_;  // times of the tracks, in this recording
};

}  // namespace kinora
