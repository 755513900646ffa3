// The part of a file behind its header: Clusters, the Cues, and the patches that finish the file.
#pragma once

#include <cstdint>
#include <span>

#include "base/result.h"
#include "sink/byte_sink.h"
#include "webm/cue_index.h"
#include "webm/ebml_buffer.h"
#include "webm/file_header.h"

namespace kinora {

// A block's time is a signed 16-bit offset from its Cluster's, in ticks (RFC 9559, 10.1).
inline constexpr int64_t kMaxBlockOffset = 32'767;

// Blocks go in piece by piece: StartCluster where one begins, Write, and Commit once the whole block is written. What
// was not committed when the sink failed is not part of the file that Finish makes.
class SegmentWriter {
 public:
  // `patched`: sizes, Cues and Duration are filled in, which needs a sink that can seek; else they never are.
  // `cue_track`: the number of the track that the Cues are about. `sink` outlives the writer.
  SegmentWriter(ByteSink& sink, bool patched, uint64_t cue_track) : sink_(&sink), patched_(patched), cues_(cue_track) {}

  // The header was written at `start` of the sink, and `header` says what is where in it. Clusters begin at the sink's
  // position.
  void Begin(const FileHeader& header, uint64_t start);

  // Closes the open Cluster and adds the head of a new one at `time` (ticks) to `buffer`, which the caller writes.
  // With `cue`, the Cues point to it. Fails with kOutOfMemory or the sink's error.
  Status StartCluster(EbmlBuffer& buffer, int64_t time, bool cue);

  // Adds a cue for a block at `time` in the Cluster that is open.
  Status AddCue(int64_t time);

  Status Write(std::span<const uint8_t> bytes);
  // Bytes that the caller has put into the sink by itself.
  void Count(uint64_t bytes) { uncommitted_ += bytes; }
  void Commit();

  bool has_cues() const { return !cues_.empty(); }
  bool cluster_open() const { return cluster_open_; }
  // Of the Cluster that is open, or is being started. Ticks.
  int64_t cluster_time() const { return cluster_time_; }

  // With `patched`: writes the Cues and fills in what was left open. `duration` in ticks; 0 for none. In this order so
  // that a sink without room for the Cues still leaves a file with its Duration and whole Clusters.
  Status Finish(double duration);

 private:
  uint64_t InSegment(uint64_t position) const { return position - start_ - header_.segment_data; }
  Status Patch(uint64_t position, const EbmlBuffer& bytes);
  Status CloseCluster();

  ByteSink* sink_;
  bool patched_;
  CueIndex cues_;
  FileHeader header_;
  uint64_t start_ = 0;        // the sink's position of the file's first byte
  uint64_t end_ = 0;          // the sink's position after the last whole element
  uint64_t uncommitted_ = 0;  // bytes written behind it

  bool cluster_open_ = false;
  bool starting_ = false;  // a Cluster's head is among the uncommitted bytes
  bool starting_cue_ = false;
  uint64_t cluster_ = 0;  // the sink's position of the open Cluster
  int64_t cluster_time_ = 0;
};

}  // namespace kinora
