// The part of Remuxer that deals with blocks: where they go, and at which time.
#include <algorithm>
#include <cmath>

#include "webm/remux.h"

namespace kinora {
namespace {

constexpr int64_t kKeyFrameFlag = 0x80;
constexpr uint8_t kLacingFlags = 0x06;
constexpr uint8_t kReservedFlags = 0x70;

}  // namespace

Status Remuxer::PlaceBlock(const WebmItem& item) {
  const Recording& recording = survey_.recordings[recording_];
  const WebmBlock& block = item.block;
  const int mapped = recording.Map(block.track);
  if (mapped < 0 || block.payload_size == 0) return {};
  const auto track_index = static_cast<size_t>(mapped);
  const Track& track = survey_.tracks[track_index];
  const ClusterSpan& cluster = survey_.clusters[cluster_];
  const int64_t time = BlockTime(block, cluster.time, recording.scale) + cluster.shift;

  if (block.laced() && !lacing_) {
    const auto lacing = ReadLacing(*source_, track, block);
    if (!lacing) return std::unexpected(lacing.error());
    if (*lacing) {
      lacing_ = *lacing;
      frame_ = 0;
      frame_offset_ = lacing_->header_size;
      frame_time_ = 0;
      Note(RepairNote::kLacing, item.position);
    }
  }
  if (lacing_) return PlaceFrames(item, track_index, time);

  const auto facts = ReadFacts(*source_, track, block);
  if (!facts) return std::unexpected(facts.error());
  const auto duration = ReadDuration(*source_, track, block, survey_.timestamp_scale);
  if (!duration) return std::unexpected(duration.error());
  const bool key_frame = *facts && !block.laced() ? (*facts)->key_frame : block.key_frame;
  if (block.laced()) Note(RepairNote::kLacingKept, item.position);
  const bool reserved = !block.group && (block.flags & kReservedFlags) != 0;
  if (key_frame != block.key_frame || reserved) Note(RepairNote::kFlags, item.position);
  const int64_t placed = PlaceTime(track_index, time, key_frame, item.position);
  if (block.group) {
    KINORA_RETURN_IF_ERROR(PlaceGroup(item, track_index, placed, key_frame));
  } else {
    KINORA_RETURN_IF_ERROR(StartSimpleBlock(block, track_index, placed, key_frame));
  }
  EndFrame(track_index, placed, *duration);
  return {};
}

// The next frame of a laced block, as a block of its own.
Status Remuxer::PlaceFrames(const WebmItem& item, size_t track_index, int64_t time) {
  WebmBlock frame = item.block;
  frame.flags &= static_cast<uint8_t>(~kLacingFlags);
  frame.payload += frame_offset_;
  frame.payload_size = lacing_->sizes[frame_];
  if (frame.duration) *frame.duration /= lacing_->count;
  const auto facts = ReadFacts(*source_, survey_.tracks[track_index], frame);
  if (!facts) return std::unexpected(facts.error());
  const bool key_frame = *facts ? (*facts)->key_frame : frame.key_frame;
  const auto duration = ReadDuration(*source_, survey_.tracks[track_index], frame, survey_.timestamp_scale);
  if (!duration) return std::unexpected(duration.error());
  const int64_t placed = PlaceTime(track_index, time + std::llround(frame_time_), key_frame, item.position);
  KINORA_RETURN_IF_ERROR(StartSimpleBlock(frame, track_index, placed, key_frame));
  EndFrame(track_index, placed, *duration);
  frame_time_ += duration->value_or(survey_.tracks[track_index].default_duration_ticks(survey_.timestamp_scale));
  frame_offset_ += frame.payload_size;
  if (++frame_ == lacing_->count) lacing_.reset();
  return {};
}

Status Remuxer::StartSimpleBlock(const WebmBlock& frame, size_t track_index, int64_t time, bool key_frame) {
  EbmlBuffer head;
  KINORA_RETURN_IF_ERROR(StartBlock(head, track_index, time, key_frame));
  EbmlBuffer start;
  start.Size(number(track_index));
  start.Raw(time - writer_->cluster_time(), 2);
  start.Raw((frame.flags & ~(kKeyFrameFlag | kReservedFlags)) | (key_frame ? kKeyFrameFlag : 0), 1);
  head.Raw(libwebm::kMkvSimpleBlock, 1);
  head.Size(start.size() + frame.payload_size);
  head.Append(start.bytes());
  copy_from_ = frame.payload;
  copy_end_ = frame.payload + frame.payload_size;
  edit_ = edit_count_ = 0;
  return writer_->Write(head.bytes());
}

void Remuxer::AddEdit(uint64_t position, uint64_t skip, std::span<const uint8_t> bytes) {
  CopyEdit& edit = edits_[edit_count_++];
  edit = {.position = position, .skip = skip, .size = bytes.size()};
  std::ranges::copy(bytes, edit.bytes.begin());
}

// A BlockGroup is copied whole, but for its track and time, and the references that say that it is no key frame.
Status Remuxer::PlaceGroup(const WebmItem& item, size_t track_index, int64_t time, bool key_frame) {
  const WebmBlock& block = item.block;
  EbmlBuffer head;
  KINORA_RETURN_IF_ERROR(StartBlock(head, track_index, time, key_frame));
  edit_ = edit_count_ = 0;
  uint64_t size = item.end - item.data;
  // The number of the track need not take as many bytes as the one that it had.
  EbmlBuffer start;
  start.Size(number(track_index));
  start.Raw(time - writer_->cluster_time(), 2);
  EbmlBuffer place;
  place.Raw(libwebm::kMkvBlock, 1);
  place.Size(start.size() + 1 + block.payload_size);
  place.Append(start.bytes());
  AddEdit(block.block, block.offset_position + 2 - block.block, place.bytes());
  const auto leave_out = [this](std::span<const WebmSpan> spans) {
    for (const WebmSpan& span : spans) AddEdit(span.position, span.size, {});
  };
  leave_out(std::span(block.left_out).first(block.left_out_count));
  if (block.duration && survey_.recordings[recording_].scale != 1) {
    EbmlBuffer duration;
    duration.Unsigned(libwebm::kMkvBlockDuration, *block.duration);
    AddEdit(block.duration_element.position, block.duration_element.size, duration.bytes());
  }
  if (key_frame) {
    leave_out(std::span(block.references).first(block.reference_count));
  } else if (block.key_frame) {
    constexpr uint8_t kUnknownBlock[] = {0xFB, 0x81, 0x00};  // a reference: RFC 9559, section 5.1.3.5.5
    AddEdit(item.end, 0, kUnknownBlock);
  }
  const std::span edits = std::span(edits_).first(edit_count_);
  std::ranges::sort(edits, {}, &CopyEdit::position);
  for (const CopyEdit& edit : edits) size += edit.size - edit.skip;
  head.Raw(libwebm::kMkvBlockGroup, 1);
  head.Size(size);
  copy_from_ = item.data;
  copy_end_ = item.end;
  return writer_->Write(head.bytes());
}

// Whether blocks of another track that come later may be earlier.
bool Remuxer::OthersBehind(size_t track_index, int64_t time) const {
  for (size_t i = 0; i < survey_.tracks.size(); ++i) {
    if (i != track_index && states_[i].started && states_[i].last < time) return true;
  }
  return false;
}

bool Remuxer::NeedsCluster(size_t track_index, int64_t time, bool key_frame) const {
  if (!writer_->cluster_open()) return true;
  const int64_t offset = time - writer_->cluster_time();
  if (offset > kMaxBlockOffset) return true;
  // Rather a little before that, where no other track is behind: its blocks would be before their Cluster.
  const int64_t margin = std::min<int64_t>(second(), kMaxBlockOffset / 2);
  const bool soon = survey_.tracks.size() > 1 && offset > kMaxBlockOffset - margin;
  if (soon && !OthersBehind(track_index, time)) return true;
  if (offset <= 0 || track_index != cue_track_) return false;
  if (!survey_.tracks[track_index].video()) return offset >= 5 * second();
  // Sound that begins a little before the pictures stays with them.
  return key_frame && (cue_track_in_cluster_ || offset > second() / 2);
}

// The time at which a block is to be: as it says, but within its Cluster's neighbours and rising in its track.
int64_t Remuxer::PlaceTime(size_t track_index, int64_t time, bool key_frame, uint64_t position) {
  const Track& track = survey_.tracks[track_index];
  const TrackState& state = states_[track_index];
  int64_t placed = std::max<int64_t>(time, 0);
  if (cluster_ + 1 < survey_.clusters.size()) {
    const ClusterSpan& next = survey_.clusters[cluster_ + 1];
    placed = std::min(placed, std::max<int64_t>(next.first + next.shift + second(), 0));
  }
  if (state.started && track.in_order()) placed = std::max(placed, state.last + (track.video() ? 1 : 0));
  if (placed != time) Note(RepairNote::kTimes, position);
  if (writer_->cluster_open() && placed < writer_->cluster_time() && !NeedsCluster(track_index, placed, key_frame)) {
    Note(RepairNote::kNotInterleaved, position);
    placed = writer_->cluster_time();
    if (state.started && track.in_order()) placed = std::max(placed, state.last + (track.video() ? 1 : 0));
  }
  return placed;
}

// Begins a Cluster where one is needed; its head goes to `head`.
Status Remuxer::StartBlock(EbmlBuffer& head, size_t track_index, int64_t time, bool key_frame) {
  const bool cue_track = track_index == cue_track_;
  const bool video = survey_.tracks[track_index].video();
  if (NeedsCluster(track_index, time, key_frame)) {
    KINORA_RETURN_IF_ERROR(writer_->StartCluster(head, time, cue_track && (key_frame || !video)));
    cue_track_in_cluster_ = false;
  } else if (cue_track && video && key_frame) {
    KINORA_RETURN_IF_ERROR(writer_->AddCue(time));
  }
  cue_track_in_cluster_ = cue_track_in_cluster_ || cue_track;
  return {};
}

void Remuxer::EndFrame(size_t track_index, int64_t time, std::optional<double> duration) {
  TrackState& state = states_[track_index];
  if (state.started && time > state.last) state.step = static_cast<double>(time - state.last);
  state.started = true;
  state.last = time;
  state.end = static_cast<double>(time) + duration.value_or(state.step);
  state.timed = duration.has_value();
  if (!sink_.performing()) ++report_.frames;
}

}  // namespace kinora
