#include "webm/track_list.h"

#include <string_view>

#include "webm/ebml_buffer.h"
#include "webm/element_ids.h"
#include "webm/elements.h"
#include "webm/file_header.h"

namespace kinora {
namespace {

// FNV-1a, 64 bits.
uint64_t Hash(uint64_t hash, std::span<const uint8_t> bytes) {
  for (const uint8_t byte : bytes) hash = (hash ^ byte) * 0x100000001B3;
  return hash;
}
constexpr uint64_t kHashStart = 0xCBF29CE484222325;

// What a block can name: the longest number of EBML has 56 bits, and all of them ones is reserved (RFC 8794, 4.1).
constexpr uint64_t kMaxTrackNumber = (uint64_t{1} << 56) - 2;

TrackCodec CodecOf(std::span<const uint8_t> id, uint64_t type) {
  // Padding with zeros is allowed (RFC 8794, 7.4).
  while (!id.empty() && id.back() == 0) id = id.first(id.size() - 1);
  const std::string_view name(reinterpret_cast<const char*>(id.data()), id.size());
  if (name == "V_VP8") return TrackCodec::kVp8;
  if (name == "V_VP9") return TrackCodec::kVp9;
  if (name == "V_AV1") return TrackCodec::kAv1;
  if (name == "A_OPUS") return TrackCodec::kOpus;
  return type == 2 ? TrackCodec::kAudio : TrackCodec::kOther;
}

std::optional<Track> ParseEntry(std::span<const uint8_t> data) {
  Track track;
  std::span<const uint8_t> codec_id;
  std::span<const uint8_t> codec_private;
  EbmlChildren children(data);
  while (const auto child = children.Next()) {
    switch (child->id) {
      case libwebm::kMkvTrackNumber:
        track.number = ParseUnsigned(child->data);
        break;
      case libwebm::kMkvTrackUID:
        track.uid = ParseUnsigned(child->data);
        break;
      case libwebm::kMkvTrackType:
        track.type = ParseUnsigned(child->data);
        break;
      case libwebm::kMkvDefaultDuration:
        track.default_duration = ParseUnsigned(child->data);
        break;
      case libwebm::kMkvContentEncodings:
        track.encoded = true;
        break;
      case libwebm::kMkvCodecID:
        codec_id = child->data;
        break;
      case libwebm::kMkvCodecPrivate:
        codec_private = child->data;
        break;
      case libwebm::kMkvVideo: {
        EbmlChildren video(child->data);
        while (const auto detail = video.Next()) {
          if (detail->id == libwebm::kMkvAlphaMode) track.alpha_mode = ParseUnsigned(detail->data);
        }
        break;
      }
      default:
        break;
    }
  }
  if (track.number == 0 || track.number > kMaxTrackNumber || track.type == 0 || codec_id.empty()) return std::nullopt;
  track.codec = CodecOf(codec_id, track.type);
  track.codec_hash = Hash(kHashStart, codec_id);
  // What VP8 and VP9 need is in their frames: VP9's only tells of profile and level.
  const bool told = track.codec == TrackCodec::kVp8 || track.codec == TrackCodec::kVp9;
  if (!told) track.codec_hash = Hash(track.codec_hash, codec_private);
  return track;
}

bool IsFiller(uint32_t id) { return id == libwebm::kMkvVoid || id == kMkvCrc32; }

Status WriteMaster(uint32_t id, std::span<const uint8_t> data, MemorySink& target) {
  EbmlBuffer head;
  head.Raw(id, id > 0xFFFFFF ? 4 : 1);
  head.Size(data.size());
  KINORA_RETURN_IF_ERROR(target.Write(head.bytes()));
  return target.Write(data);
}

// The elements that an entry must have, of those that can be known.
struct Corrections {
  const Track& track;
  uint64_t position;
  RepairReport& report;
  bool new_uid = false;  // the entry's own is missing, or another track's

  void Note() const { report.Add(RepairNote::kHeader, position); }

