#include "webm/segment_writer.h"

namespace kinora {
namespace {

constexpr uint64_t kClusterSizeOffset = 4;   // the size follows the four bytes of the ID
constexpr uint64_t kClusterDataOffset = 12;  // and has eight bytes

}  // namespace

void SegmentWriter::Begin(const FileHeader& header, uint64_t start) {
  header_ = header;
  start_ = start;
  end_ = sink_->position();
  uncommitted_ = 0;
}

// The size is unknown until the Cluster is closed, or for good in a live stream.
Status SegmentWriter::StartCluster(EbmlBuffer& buffer, int64_t time, bool cue) {
  if (patched_) {
    if (cue) KINORA_RETURN_IF_ERROR(cues_.Reserve());
    KINORA_RETURN_IF_ERROR(CloseCluster());
  }
  buffer.MasterOfUnknownSize(libwebm::kMkvCluster);
  buffer.Unsigned(libwebm::kMkvTimecode, static_cast<uint64_t>(time));
  starting_ = true;
  starting_cue_ = cue;
  cluster_time_ = time;
  return {};
}

Status SegmentWriter::AddCue(int64_t time) {
  if (!patched_) return {};
  KINORA_RETURN_IF_ERROR(cues_.Reserve());
  cues_.Add(static_cast<uint64_t>(time), InSegment(cluster_));
  return {};
}

Status SegmentWriter::Write(std::span<const uint8_t> bytes) {
  KINORA_RETURN_IF_ERROR(sink_->Write(bytes));
  uncommitted_ += bytes.size();
  return {};
}

void SegmentWriter::Commit() {
  if (starting_) {
    starting_ = false;
    cluster_open_ = true;
    cluster_ = end_;
    if (patched_ && starting_cue_) cues_.Add(static_cast<uint64_t>(cluster_time_), InSegment(cluster_));
  }
  end_ += uncommitted_;
  uncommitted_ = 0;
}

Status SegmentWriter::Patch(uint64_t position, const EbmlBuffer& bytes) {
  KINORA_RETURN_IF_ERROR(sink_->SetPosition(position));
  return sink_->Write(bytes.bytes());
}

Status SegmentWriter::CloseCluster() {
  if (!cluster_open_) return {};
  EbmlBuffer size;
  size.SizeOfEightBytes(end_ - cluster_ - kClusterDataOffset);
  KINORA_RETURN_IF_ERROR(Patch(cluster_ + kClusterSizeOffset, size));
  KINORA_RETURN_IF_ERROR(sink_->SetPosition(end_));
  cluster_open_ = false;
  return {};
}

Status SegmentWriter::Finish(double duration) {
  if (!patched_) return {};
  KINORA_RETURN_IF_ERROR(CloseCluster());
  if (duration > 0) KINORA_RETURN_IF_ERROR(Patch(start_ + header_.duration, BuildDuration(duration)));

  KINORA_RETURN_IF_ERROR(sink_->SetPosition(end_));
  const uint64_t cues_position = end_;
  if (!cues_.empty()) {
    const Result<uint64_t> size = cues_.Write(*sink_);
    if (!size) return std::unexpected(size.error());
    end_ += *size;
    KINORA_RETURN_IF_ERROR(Patch(start_ + header_.seek_head, BuildSeekHead(header_, InSegment(cues_position))));
  }
  EbmlBuffer segment_size;
  segment_size.SizeOfEightBytes(InSegment(end_));
  KINORA_RETURN_IF_ERROR(Patch(start_ + header_.segment_size, segment_size));
  return sink_->SetPosition(end_);
}

}  // namespace kinora
