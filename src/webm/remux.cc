#include "webm/remux.h"

#include <algorithm>
#include <cmath>

#include "webm/file_header.h"

namespace kinora {
namespace {

// To ticks of the first recording.
void ScaleDuration(std::optional<uint64_t>& duration, double scale) {
  if (!duration || scale == 1) return;
  duration = static_cast<uint64_t>(std::min(static_cast<double>(*duration) * scale + 0.5, 0x1p53));
}

}  // namespace

Remuxer::Remuxer(ByteSource& source, ByteSink& target)
    : source_(&source), survey_(source, report_), sink_(target), reader_(source, nullptr) {}

double Remuxer::progress() const {
  const auto size = static_cast<double>(std::max<uint64_t>(source_->size(), 1));
  if (stage_ == Stage::kSurvey) return static_cast<double>(survey_.position()) / size / 3;
  if (stage_ >= Stage::kFlush) return 1;
  const double passes = sink_.performing() ? 2 : 1;
  const double done = stage_ == Stage::kClusters ? static_cast<double>(reader_.position()) / size : 0;
  return (passes + std::min(done, 1.0)) / 3;
}

Status Remuxer::Run() {
  for (;;) {
    switch (stage_) {
      case Stage::kSurvey:
        KINORA_RETURN_IF_ERROR(survey_.Run());
        KINORA_RETURN_IF_ERROR(Plan());
        stage_ = Stage::kHeader;
        break;
      case Stage::kHeader:
        KINORA_RETURN_IF_ERROR(WriteHeader());
        stage_ = Stage::kKept;
        break;
      case Stage::kKept:
        KINORA_RETURN_IF_ERROR(WriteKept());
        stage_ = Stage::kClusters;
        break;
      case Stage::kClusters:
        KINORA_RETURN_IF_ERROR(WriteClusters());
        stage_ = Stage::kFinish;
        break;
      case Stage::kFinish:
        KINORA_RETURN_IF_ERROR(Finish());
        break;
      case Stage::kFlush:
        KINORA_RETURN_IF_ERROR(sink_.Flush());
        stage_ = Stage::kDone;
        break;
      case Stage::kDone:
        return {};
    }
  }
}

// Settles everything that the survey has made known.
Status Remuxer::Plan() {
  const int64_t ticks = second();
  const OrderLimits limits{.second = ticks, .step = std::max<int64_t>(ticks / 30, 1)};
  const std::span<ClusterSpan> clusters = survey_.clusters.items();
  int64_t earliest = 0;
  for (size_t i = 0; i < survey_.recordings.size(); ++i) {
    const size_t begin = survey_.recordings[i].first_cluster;
    const size_t end =
        i + 1 < survey_.recordings.size() ? survey_.recordings[i + 1].first_cluster : survey_.clusters.size();
    if (begin == end) continue;
    const std::span<ClusterSpan> recording = clusters.subspan(begin, end - begin);
    earliest = OrderClusters(recording, earliest, limits, report_) + limits.step;
  }
  if (!clusters.empty()) {
    const int64_t first = clusters[0].first + clusters[0].shift;
    if (first >= ticks) {
      report_.Add(RepairNote::kStart, clusters[0].position);
      for (ClusterSpan& cluster : clusters) cluster.shift -= first;
    }
  }
  for (size_t i = survey_.tracks.size(); i-- > 0;) {
    if (survey_.tracks[i].video()) cue_track_ = i;
    survey_.tracks[i].constant_rate = HasConstantRate(survey_.tracks[i]);
  }
  return BuildHeader();
}

// Whether the track's DefaultDuration is true: its frames fill the time from the first to the last.
bool Remuxer::HasConstantRate(const Track& track) const {
  constexpr RepairNote kGaps[] = {RepairNote::kDamaged, RepairNote::kJoined, RepairNote::kTimes};
  if (std::ranges::any_of(kGaps, [this](RepairNote note) { return report_.at(note).count > 0; })) return false;
  const double step = static_cast<double>(track.default_duration) / static_cast<double>(survey_.timestamp_scale);
  const auto length = static_cast<double>(track.last - track.first);
  return track.frames == 0 || std::abs(length - step * static_cast<double>(track.frames - 1)) < std::max(step, 2.0);
}

Status Remuxer::BuildHeader() {
  KINORA_RETURN_IF_ERROR(
      RewriteInfo(survey_.info.bytes(), survey_.timestamp_scale, survey_.info_position, report_, info_));
  KINORA_RETURN_IF_ERROR(
      RewriteTracks(survey_.tracks_data.bytes(), survey_.tracks, survey_.tracks_position, report_, tracks_));
  header_ = StartFileHeader(survey_.matroska ? "matroska" : "webm");
  std::array<HeaderElement, 5> elements{
      {{libwebm::kMkvInfo, info_.bytes().size()}, {libwebm::kMkvTracks, tracks_.bytes().size()}}};
  for (size_t i = 0; i < survey_.kept_count; ++i) {
    const KeptElement& kept = survey_.kept[i];
    EbmlBuffer size;
    size.Size(kept.size);
    elements[2 + i] = {kept.id, 4 + size.size() + kept.size};
  }
  AddSeekHead(header_, std::span(elements).first(2 + survey_.kept_count));
  header_.duration = header_.buffer.size() + info_.bytes().size() - BuildDuration(std::nullopt).size();
  return {};
}

Status Remuxer::WriteHeader() {
  KINORA_RETURN_IF_ERROR(sink_.Write(header_.buffer.bytes()));
  KINORA_RETURN_IF_ERROR(sink_.Write(info_.bytes()));
  KINORA_RETURN_IF_ERROR(sink_.Write(tracks_.bytes()));
  writer_.emplace(sink_, /*patched=*/true, number(cue_track_));
  kept_ = cluster_ = recording_ = 0;
  cluster_started_ = cue_track_in_cluster_ = false;
  states_ = {};
  return {};
}

Status Remuxer::WriteKept() {
  for (;; ++kept_) {
    KINORA_RETURN_IF_ERROR(Copy());
    if (kept_ == survey_.kept_count) break;
    const KeptElement& kept = survey_.kept[kept_];
    EbmlBuffer head;
    head.Raw(kept.id, 4);
    head.Size(kept.size);
    KINORA_RETURN_IF_ERROR(sink_.Write(head.bytes()));
    copy_from_ = kept.data;
    copy_end_ = kept.data + kept.size;
    edit_ = edit_count_ = 0;
  }
  writer_->Begin(header_, 0);
  return {};
}

Status Remuxer::WriteClusters() {
  for (;;) {
    KINORA_RETURN_IF_ERROR(Copy());
    writer_->Commit();
    if (!item_) {
      const auto more = OpenCluster();
      if (!more) return std::unexpected(more.error());
      if (!*more) return {};
      auto next = reader_.Next();
      if (!next) return std::unexpected(std::move(next).error());
      if (next->part != WebmPart::kBlock) {
        cluster_started_ = false;
        ++cluster_;
        continue;
      }
      item_ = *next;
      ScaleDuration(item_->block.duration, survey_.recordings[recording_].scale);
    }
    KINORA_RETURN_IF_ERROR(PlaceBlock(*item_));
    if (!lacing_) item_.reset();
  }
}

// Goes to the next Cluster if the reader is not in one; false where there is none left.
Result<bool> Remuxer::OpenCluster() {
  if (cluster_started_) return true;
  if (cluster_ == survey_.clusters.size()) return false;
  // Sorting keeps each Cluster within its recording.
  while (recording_ + 1 < survey_.recordings.size() && cluster_ >= survey_.recordings[recording_ + 1].first_cluster) {
    ++recording_;
  }
  const Recording& recording = survey_.recordings[recording_];
  std::array<uint64_t, WebmReader::kMaxTracks> numbers;
  for (size_t i = 0; i < recording.mapping_count; ++i) numbers[i] = recording.mappings[i].number;
  const uint64_t position = survey_.clusters[cluster_].position;
  if (reader_.position() != position || !at_cluster_) {
    reader_.SetTracks(std::span(numbers).first(recording.mapping_count));
    reader_.Seek(position);
    at_cluster_ = true;
  }
  const auto head = reader_.Next();
  if (!head) return std::unexpected(head.error());
  cluster_started_ = true;
  at_cluster_ = false;
  return true;
}

Status Remuxer::Copy() {
  for (;;) {
    if (edit_ < edit_count_ && copy_from_ == edits_[edit_].position) {
      const CopyEdit& edit = edits_[edit_++];
      KINORA_RETURN_IF_ERROR(writer_->Write(std::span(edit.bytes).first(edit.size)));
      copy_from_ += edit.skip;
      continue;
    }
    if (copy_from_ == copy_end_) return {};
    const uint64_t end = edit_ < edit_count_ ? edits_[edit_].position : copy_end_;
    if (!sink_.performing()) {
      sink_.Skip(end - copy_from_);
      writer_->Count(end - copy_from_);
      copy_from_ = end;
      continue;
    }
    const auto bytes = source_->ReadSome(copy_from_, end - copy_from_);
    if (!bytes) return std::unexpected(bytes.error());
    if (bytes->empty()) {
      return Fail(ErrorCode::kSourceFailed, "source", static_cast<double>(copy_from_),
                  "source: it is shorter than it was");
    }
    KINORA_RETURN_IF_ERROR(writer_->Write(*bytes));
    copy_from_ += bytes->size();
  }
}

// The Duration: to the end of the last frame. What the file states is kept where it can be right.
double Remuxer::DurationInTicks() {
  double end = 0;
  double last = 0;
  double step = 0;
  bool timed = true;
  for (const TrackState& state : states_) {
    if (!state.started) continue;
    timed = timed && state.timed;
    last = std::max(last, static_cast<double>(state.last));
    if (state.end > end) step = state.end - static_cast<double>(state.last);
    end = std::max(end, state.end);
  }
  end = std::max(end, last);
  constexpr RepairNote kMoving[] = {RepairNote::kTruncated, RepairNote::kDamaged, RepairNote::kJoined,
                                    RepairNote::kOrder,     RepairNote::kTimes,   RepairNote::kStart};
  const bool moved = std::ranges::any_of(kMoving, [this](RepairNote note) { return report_.at(note).count > 0; });
  const double stated = survey_.duration;
  const double slack = std::max(step, static_cast<double>(second()) / 10);
  // A frame that does not say how long it lasts may stay to any end.
  const bool right = std::abs(stated - end) <= slack || (!timed && stated >= end);
  if (!moved && stated >= last && stated > 0 && right) return stated;
  return end > 0 || report_.frames == 0 ? end : 1;
}

Status Remuxer::Finish() {
  const double duration = DurationInTicks();
  const bool cues = writer_->has_cues();
  KINORA_RETURN_IF_ERROR(writer_->Finish(duration));
  if (sink_.performing()) {
    stage_ = Stage::kFlush;
    return {};
  }
  if (std::abs(duration - survey_.duration) > 0.5) report_.Add(RepairNote::kDuration, survey_.info_position);
  if (cues && !survey_.has_cues) report_.Add(RepairNote::kCues, survey_.info_position);
  if (!survey_.has_seek_head) report_.Add(RepairNote::kSeekHead, survey_.info_position);
  report_.duration_ms = duration * static_cast<double>(survey_.timestamp_scale) / 1e6;
  sink_.Perform();
  stage_ = Stage::kHeader;
  return {};
}

}  // namespace kinora
