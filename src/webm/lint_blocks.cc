// The rules of WebmLinter about Clusters and what is in them, and those about the file as a whole.
#include <algorithm>
#include <cmath>

#include "webm/element_ids.h"
#include "webm/lint.h"

namespace kinora {

LintTrack* WebmLinter::Find(uint64_t number) {
  for (size_t i = 0; i < std::min(track_count_, tracks_.size()); ++i) {
    if (tracks_[i].facts.number == number) return &tracks_[i];
  }
  return nullptr;
}

void WebmLinter::StartCluster(uint64_t time) {
  const auto ticks = static_cast<int64_t>(std::min<uint64_t>(time, uint64_t{1} << 60));
  if (!clusters_.empty() && ticks <= clusters_.back().time) {
    Report(17, position_, "a Cluster's Timestamp that does not rise");
  }
  cluster_.has_time = true;
  cluster_.time = ticks;
  if (clusters_.Reserve("clusters")) clusters_.Add({ticks, 0, cluster_.position, cluster_.position});
}

// A SimpleBlock, or the Block of a group, which is dealt with when the group ends. `bytes` is the beginning of its
// `size` bytes at `data`.
Status WebmLinter::TakeBlock(std::span<const uint8_t> bytes, uint64_t data, uint64_t size, bool group) {
  const uint64_t position = position_;
  LintBlock block;
  if (group) block = group_;
  const auto track = ParseVariableInt(bytes);
  if (!track || bytes.size() < track->size + 3) {
    Report(26, position, "a block that is too short");
    return {};
  }
  block.seen = true;
  if (!group) block.position = position;
  block.track = track->value;
  block.offset = static_cast<int16_t>(bytes[track->size] << 8 | bytes[track->size + 1]);
  block.flags = bytes[track->size + 2];
  block.payload_size = size - track->size - 3;
  block.payload = data + track->size + 3;
  if (group) {
    group_ = block;
    return {};
  }
  LintTrack* const found = Find(block.track);
  if (!found) {
    Report(8, position, "a block of a track that is not described");
    return {};
  }
  return CheckFrame(*found, block);
}

Status WebmLinter::EndGroup() {
  if (!group_.seen) {
    Report(26, group_.position, "a BlockGroup without Block");
    return {};
  }
  LintTrack* const track = Find(group_.track);
  if (!track) {
    Report(8, group_.position, "a block of a track that is not described");
    return {};
  }
  return CheckFrame(*track, group_);
}

// Reads before it reports, so that it can be called again.
Status WebmLinter::CheckFrame(LintTrack& track, const LintBlock& block) {
  const auto bytes = Peek(block.payload, std::min<uint64_t>(block.payload_size, kFrameFactsSize));
  if (!bytes) return std::unexpected(bytes.error());
  const auto facts = track.facts.Facts(*bytes);
  std::optional<int64_t> opus;
  if (track.facts.codec == TrackCodec::kOpus && !track.facts.encoded) opus = ReadOpusDuration(*bytes);
  std::optional<FrameFacts> alpha;
  if (block.addition_size > 0) {
    const auto addition = Peek(block.addition, std::min<uint64_t>(block.addition_size, kFrameFactsSize));
    if (!addition) return std::unexpected(addition.error());
    alpha = track.facts.Facts(*addition);
  }
  bool superframe = false;
  if (facts && !facts->shown && track.facts.codec == TrackCodec::kVp9) {
    const auto last = Peek(block.payload + block.payload_size - 1, 1);
    if (!last) return std::unexpected(last.error());
    superframe = !last->empty() && ((*last)[0] & 0xE0) == 0xC0;
  }

  const uint64_t at = block.position;
  if (block.payload_size == 0) Report(23, at, "a frame without a byte");
  if ((block.flags & 0x06) != 0) Report(22, at, "lacing");
  if ((block.flags & 0x70) != 0 || (block.group && (block.flags & 0x81) != 0)) Report(22, at, "reserved bits are set");
  if ((block.flags & 0x08) != 0 && !(facts && !facts->shown)) Report(22, at, "a frame that is shown marked invisible");
  if (facts && !facts->shown && track.facts.codec == TrackCodec::kVp9 && !superframe) {
    Report(23, at, "a frame that is not shown, outside of a superframe");
  }
  const bool key_frame = facts ? facts->key_frame : !block.group ? (block.flags & 0x80) != 0 : !block.reference;
  if (facts && !block.group && facts->key_frame != ((block.flags & 0x80) != 0)) {
    Report(21, at, "the key frame flag disagrees with the frame");
  }
  if (facts && block.group && facts->key_frame == block.reference) {
    Report(15, at, "ReferenceBlock disagrees with the frame");
  }
  if (facts && facts->key_frame && !track.facts.has_key_frame) {
    track.facts.has_key_frame = true;
    if (static_cast<uint64_t>(facts->width) != track.width || static_cast<uint64_t>(facts->height) != track.height) {
      Report(8, track.position, "PixelWidth and PixelHeight are not the frame's");
    }
    const auto differs = [](uint64_t stated, int said, int unspecified) {
      return static_cast<int>(stated) != unspecified && said != unspecified && static_cast<int>(stated) != said;
    };
    if (differs(track.matrix, facts->matrix, 2) || differs(track.range, facts->range, 0)) {
      Report(12, track.position, "Colour disagrees with the frame");
    }
  }
  if (block.addition_size > 0) {
    track.additions = true;
    if (block.addition_id != 1) Report(14, at, "BlockAddID must be 1");
    if (facts && (!alpha || alpha->key_frame != facts->key_frame ||
                  (alpha->key_frame && (alpha->width != facts->width || alpha->height != facts->height)))) {
      Report(14, at, "the alpha channel's frame is not of the same kind and size");
    }
  } else if (track.facts.alpha_mode == 1) {
    Report(13, at, "a frame without alpha channel in a track with one");
  }
  CheckTimes(track, block, key_frame);
  const double ticks = static_cast<double>(segment_.scale);
  if (track.facts.default_duration > 0) track.step = static_cast<double>(track.facts.default_duration) / ticks;
  if (opus) track.step = static_cast<double>(*opus) / ticks;
  if (block.duration) track.step = static_cast<double>(*block.duration);
  // A frame that does not say how long it lasts ends when the next begins, so only the last one's guess counts.
  track.timed = track.facts.default_duration > 0 || opus || block.duration;
  const double end = static_cast<double>(track.last) + track.step;
  track.end = track.timed ? std::max(track.end, end) : end;
  return {};
}

void WebmLinter::CheckTimes(LintTrack& track, const LintBlock& block, bool key_frame) {
  const uint64_t at = block.position;
  const int64_t time = cluster_.time + block.offset;
  const bool first_video = std::find_if(tracks_.begin(), tracks_.end(), [](const LintTrack& other) {
                             return other.facts.video();
                           }) == tracks_.begin() + (&track - tracks_.data());
  if (!cluster_.has_time) Report(16, at, "a block before its Cluster's Timestamp");
  if (!cluster_.has_block && block.offset != 0) Report(17, at, "a Cluster's first block is not at its Timestamp");
  if (block.offset < 0) Report(18, at, "a block before its Cluster, or more than 32,767 ticks behind it");
  if (track.frames > 0) {
    if (time < track.last || (time == track.last && track.facts.video())) Report(19, at, "a time that does not rise");
    if (time > track.last) track.step = static_cast<double>(time - track.last);
  } else {
    track.first = time;
  }
  if (time < cluster_.latest - static_cast<int64_t>(1'000'000'000 / segment_.scale)) {
    Report(19, at, "a block more than a second late");
  }
  if (first_video) {
    const bool continued =
        track.frames > 0 && time - cluster_.last_start > 30 * (1'000'000'000 / static_cast<int64_t>(segment_.scale));
    if (!cluster_.has_video && !key_frame && !continued)
      Report(20, at, "a Cluster that does not begin with a key frame");
    if (!cluster_.has_video && !key_frame && track.frames == 0) Report(30, at, "the first frame is no key frame");
    if (cluster_.has_video && key_frame) Report(20, at, "a key frame inside a Cluster");
    if (!cluster_.has_video) cluster_.last_start = time;
    cluster_.has_video = true;
    if (key_frame && key_frames_.Reserve("key frames")) {
      key_frames_.Add({time, track.facts.number, cluster_.position, at});
    }
  }
  cluster_.has_block = true;
  cluster_.latest = std::max(cluster_.latest, time);
  track.last = time;
  ++track.frames;
}

void WebmLinter::EndFile() {
  if (!header_.seen) Report(1, 0, "there is no EBML header");
  if (!segment_.seen) {
    Report(3, 0, "there is no Segment");
    return;
  }
  if (header_.doc_version < header_.needed_version) {
    Report(2, 0, "DocTypeVersion is below what the elements in the file need");
  }
  if (!segment_.info || !segment_.has_scale || !segment_.has_muxer || !segment_.has_writer) {
    Report(6, segment_.info.value_or(segment_.data), "Info must have TimestampScale, MuxingApp and WritingApp");
  }
  if (!segment_.tracks) Report(30, segment_.data, "there is no Tracks");
  if (segment_.known_size) {
    CheckSeekHead();
    CheckCues();
    CheckDuration();
  }
  CheckTracks();
}

// W05: each entry leads to its element, and each element has one.
void WebmLinter::CheckSeekHead() {
  if (!segment_.seek_head) {
    Report(5, segment_.data, "there is no SeekHead");
    return;
  }
  const struct {
    uint32_t id;
    std::optional<uint64_t> position;
  } elements[] = {{libwebm::kMkvInfo, segment_.info},
                  {libwebm::kMkvTracks, segment_.tracks},
                  {libwebm::kMkvTags, segment_.tags},
                  {libwebm::kMkvCues, segment_.cues}};
  for (const auto& element : elements) {
    const auto entry =
        std::ranges::find_if(seeks_.items(), [&element](const LintSeek& seek) { return seek.id == element.id; });
    if (entry == seeks_.items().end()) {
      if (element.position) Report(5, *segment_.seek_head, "an element that SeekHead does not list");
    } else if (!element.position || entry->target + segment_.data != *element.position) {
      Report(5, entry->position, "a SeekPosition where the element is not");
    }
  }
}

// W24
void WebmLinter::CheckCues() {
  if (!segment_.cues) {
    if (!clusters_.empty()) Report(24, segment_.data, "there are no Cues");
    return;
  }
  const std::span<const LintCue> cues = cues_.items();
  for (size_t i = 1; i < cues.size(); ++i) {
    if (cues[i].time < cues[i - 1].time) Report(24, cues[i].position, "Cues that are not in the order of time");
  }
  const auto by_cluster = [](const LintCue& cue, uint64_t position) { return cue.position < position; };
  for (const LintCue& cue : cues) {
    const std::span<const LintCue> clusters = clusters_.items();
    const uint64_t target = cue.cluster + segment_.data;
    const auto found = std::lower_bound(clusters.begin(), clusters.end(), target, by_cluster);
    if (found == clusters.end() || found->position != target || found->time > cue.time ||
        cue.time - found->time > 32'767 || !Find(cue.track)) {
      Report(24, cue.position, "a cue that does not lead to a Cluster with that time and track");
    }
  }
  // Each key frame has its cue. Both rise with time where all is well.
  size_t at = 0;
  for (const LintCue& key_frame : key_frames_.items()) {
    while (at < cues.size() && cues[at].time < key_frame.time) ++at;
    const bool has =
        at < cues.size() && cues[at].time == key_frame.time && cues[at].cluster + segment_.data == key_frame.cluster;
    if (!has) Report(24, key_frame.position, "a key frame without cue");
  }
}

// W06, W07
void WebmLinter::CheckDuration() {
  double end = 0;
  double step = 0;
  bool timed = true;
  for (size_t i = 0; i < std::min(track_count_, tracks_.size()); ++i) {
    if (tracks_[i].end >= end) step = tracks_[i].step;
    end = std::max(end, tracks_[i].end);
    timed = timed && (tracks_[i].timed || tracks_[i].frames == 0);
  }
  const uint64_t position = segment_.info.value_or(segment_.data);
  if (!segment_.duration) {
    if (end > 0) Report(6, position, "there is no Duration");
  } else if (!(*segment_.duration > 0)) {
    Report(6, position, "Duration must be above 0");
  } else if (timed && !(*segment_.duration - end <= std::max(step, 1.0)) && step > 0) {
    // A frame that does not say how long it lasts may stay to any end.
    Report(7, position, "Duration is more than a frame behind where the last frame ends");
  } else if (!(end - *segment_.duration <= std::max(step, 1.0))) {
    Report(7, position, "Duration ends before the last frame does");
  }
}

// W10, W13
void WebmLinter::CheckTracks() {
  for (size_t i = 0; i < std::min(track_count_, tracks_.size()); ++i) {
    const LintTrack& track = tracks_[i];
    const double ticks = static_cast<double>(track.facts.default_duration) / static_cast<double>(segment_.scale);
    if (track.facts.video() && ticks > 0 && track.frames > 1) {
      const double length = static_cast<double>(track.last - track.first);
      if (std::abs(length - ticks * static_cast<double>(track.frames - 1)) > std::max(ticks, 2.0)) {
        Report(10, track.position, "DefaultDuration though the frame rate is not constant");
      }
    }
    if (track.facts.alpha_mode == 1 && !track.additions && track.frames == 0) continue;
    if (track.additions != (track.facts.alpha_mode == 1)) {
      Report(13, track.position, "AlphaMode and BlockAdditions disagree");
    }
    if (track.additions && track.max_addition != 1) Report(13, track.position, "MaxBlockAdditionID must be 1");
  }
}

}  // namespace kinora
