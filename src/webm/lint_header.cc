// The rules of WebmLinter about what comes before the Clusters.
#include <algorithm>
#include <string_view>

#include "webm/element_ids.h"
#include "webm/lint.h"

namespace kinora {

// W04: the order of what is at the top of the Segment.
void WebmLinter::TopLevel(uint32_t id) {
  const uint64_t position = top().position;
  int stage = 0;
  switch (id) {
    case libwebm::kMkvSeekHead:
      if (segment_.children != 0) Report(5, position, "SeekHead is not the first element of the Segment");
      if (segment_.seek_head) Report(4, position, "a second SeekHead");
      segment_.seek_head = position;
      break;
    case libwebm::kMkvInfo:
      stage = 1;
      if (segment_.info) Report(4, position, "a second Info");
      if (segment_.first_cluster) Report(30, position, "Info after the first Cluster");
      segment_.info = position;
      break;
    case libwebm::kMkvTracks:
      stage = 2;
      if (segment_.tracks) Report(4, position, "a second Tracks");
      if (segment_.first_cluster) Report(30, position, "Tracks after the first Cluster");
      segment_.tracks = position;
      break;
    case libwebm::kMkvChapters:
    case libwebm::kMkvTags:
      stage = 3;
      if (id == libwebm::kMkvTags) segment_.tags = position;
      break;
    case libwebm::kMkvCluster:
      stage = 4;
      if (!segment_.first_cluster) {
        segment_.first_cluster = position;
        if (!segment_.info || !segment_.tracks) Report(30, position, "a Cluster before Info and Tracks");
      }
      cluster_.open = true;
      cluster_.has_time = cluster_.has_block = cluster_.has_video = false;
      cluster_.position = position;
      break;
    case libwebm::kMkvCues:
      stage = 5;
      if (segment_.cues) Report(4, position, "a second Cues");
      segment_.cues = position;
      break;
    default:
      break;
  }
  ++segment_.children;
  // Info and Tracks behind a Cluster are another rule's.
  const bool late_header = segment_.first_cluster && (stage == 1 || stage == 2);
  if (stage < segment_.stage && !late_header) Report(4, position, "a top-level element out of order");
  segment_.stage = std::max(segment_.stage, stage);
  if (!segment_.known_size && (id == libwebm::kMkvSeekHead || id == libwebm::kMkvCues)) {
    Report(4, position, "SeekHead or Cues in a live stream");
  }
}

void WebmLinter::TakeLeaf(uint32_t id, std::span<const uint8_t> data) {
  const uint64_t value = ParseUnsigned(data.last(std::min<size_t>(data.size(), 8)));
  switch (id) {
    case libwebm::kMkvEBMLReadVersion:
      header_.read_version = value;
      break;
    case libwebm::kMkvEBMLMaxIDLength:
      header_.max_id_length = value;
      break;
    case libwebm::kMkvEBMLMaxSizeLength:
      header_.max_size_length = value;
      break;
    case libwebm::kMkvDocType:
      header_.webm = std::string_view(reinterpret_cast<const char*>(data.data()), data.size()) == "webm";
      break;
    case libwebm::kMkvDocTypeVersion:
      header_.doc_version = value;
      break;
    case libwebm::kMkvDocTypeReadVersion:
      header_.doc_read_version = value;
      break;
    case libwebm::kMkvSeekID:
      seek_id_ = static_cast<uint32_t>(value);
      break;
    case libwebm::kMkvSeekPosition:
      if (seeks_.Reserve("seeks")) seeks_.Add({seek_id_, value, position_});
      break;
    case libwebm::kMkvTimecodeScale:
      segment_.has_scale = true;
      segment_.scale = std::max<uint64_t>(value, 1);
      if (value == 0) Report(6, position_, "a TimestampScale of 0");
      break;
    case libwebm::kMkvDuration:
      segment_.duration = ParseFloat(data);
      if (!segment_.known_size) Report(4, position_, "Duration in a live stream");
      break;
    case libwebm::kMkvMuxingApp:
      segment_.has_muxer = true;
      break;
    case libwebm::kMkvWritingApp:
      segment_.has_writer = true;
      break;
    case libwebm::kMkvTimecode:
      if (!in(libwebm::kMkvCluster)) break;
      if (top().children != 1) Report(16, position_, "a Timestamp that is not the first element of its Cluster");
      StartCluster(value);
      break;
    case libwebm::kMkvBlockDuration:
      group_.duration = value;
      break;
    case libwebm::kMkvReferenceBlock:
      group_.reference = true;
      break;
    case libwebm::kMkvBlockAddID:
      group_.addition_id = value;
      break;
    case libwebm::kMkvCueTime:
      cue_.time = static_cast<int64_t>(std::min<uint64_t>(value, uint64_t{1} << 60));
      break;
    case libwebm::kMkvCueTrack:
      cue_.track = value;
      break;
    case libwebm::kMkvCueClusterPosition:
      cue_.cluster = value;
      break;
    default:
      if (track_) TakeTrackLeaf(id, data);
      break;
  }
}

void WebmLinter::TakeTrackLeaf(uint32_t id, std::span<const uint8_t> data) {
  const uint64_t value = ParseUnsigned(data.last(std::min<size_t>(data.size(), 8)));
  LintTrack& track = *track_;
  switch (id) {
    case libwebm::kMkvTrackNumber:
      track.facts.number = value;
      break;
    case libwebm::kMkvTrackUID:
      track.uid = value;
      break;
    case libwebm::kMkvTrackType:
      track.facts.type = value;
      break;
    case libwebm::kMkvFlagLacing:
      track.lacing = value;
      break;
    case libwebm::kMkvDefaultDuration:
      track.facts.default_duration = value;
      if (value == 0) Report(10, position_, "a DefaultDuration of 0");
      break;
    case libwebm::kMkvMaxBlockAdditionID:
      track.max_addition = value;
      break;
    case libwebm::kMkvLanguage:
    case kMkvLanguageBcp47:
      track.has_language = true;
      break;
    case libwebm::kMkvContentEncAlgo:
      track.facts.encoded = true;
      break;
    case libwebm::kMkvCodecID: {
      const std::string_view name(reinterpret_cast<const char*>(data.data()), data.size());
      track.known_codec = name == "V_VP8" || name == "V_VP9" || name == "V_AV1" || name == "A_VORBIS" ||
                          name == "A_OPUS" || name.starts_with("D_WEBVTT/");
      track.facts.codec = name == "V_VP8"    ? TrackCodec::kVp8
                          : name == "V_VP9"  ? TrackCodec::kVp9
                          : name == "V_AV1"  ? TrackCodec::kAv1
                          : name == "A_OPUS" ? TrackCodec::kOpus
                                             : TrackCodec::kOther;
      break;
    }
    case libwebm::kMkvCodecPrivate:
      track.has_codec_private = true;
      // VP9's: features of an ID, a length and a value. Of other codecs nothing is checked.
      for (size_t at = 0; at < data.size();) {
        const bool known = at + 2 < data.size() && data[at] >= 1 && data[at] <= 4 && data[at + 1] == 1;
        if (!known) track.private_ok = false;
        if (!known) break;
        at += 3;
      }
      break;
    case libwebm::kMkvAlphaMode:
      track.facts.alpha_mode = value;
      break;
    case libwebm::kMkvPixelWidth:
      track.width = value;
      break;
    case libwebm::kMkvPixelHeight:
      track.height = value;
      break;
    case libwebm::kMkvDisplayWidth:
    case libwebm::kMkvDisplayHeight:
      if (value == 0) Report(8, position_, "a DisplayWidth or DisplayHeight of 0");
      break;
    case libwebm::kMkvMatrixCoefficients:
    case libwebm::kMkvRange:
    case libwebm::kMkvTransferCharacteristics:
    case libwebm::kMkvPrimaries:
      if (!IsColourValue(id, value)) Report(12, position_, "a value of Colour that does not exist");
      if (id == libwebm::kMkvMatrixCoefficients) track.matrix = value == 5 ? 6 : value;  // both are BT.601
      if (id == libwebm::kMkvRange) track.range = value;
      break;
    default:
      break;
  }
}

void WebmLinter::EndHeader() {
  const uint64_t position = top().position;
  if (!header_.webm) Report(1, position, "DocType must be \"webm\"");
  if (header_.read_version != 1) Report(1, position, "EBMLReadVersion must be 1");
  if (header_.max_id_length != 4) Report(1, position, "EBMLMaxIDLength must be 4");
  if (header_.max_size_length != 8) Report(1, position, "EBMLMaxSizeLength must be 8");
  if (header_.doc_read_version > header_.doc_version) {
    Report(2, position, "DocTypeReadVersion is above DocTypeVersion");
  }
}

void WebmLinter::EndTrack() {
  if (!track_) return;  // a TrackEntry in this one has ended it
  LintTrack& track = *track_;
  track_ = nullptr;
  const uint64_t position = track.position;
  const bool video = track.facts.video();
  if (track.facts.number < 1 || track.facts.number > 126) Report(8, position, "TrackNumber must be from 1 to 126");
  if (track.uid == 0) Report(8, position, "TrackUID is missing or 0");
  if (track.facts.type == 0) Report(8, position, "TrackType is missing");
  if (!track.known_codec) Report(8, position, "CodecID is missing or none of WebM's");
  if (track.lacing != 0) Report(8, position, "FlagLacing must be 0");
  if (video && (track.width == 0 || track.height == 0))
    Report(8, position, "PixelWidth or PixelHeight is missing or 0");
  if (video && !track.has_language) Report(9, position, "without Language, pictures are English");
  if (track.facts.codec == TrackCodec::kVp8 && track.has_codec_private) Report(11, position, "CodecPrivate for VP8");
  if (track.facts.codec == TrackCodec::kVp9 && !track.private_ok) {
    Report(11, position, "CodecPrivate for VP9 that is no list of features");
  }
  const LintTrack* const begin = tracks_.data();
  for (const LintTrack* other = begin; other != &track; ++other) {
    if (other->facts.number == track.facts.number) Report(8, position, "two tracks with one TrackNumber");
    if (other->uid == track.uid) Report(8, position, "two tracks with one TrackUID");
  }
}

}  // namespace kinora
