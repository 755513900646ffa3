#include "webm/file_header.h"

#include <algorithm>
#include <cmath>

namespace kinora {
namespace {

constexpr uint64_t kVideoTrackType = 1;
constexpr uint64_t kAudioTrackType = 2;

// What an Opus encoder's first packet begins with is not sound yet: the samples that libopus looks ahead, in which
// nothing is lost by taking them for any encoder's.
constexpr int64_t kOpusPreSkip = 312;
constexpr uint64_t kOpusSeekPreRoll = 80'000'000;  // nanoseconds (RFC 7845, 4.6)

constexpr size_t kSeekSize = 21;      // one Seek entry: 3 + SeekID 7 + SeekPosition 11
constexpr size_t kDurationSize = 11;  // ID 2, size 1, value 8

// ITU-T H.273 code points for matrix, transfer and primaries; the range is limited ("broadcast") in both.
EbmlBuffer BuildColour(ColorSpace color_space) {
  const uint64_t code_point = color_space == ColorSpace::kBt709 ? 1 : 6;
  EbmlBuffer colour;
  colour.Unsigned(libwebm::kMkvMatrixCoefficients, code_point);
  colour.Unsigned(libwebm::kMkvRange, 1);
  colour.Unsigned(libwebm::kMkvTransferCharacteristics, code_point);
  colour.Unsigned(libwebm::kMkvPrimaries, code_point);
  return colour;
}

EbmlBuffer BuildEbmlHeader(const char* doc_type) {
  EbmlBuffer header;
  header.Unsigned(libwebm::kMkvEBMLVersion, 1);
  header.Unsigned(libwebm::kMkvEBMLReadVersion, 1);
  header.Unsigned(libwebm::kMkvEBMLMaxIDLength, 4);
  header.Unsigned(libwebm::kMkvEBMLMaxSizeLength, 8);
  header.Text(libwebm::kMkvDocType, doc_type);
  header.Unsigned(libwebm::kMkvDocTypeVersion, 4);      // the Colour element asks for 4 (RFC 9559, 5.1.4.1.28.16)
  header.Unsigned(libwebm::kMkvDocTypeReadVersion, 2);  // SimpleBlock must be understood; Colour may be skipped
  return header;
}

// What every track has. TrackUID is any number but 0; fixed, so that the same frames give the same bytes.
EbmlBuffer StartTrack(uint64_t number, uint64_t type) {
  EbmlBuffer entry;
  entry.Unsigned(libwebm::kMkvTrackNumber, number);
  entry.Unsigned(libwebm::kMkvTrackUID, number);
  entry.Unsigned(libwebm::kMkvTrackType, type);
  entry.Unsigned(libwebm::kMkvFlagLacing, 0);
  return entry;
}

EbmlBuffer BuildVideoTrack(const WebmConfig& config) {
  EbmlBuffer video;
  video.Unsigned(libwebm::kMkvPixelWidth, static_cast<uint64_t>(config.width));
  video.Unsigned(libwebm::kMkvPixelHeight, static_cast<uint64_t>(config.height));
  if (config.alpha) video.Unsigned(libwebm::kMkvAlphaMode, 1);
  video.Master(libwebm::kMkvColour, BuildColour(config.color_space));

  EbmlBuffer entry = StartTrack(kVideoTrack, kVideoTrackType);
  if (config.constant_frame_rate > 0) {
    entry.Unsigned(libwebm::kMkvDefaultDuration, static_cast<uint64_t>(std::llround(1e9 / config.constant_frame_rate)));
  }
  entry.Text(libwebm::kMkvLanguage, "und");  // the default would be English
  entry.Text(libwebm::kMkvCodecID, config.codec == Codec::kVp9 ? "V_VP9" : "V_VP8");
  if (config.alpha) entry.Unsigned(libwebm::kMkvMaxBlockAdditionID, 1);
  entry.Master(libwebm::kMkvVideo, video);
  return entry;
}

// The identification header (RFC 7845, 5.1), whose numbers have their low bytes first.
EbmlBuffer BuildOpusHead(int channels) {
  EbmlBuffer head;
  for (const char letter : {'O', 'p', 'u', 's', 'H', 'e', 'a', 'd'}) head.Raw(letter, 1);
  head.Raw(1, 1);  // version
  head.Raw(channels, 1);
  head.Raw((kOpusPreSkip & 0xFF) << 8 | kOpusPreSkip >> 8, 2);
  head.Raw(0x80BB0000, 4);  // 48,000
  head.Raw(0, 2);           // gain
  head.Raw(0, 1);           // one stream, mono or stereo
  return head;
}

EbmlBuffer BuildAudioTrack(int channels) {
  EbmlBuffer audio;
  audio.Double(libwebm::kMkvSamplingFrequency, kOpusRate);
  audio.Unsigned(libwebm::kMkvChannels, static_cast<uint64_t>(channels));
  EbmlBuffer entry = StartTrack(kAudioTrack, kAudioTrackType);
  entry.Text(libwebm::kMkvLanguage, "und");
  entry.Text(libwebm::kMkvCodecID, "A_OPUS");
  entry.Master(libwebm::kMkvCodecPrivate, BuildOpusHead(channels));
  entry.Unsigned(libwebm::kMkvCodecDelay, static_cast<uint64_t>(std::llround(kOpusPreSkip * 1e9 / kOpusRate)));
  entry.Unsigned(libwebm::kMkvSeekPreRoll, kOpusSeekPreRoll);
  entry.Master(libwebm::kMkvAudio, audio);
  return entry;
}

EbmlBuffer BuildTracks(const WebmConfig& config) {
  EbmlBuffer tracks;
  tracks.Master(libwebm::kMkvTrackEntry, BuildVideoTrack(config));
  if (config.audio_channels > 0) tracks.Master(libwebm::kMkvTrackEntry, BuildAudioTrack(config.audio_channels));
  return tracks;
}

void AddSeek(EbmlBuffer& seek_head, uint32_t id, uint64_t position) {
  EbmlBuffer seek_id;
  seek_id.Raw(id, 4);
  EbmlBuffer seek;
  seek.Master(libwebm::kMkvSeekID, seek_id);  // a binary element is written as a master: ID, size, bytes
  seek.UnsignedOfEightBytes(libwebm::kMkvSeekPosition, position);
  seek_head.Master(libwebm::kMkvSeek, seek);
}

}  // namespace

FileHeader StartFileHeader(const char* doc_type) {
  FileHeader header;
  header.buffer.Master(libwebm::kMkvEBML, BuildEbmlHeader(doc_type));
  header.buffer.MasterOfUnknownSize(libwebm::kMkvSegment);
  header.segment_data = header.buffer.size();
  header.segment_size = header.segment_data - 8;
  return header;
}

void AddSeekHead(FileHeader& header, std::span<const HeaderElement> elements) {
  header.seek_head = header.buffer.size();
  header.seek_count = std::min(elements.size(), header.seeks.size());
  for (size_t i = 0; i < header.seek_count; ++i) header.seeks[i].id = elements[i].id;
  // Its length does not depend on the positions in it.
  uint64_t position = header.seek_head + BuildSeekHead(header, std::nullopt).size() - header.segment_data;
  for (size_t i = 0; i < header.seek_count; ++i) {
    header.seeks[i].position = position;
    position += elements[i].size;
  }
  header.buffer.Append(BuildSeekHead(header, std::nullopt).bytes());
}

FileHeader BuildFileHeader(const WebmConfig& config) {
  FileHeader header = StartFileHeader("webm");
  const bool file = config.layout == WebmLayout::kFile;
  EbmlBuffer info;
  info.Unsigned(libwebm::kMkvTimecodeScale, kTimestampScale);
  info.Text(libwebm::kMkvMuxingApp, kApplication);
  info.Text(libwebm::kMkvWritingApp, kApplication);
  if (file) info.Append(BuildDuration(std::nullopt).bytes());
  EbmlBuffer info_element;
  info_element.Master(libwebm::kMkvInfo, info);
  EbmlBuffer tracks;
  tracks.Master(libwebm::kMkvTracks, BuildTracks(config));

  if (file) {
    const HeaderElement elements[] = {{libwebm::kMkvInfo, info_element.size()}, {libwebm::kMkvTracks, tracks.size()}};
    AddSeekHead(header, elements);
    header.duration = header.buffer.size() + info_element.size() - kDurationSize;
  }
  header.buffer.Append(info_element.bytes());
  header.buffer.Append(tracks.bytes());
  return header;
}

EbmlBuffer BuildSeekHead(const FileHeader& header, std::optional<uint64_t> cues) {
  EbmlBuffer entries;
  for (size_t i = 0; i < header.seek_count; ++i) AddSeek(entries, header.seeks[i].id, header.seeks[i].position);
  if (cues) AddSeek(entries, libwebm::kMkvCues, *cues);
  EbmlBuffer seek_head;
  seek_head.Master(libwebm::kMkvSeekHead, entries);
  if (!cues) seek_head.Void(kSeekSize);
  return seek_head;
}

EbmlBuffer BuildDuration(std::optional<double> ticks) {
  EbmlBuffer duration;
  if (ticks) {
    duration.Double(libwebm::kMkvDuration, *ticks);
  } else {
    duration.Void(kDurationSize);
  }
  return duration;
}

}  // namespace kinora
