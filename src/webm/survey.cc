#include "webm/survey.h"

#include <algorithm>
#include <cmath>
#include <string_view>

#include "webm/element_ids.h"
#include "webm/elements.h"

namespace kinora {
namespace {

// Times are held within these, so that sums of a few of them cannot overflow.
constexpr double kMaxTime = 9007199254740992.0;  // 2^53 ticks

int64_t Clamp(double time) { return std::llround(std::clamp(time, -kMaxTime, kMaxTime)); }

}  // namespace

int Recording::Map(uint64_t number) const {
  for (size_t i = 0; i < mapping_count; ++i) {
    if (mappings[i].number == number) return mappings[i].index;
  }
  return -1;
}

Result<std::optional<FrameFacts>> ReadFacts(ByteSource& source, const Track& track, const WebmBlock& block) {
  if (track.codec != TrackCodec::kVp8 && track.codec != TrackCodec::kVp9) return std::nullopt;
  const auto size = static_cast<size_t>(std::min<uint64_t>(block.payload_size, kFrameFactsSize));
  const auto bytes = source.Read(block.payload, size);
  if (!bytes) return std::unexpected(bytes.error());
  return track.Facts(*bytes);
}

int64_t BlockTime(const WebmBlock& block, int64_t cluster_time, double scale) {
  return cluster_time + (scale == 1 ? block.offset : Clamp(block.offset * scale));
}

Result<std::optional<double>> ReadDuration(ByteSource& source, const Track& track, const WebmBlock& block,
                                           uint64_t timestamp_scale) {
  const auto ticks = static_cast<double>(timestamp_scale);
  if (block.duration) return std::min(static_cast<double>(*block.duration), kMaxTime);
  if (const double rate = track.default_duration_ticks(timestamp_scale);
      rate > 0 && (track.constant_rate || !track.video())) {
    return std::min(rate, kMaxTime);
  }
  if (track.codec != TrackCodec::kOpus || track.encoded) return std::nullopt;
  const auto bytes = source.Read(block.payload, static_cast<size_t>(std::min<uint64_t>(block.payload_size, 2)));
  if (!bytes) return std::unexpected(bytes.error());
  const auto nanoseconds = ReadOpusDuration(*bytes);
  return nanoseconds ? std::optional(static_cast<double>(*nanoseconds) / ticks) : std::nullopt;
}

Result<std::optional<Lacing>> ReadLacing(ByteSource& source, const Track& track, const WebmBlock& block) {
  const bool timed = block.duration || track.default_duration > 0 || track.codec == TrackCodec::kOpus;
  if (!timed || block.extras || track.encoded) return std::nullopt;
  const auto size = static_cast<size_t>(std::min<uint64_t>(block.payload_size, kMaxLacingHeader));
  const auto bytes = source.Read(block.payload, size);
  if (!bytes) return std::unexpected(bytes.error());
  return ParseLacing(*bytes, block.payload_size, block.flags);
}

Status Survey::Run() {
  if (!started_) {
    KINORA_RETURN_IF_ERROR(recordings.Reserve("recordings"));
    recordings.Add({});
    started_ = true;
  }
  KINORA_RETURN_IF_ERROR(Read());
  if (early_blocks_ && tracks.size() > 0) {
    StartAgain();
    KINORA_RETURN_IF_ERROR(Read());
  }
  if (tracks.size() > 0) return {};
  return has_header_ || early_blocks_
             ? Fail(ErrorCode::kInvalidData, "tracks", 0,
                    "the file has no description of its tracks: its beginning is missing or damaged")
             : Fail(ErrorCode::kInvalidData, "file", static_cast<double>(source_->size()), "the file is not WebM");
}

// Once more, with the tracks known from the start: they are described behind blocks.
void Survey::StartAgain() {
  early_blocks_ = false;
  *report_ = {};
  report_->Add(RepairNote::kHeader, tracks_position);
  clusters.Truncate(0);
  recordings.Truncate(1);
  recordings[0] = {};
  for (size_t i = 0; i < tracks.size(); ++i) {
    Track fresh = tracks[i];
    fresh.frames = 0;
    fresh.laced = fresh.additions = fresh.has_key_frame = false;
    fresh.first_key_frame = {};
    tracks[i] = fresh;
  }
  Map(recordings[0], tracks);
  kept_count = 0;
  latest_ = {};
  in_cluster_ = has_header_ = false;
  reader_.Seek(0);
}

Status Survey::Read() {
  for (;;) {
    if (!item_) {
      const auto next = reader_.Next();
      if (!next) return std::unexpected(next.error());
      if (next->part == WebmPart::kEnd) break;
      item_ = *next;
    }
    KINORA_RETURN_IF_ERROR(Take(*item_));
    item_.reset();
  }
  return {};
}

Status Survey::Take(const WebmItem& item) {
  switch (item.part) {
    case WebmPart::kEbml:
      return TakeHeader(item);
    case WebmPart::kSegment:
      in_cluster_ = false;
      // A Segment that does not follow its EBML header begins a recording of its own.
      return recordings.back().has_tracks ? StartRecording(item.position) : Status();
    case WebmPart::kInfo:
      return TakeInfo(item);
    case WebmPart::kTracks:
      return TakeTracks(item);
    case WebmPart::kOther:
      in_cluster_ = false;
      return Keep(item);
    case WebmPart::kCluster:
      if (item.time) cluster_time_ = Clamp(static_cast<double>(*item.time) * recordings.back().scale);
      in_cluster_ = true;
      cluster_has_block_ = false;
      cluster_position_ = item.position;
      return {};
    case WebmPart::kBlock:
      return TakeBlock(item);
    case WebmPart::kEnd:
      return {};
  }
  return {};
}

Status Survey::TakeHeader(const WebmItem& item) {
  const auto bytes = source_->Read(item.data, static_cast<size_t>(std::min<uint64_t>(item.end - item.data, 4096)));
  if (!bytes) return std::unexpected(bytes.error());
  in_cluster_ = false;
  if (has_header_) return recordings.back().has_tracks ? StartRecording(item.position) : Status();
  has_header_ = true;
  EbmlChildren children(*bytes);
  while (const auto child = children.Next()) {
    if (child->id != libwebm::kMkvDocType) continue;
    const std::string_view type(reinterpret_cast<const char*>(child->data.data()), child->data.size());
    matroska = type.starts_with("matroska");
  }
  return {};
}

Status Survey::StartRecording(uint64_t position) {
  KINORA_RETURN_IF_ERROR(recordings.Reserve("recordings"));
  report_->Add(RepairNote::kJoined, position);
  // Until it describes its tracks they are those of the one before.
  Recording next = recordings.back();
  next.first_cluster = clusters.size();
  next.has_tracks = false;
  latest_ = {};
  next.scale = 1'000'000 / static_cast<double>(timestamp_scale);
  recordings.Add(next);
  return {};
}

Status Survey::TakeInfo(const WebmItem& item) {
  in_cluster_ = false;
  const uint64_t size = item.end - item.data;
  if (size > ByteSource::kMaxRead) {
    report_->Add(RepairNote::kLeftOut, item.position);
    return {};
  }
  const auto bytes = source_->Read(item.data, static_cast<size_t>(size));
  if (!bytes) return std::unexpected(bytes.error());
  if (!has_info_) KINORA_RETURN_IF_ERROR(info.Write(*bytes));
  uint64_t scale = 0;
  EbmlChildren children(*bytes);
  while (const auto child = children.Next()) {
    if (child->id == libwebm::kMkvTimecodeScale) scale = ParseUnsigned(child->data);
    if (child->id == libwebm::kMkvDuration && !has_info_) duration = ParseFloat(child->data);
  }
  // More than a second a tick, or none at all, is not a scale.
  const bool sane = scale > 0 && scale <= 1'000'000'000;
  if (!has_info_) {
    has_info_ = true;
    info_position = item.position;
    if (sane) timestamp_scale = scale;
    if (!sane || children.damaged()) report_->Add(RepairNote::kHeader, item.position);
    if (!(duration > 0 && duration < kMaxTime)) duration = 0;
  } else if (sane) {
    recordings.back().scale = static_cast<double>(scale) / static_cast<double>(timestamp_scale);
  }
  return {};
}

Status Survey::TakeTracks(const WebmItem& item) {
  in_cluster_ = false;
  const uint64_t size = item.end - item.data;
  if (size > ByteSource::kMaxRead) {
    report_->Add(RepairNote::kLeftOut, item.position);
    return {};
  }
  const auto bytes = source_->Read(item.data, static_cast<size_t>(size));
  if (!bytes) return std::unexpected(bytes.error());
  const TrackList list = TrackList::Parse(*bytes);
  if (list.size() == 0) {
    report_->Add(RepairNote::kLeftOut, item.position);
    return {};
  }
  if (tracks.size() == 0) {
    KINORA_RETURN_IF_ERROR(tracks_data.Write(*bytes));
    tracks = list;
    tracks_position = item.position;
  } else if (item.position == tracks_position) {
    return {};  // it was taken before
  } else if (recordings.back().has_tracks) {
    // The same once more, as is allowed (RFC 9559, 5.1.4): nothing begins anew.
    if (recordings.size() == 1 && std::ranges::equal(*bytes, tracks_data.bytes())) return {};
    KINORA_RETURN_IF_ERROR(StartRecording(item.position));
  }
  Map(recordings.back(), list);
  return {};
}

void Survey::Map(Recording& recording, const TrackList& list) {
  recording.has_tracks = true;
  recording.mapping_count = list.size();
  std::array<bool, WebmReader::kMaxTracks> taken{};
  std::array<uint64_t, WebmReader::kMaxTracks> numbers;
  for (size_t i = 0; i < list.size(); ++i) {
    numbers[i] = list[i].number;
    recording.mappings[i] = {list[i].number, -1};
    // The track with the same number if it can be that, else any that decodes alike.
    for (size_t j = 0; j < tracks.size(); ++j) {
      const bool same = list[i].number == tracks[j].number;
      const bool alike = list[i].type == tracks[j].type && list[i].codec_hash == tracks[j].codec_hash && !taken[j];
      int& index = recording.mappings[i].index;
      if (alike && (index < 0 || same)) index = static_cast<int>(j);
    }
    if (const int index = recording.mappings[i].index; index >= 0) taken[static_cast<size_t>(index)] = true;
  }
  reader_.SetTracks(std::span(numbers).first(list.size()));
}

Status Survey::Keep(const WebmItem& item) {
  if (item.id == libwebm::kMkvSeekHead || item.id == libwebm::kMkvCues) {
    has_seek_head = has_seek_head || item.id == libwebm::kMkvSeekHead;
    has_cues = has_cues || item.id == libwebm::kMkvCues;
    return {};
  }
  const uint64_t size = item.end - item.data;
  bool good = true;
  // Larger ones hold whole files, which are nobody's to look into.
  if (size <= ByteSource::kMaxRead) {
    const auto bytes = source_->Read(item.data, static_cast<size_t>(size));
    if (!bytes) return std::unexpected(bytes.error());
    good = NestsWell(item.id, *bytes);
  }
  const auto same = [&item](const KeptElement& element) { return element.id == item.id; };
  const bool again = std::any_of(kept.begin(), kept.begin() + static_cast<ptrdiff_t>(kept_count), same);
  if (!good || again || kept_count == kept.size()) {
    report_->Add(RepairNote::kLeftOut, item.position);
  } else {
    kept[kept_count++] = {item.id, item.data, size};
  }
  return {};
}

Status Survey::TakeBlock(const WebmItem& item) {
  const WebmBlock& block = item.block;
  if (!in_cluster_) {
    report_->Add(RepairNote::kDamaged, item.position);
    return {};
  }
  if (tracks.size() == 0) {
    early_blocks_ = true;
    return {};
  }
  const Recording& recording = recordings.back();
  const int index = recording.Map(block.track);
  if (index < 0) {
    const bool foreign = recordings.size() > 1;
    report_->Add(foreign ? RepairNote::kForeignRecording : RepairNote::kUnknownTrack, item.position);
    return {};
  }
  Track& track = tracks[static_cast<size_t>(index)];
  if (block.payload_size == 0) {
    report_->Add(RepairNote::kEmptyFrames, item.position);
    return {};
  }
  const auto facts = ReadFacts(*source_, track, block);
  if (!facts) return std::unexpected(facts.error());
  uint64_t frames = 1;
  if (block.laced()) {
    const auto lacing = ReadLacing(*source_, track, block);
    if (!lacing) return std::unexpected(lacing.error());
    track.laced = track.laced || !*lacing;
    if (*lacing) frames = (*lacing)->count;
  }

  const int64_t time = BlockTime(block, cluster_time_, recording.scale);
  if (!cluster_has_block_) {
    KINORA_RETURN_IF_ERROR(clusters.Reserve("clusters"));
    clusters.Add({.position = cluster_position_, .time = cluster_time_, .first = time, .last = time});
    cluster_has_block_ = true;
  }
  clusters.back().first = std::min(clusters.back().first, time);
  clusters.back().last = std::max(clusters.back().last, time);
  std::optional<int64_t>& latest = latest_[static_cast<size_t>(index)];
  // Pictures of other codecs need not be in the order of time.
  const int64_t slack = track.in_order() ? 0 : static_cast<int64_t>(1'000'000'000 / timestamp_scale);
  if (latest && time < *latest - slack) clusters.back().back = true;
  latest = std::max(latest.value_or(time), time);
  track.first = track.frames == 0 ? time : std::min(track.first, time);
  track.last = track.frames == 0 ? time : std::max(track.last, time);
  track.frames += frames;
  track.additions = track.additions || block.additions;
  const bool key_frame = *facts && !block.laced() ? (*facts)->key_frame : block.key_frame;
  if (key_frame && !track.has_key_frame) {
    track.has_key_frame = true;
    if (*facts) track.first_key_frame = **facts;
  }
  if (track.video() && !track.has_key_frame) report_->Add(RepairNote::kNoKeyFrame, item.position);
  return {};
}

}  // namespace kinora