  // Keeps `child`; a number of more than 8 bytes gets as many as it needs, and what is damaged inside is left out.
  Status Keep(const EbmlChild& child, uint32_t parent, MemorySink& target) const {
    if (!Belongs(child.id, parent) || !NestsWell(child.id, child.data)) {
      Note();
      return {};
    }
    const ElementInfo* const info = child.data.size() > 8 ? FindElement(child.id) : nullptr;
    if (!info || info->type != ElementType::kUnsigned) return target.Write(child.whole);
    return Add(static_cast<libwebm::MkvId>(child.id), ParseUnsigned(child.data.last(8)), target);
  }
  // Keeps `child` if it holds `value`, else puts `value` in its place.
  Status Set(const EbmlChild& child, libwebm::MkvId id, uint64_t value, MemorySink& target) const {
    const bool right = ParseUnsigned(child.data) == value && !child.data.empty();
    if (right && child.data.size() <= 8) return target.Write(child.whole);
    return Add(id, value, target);
  }
  Status Add(libwebm::MkvId id, uint64_t value, MemorySink& target) const {
    Note();
    EbmlBuffer element;
    element.Unsigned(id, value);
    return target.Write(element.bytes());
  }
};

// Values that do not exist are left out: unknown is better than wrong.
Status RewriteColour(std::span<const uint8_t> data, const Corrections& correct, MemorySink& target) {
  MemorySink colour;
  EbmlChildren children(data);
  while (const auto child = children.Next()) {
    if (IsFiller(child->id)) continue;
    if (IsColourValue(child->id, ParseUnsigned(child->data))) {
      KINORA_RETURN_IF_ERROR(correct.Keep(*child, libwebm::kMkvColour, colour));
    } else {
      correct.Note();
    }
  }
  EbmlBuffer head;
  head.Raw(libwebm::kMkvColour, 2);
  head.Size(colour.bytes().size());
  KINORA_RETURN_IF_ERROR(target.Write(head.bytes()));
  return target.Write(colour.bytes());
}

Status RewriteVideo(std::span<const uint8_t> data, const Corrections& correct, MemorySink& target) {
  const FrameFacts& facts = correct.track.first_key_frame;
  const bool sized = facts.width > 0 && facts.height > 0;
  const bool alpha = correct.track.additions;
  const auto width = static_cast<uint64_t>(facts.width);
  const auto height = static_cast<uint64_t>(facts.height);
  bool has_width = false;
  bool has_height = false;
  EbmlChildren children(data);
  while (const auto child = children.Next()) {
    if (IsFiller(child->id)) continue;
    if (child->id == libwebm::kMkvPixelWidth && sized) {
      has_width = true;
      KINORA_RETURN_IF_ERROR(correct.Set(*child, libwebm::kMkvPixelWidth, width, target));
    } else if (child->id == libwebm::kMkvPixelHeight && sized) {
      has_height = true;
      KINORA_RETURN_IF_ERROR(correct.Set(*child, libwebm::kMkvPixelHeight, height, target));
    } else if (child->id == libwebm::kMkvAlphaMode && !alpha) {
      // Players would wait for an alpha channel that does not come.
      KINORA_RETURN_IF_ERROR(correct.Set(*child, libwebm::kMkvAlphaMode, 0, target));
    } else if (child->id == libwebm::kMkvColour) {
      KINORA_RETURN_IF_ERROR(RewriteColour(child->data, correct, target));
    } else {
      KINORA_RETURN_IF_ERROR(correct.Keep(*child, libwebm::kMkvVideo, target));
    }
  }
  if (sized && !has_width) KINORA_RETURN_IF_ERROR(correct.Add(libwebm::kMkvPixelWidth, width, target));
  if (sized && !has_height) KINORA_RETURN_IF_ERROR(correct.Add(libwebm::kMkvPixelHeight, height, target));
  return {};
}

Status RewriteEntry(std::span<const uint8_t> data, const Corrections& correct, MemorySink& target) {
  bool has_uid = false;
  bool has_lacing = false;
  bool has_language = false;
  bool has_video = false;
  const bool alpha = correct.track.additions && correct.track.alpha_mode == 1;
  bool has_max_addition = false;
  EbmlChildren children(data);
  while (const auto child = children.Next()) {
    if (IsFiller(child->id)) continue;
    switch (child->id) {
      case libwebm::kMkvTrackUID:
        if (has_uid || ParseUnsigned(child->data) != correct.track.uid || correct.new_uid) continue;
        has_uid = true;
        break;
      case libwebm::kMkvFlagLacing:
        has_lacing = true;
        KINORA_RETURN_IF_ERROR(correct.Set(*child, libwebm::kMkvFlagLacing, correct.track.laced ? 1 : 0, target));
        continue;
      case libwebm::kMkvMaxBlockAdditionID:
        if (!alpha) break;
        has_max_addition = true;
        KINORA_RETURN_IF_ERROR(correct.Set(*child, libwebm::kMkvMaxBlockAdditionID, 1, target));
        continue;
      case libwebm::kMkvCodecPrivate:
        if (correct.track.codec != TrackCodec::kVp8) break;
        correct.Note();  // VP8 has none
        continue;
      case libwebm::kMkvDefaultDuration:
        if (!correct.track.video() || (correct.track.constant_rate && correct.track.default_duration > 0)) break;
        correct.Note();
        continue;
      case libwebm::kMkvLanguage:
      case kMkvLanguageBcp47:
        has_language = true;
        break;
      case libwebm::kMkvVideo: {
        has_video = true;
        MemorySink video;
        KINORA_RETURN_IF_ERROR(RewriteVideo(child->data, correct, video));
        KINORA_RETURN_IF_ERROR(WriteMaster(libwebm::kMkvVideo, video.bytes(), target));
        continue;
      }
      default:
        break;
    }
    KINORA_RETURN_IF_ERROR(correct.Keep(*child, libwebm::kMkvTrackEntry, target));
  }
  if (children.damaged()) correct.Note();
  if (correct.track.video() && correct.track.first_key_frame.width > 0 && !has_video) {
    MemorySink video;
    KINORA_RETURN_IF_ERROR(RewriteVideo({}, correct, video));
    KINORA_RETURN_IF_ERROR(WriteMaster(libwebm::kMkvVideo, video.bytes(), target));
  }
  if (!has_uid) KINORA_RETURN_IF_ERROR(correct.Add(libwebm::kMkvTrackUID, correct.track.uid, target));
  if (!has_lacing && !correct.track.laced) {
    KINORA_RETURN_IF_ERROR(correct.Add(libwebm::kMkvFlagLacing, 0, target));
  }
  if (alpha && !has_max_addition) {
    KINORA_RETURN_IF_ERROR(correct.Add(libwebm::kMkvMaxBlockAdditionID, 1, target));
  }
  if (!has_language && correct.track.video()) {
    correct.Note();
    EbmlBuffer language;
    language.Text(libwebm::kMkvLanguage, "und");  // without it pictures would be English
    KINORA_RETURN_IF_ERROR(target.Write(language.bytes()));
  }
  return {};
}

}  // namespace

bool IsColourValue(uint32_t id, uint64_t value) {
  switch (id) {
    case libwebm::kMkvMatrixCoefficients:
      return value <= 14;
    case libwebm::kMkvRange:
      return value <= 3;
    case libwebm::kMkvTransferCharacteristics:
      return value <= 18;
    case libwebm::kMkvPrimaries:
      return value <= 12 || value == 22;
    default:
      return true;
  }
}

std::optional<FrameFacts> Track::Facts(std::span<const uint8_t> bytes) const {
  if (encoded) return std::nullopt;
  if (codec == TrackCodec::kVp8) return ReadVp8Facts(bytes);
  if (codec == TrackCodec::kVp9) return ReadVp9Facts(bytes);
  return std::nullopt;
}

TrackList TrackList::Parse(std::span<const uint8_t> data) {
  TrackList list;
  EbmlChildren children(data);
  while (const auto child = children.Next()) {
    if (child->id != libwebm::kMkvTrackEntry || list.size_ == list.tracks_.size()) continue;
    const auto track = ParseEntry(child->data);
    if (track && !list.Find(track->number)) list.tracks_[list.size_++] = *track;
  }
  return list;
}

Track* TrackList::Find(uint64_t number) {
  for (size_t i = 0; i < size_; ++i) {
    if (tracks_[i].number == number) return &tracks_[i];
  }
  return nullptr;
}

bool TrackList::GiveUid(size_t index) {
  const auto has = [this, index](uint64_t uid, size_t from, size_t end) {
    for (size_t i = from; i < end; ++i) {
      if (i != index && tracks_[i].uid == uid) return true;
    }
    return false;
  };
  uint64_t& uid = tracks_[index].uid;
  if (uid != 0 && !has(uid, 0, index)) return false;
  for (uid = tracks_[index].number; has(uid, 0, size_); ++uid) {
  }
  return true;
}

Status RewriteTracks(std::span<const uint8_t> data, TrackList& tracks, uint64_t position, RepairReport& report,
                     MemorySink& target) {
  MemorySink entries;
  size_t written = 0;
  EbmlChildren children(data);
  while (const auto child = children.Next()) {
    if (child->id != libwebm::kMkvTrackEntry) continue;
    // The entries of `tracks` are those of the element, in the same order.
    const auto entry = ParseEntry(child->data);
    if (!entry || written == tracks.size() || tracks[written].number != entry->number) {
      report.Add(RepairNote::kLeftOut, position);
      continue;
    }
    const bool new_uid = tracks.GiveUid(written);
    MemorySink rewritten;
    KINORA_RETURN_IF_ERROR(RewriteEntry(child->data, {tracks[written], position, report, new_uid}, rewritten));
    KINORA_RETURN_IF_ERROR(WriteMaster(libwebm::kMkvTrackEntry, rewritten.bytes(), entries));
    ++written;
  }
  if (children.damaged()) report.Add(RepairNote::kDamaged, position);
  return WriteMaster(libwebm::kMkvTracks, entries.bytes(), target);
}

Status RewriteInfo(std::span<const uint8_t> data, uint64_t timestamp_scale, uint64_t position, RepairReport& report,
                   MemorySink& target) {
  MemorySink info;
  bool has_muxer = false;
  bool has_writer = false;
  EbmlBuffer element;
  element.Unsigned(libwebm::kMkvTimecodeScale, timestamp_scale);
  KINORA_RETURN_IF_ERROR(info.Write(element.bytes()));
  EbmlChildren children(data);
  while (const auto child = children.Next()) {
    if (IsFiller(child->id) || child->id == libwebm::kMkvTimecodeScale || child->id == libwebm::kMkvDuration) continue;
    const bool text =
        child->id == libwebm::kMkvMuxingApp || child->id == libwebm::kMkvWritingApp || child->id == libwebm::kMkvTitle;
    if ((text && !IsUtf8(child->data)) || !Belongs(child->id, libwebm::kMkvInfo)) {
      report.Add(RepairNote::kHeader, position);
      continue;
    }
    has_muxer = has_muxer || child->id == libwebm::kMkvMuxingApp;
    has_writer = has_writer || child->id == libwebm::kMkvWritingApp;
    KINORA_RETURN_IF_ERROR(info.Write(child->whole));
  }
  EbmlBuffer added;
  if (!has_muxer) added.Text(libwebm::kMkvMuxingApp, kApplication);
  if (!has_writer) added.Text(libwebm::kMkvWritingApp, kApplication);
  if (added.size() > 0) report.Add(RepairNote::kHeader, position);
  added.Append(BuildDuration(std::nullopt).bytes());
  KINORA_RETURN_IF_ERROR(info.Write(added.bytes()));
  return WriteMaster(libwebm::kMkvInfo, info.bytes(), target);
}

}  // namespace kinora
