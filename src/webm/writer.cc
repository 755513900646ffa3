#include "webm/writer.h"

#include <algorithm>
#include <cmath>
#include <new>

#include "frame/frame_view.h"
#include "webm/block_head.h"
#include "webm/ebml_buffer.h"
#include "webm/file_header.h"
#include "webm/frame_facts.h"
#include "webm/packet_queue.h"
#include "webm/segment_writer.h"

namespace kinora {
namespace {

constexpr uint64_t kMaxPacketSize = 0x0FFF'FFF0;  // bytes: a block's size field then has four bytes at most

Status Validate(const WebmConfig& config, const ByteSink& sink) {
  if (config.width < 1 || config.width > kMaxDimension) {
    return OutOfRange("width", config.width, "from 1 to 16383");
  }
  if (config.height < 1 || config.height > kMaxDimension) {
    return OutOfRange("height", config.height, "from 1 to 16383");
  }
  if (!(config.constant_frame_rate >= 0 && config.constant_frame_rate <= 1000)) {
    return OutOfRange("constant_frame_rate", config.constant_frame_rate, "from 0 to 1000");
  }
  if (config.audio_channels < 0 || config.audio_channels > 2) {
    return OutOfRange("audio_channels", config.audio_channels, "from 0 to 2");
  }
  if (config.layout == WebmLayout::kFile && !sink.seekable()) {
    return Fail(ErrorCode::kInvalidArgument, "layout", 0,
                "layout 'file' needs a sink that can seek, because the header is patched at the end; use 'live'");
  }
  return {};
}

// The times of a track.
struct TrackTimes {
  bool started = false;
  int64_t last_us = 0;                  // of the last packet taken: its timestamp
  int64_t duration_us = 0;              // and its duration
  std::optional<int64_t> written = {};  // milliseconds, of the last packet in the file

  int64_t end_us() const { return last_us + duration_us; }
  void Take(const Packet& packet) {
    started = true;
    last_us = packet.timestamp_us;
    duration_us = packet.duration_us;
  }
};

Status CheckTime(const char* field, int64_t time_us) {
  if (time_us >= 0 && time_us <= kMaxTimestampUs) return {};
  return OutOfRange(field, static_cast<double>(time_us),
                    "from 0 to " + std::to_string(kMaxTimestampUs) + " microseconds");
}

}  // namespace

struct WebmWriter::State {
  explicit State(const WebmConfig& webm_config, ByteSink& byte_sink)
      : config(webm_config),
        sink(&byte_sink),
        header(BuildFileHeader(webm_config)),
        segment(byte_sink, webm_config.layout == WebmLayout::kFile, kVideoTrack) {}

  WebmConfig config;
  ByteSink* sink;
  FileHeader header;
  SegmentWriter segment;

  TrackTimes video;
  TrackTimes audio;
  // What waits for the other track. Of video, only where there is sound.
  PacketQueue video_queue;
  PacketQueue audio_queue;

  std::optional<Error> broken;  // the error of the Write that failed
  bool finished = false;

  Status Check(const Packet& packet) const;
  Status CheckAudio(const Packet& packet) const;
  Status Take(const Packet& packet);
  Status TakeAudio(const Packet& packet);
  Status Interleave(bool all);
  Status Append(const Packet& packet, uint64_t track);
  Status FinishFile(int64_t end_us);
};

Status WebmWriter::State::Check(const Packet& packet) const {
  if (packet.data.empty() || packet.data.size() > kMaxPacketSize) {
    return OutOfRange("data", static_cast<double>(packet.data.size()), "from 1 to 268435440 bytes");
  }
  if (packet.alpha.empty() == config.alpha || packet.alpha.size() > kMaxPacketSize) {
    return OutOfRange("alpha", static_cast<double>(packet.alpha.size()),
                      config.alpha ? "from 1 to 268435440 bytes" : "empty in a film without an alpha channel");
  }
  KINORA_RETURN_IF_ERROR(CheckTime("timestamp", packet.timestamp_us));
  KINORA_RETURN_IF_ERROR(CheckTime("duration", packet.duration_us));
  if (video.started && packet.timestamp_us <= video.last_us) {
    return OutOfRange("timestamp", static_cast<double>(packet.timestamp_us),
                      "above the last one, " + std::to_string(video.last_us) + " microseconds");
  }
  if (!video.started && !packet.key_frame) {
    return Fail(ErrorCode::kInvalidArgument, "key_frame", 0, "key_frame must be true for the first packet, got false");
  }
  return {};
}

Status WebmWriter::State::CheckAudio(const Packet& packet) const {
  if (config.audio_channels == 0) {
    return Fail(ErrorCode::kInvalidArgument, "audio_channels", 0, "audio_channels must be 1 or 2 for sound, got 0");
  }
  if (packet.duration_us == 0) {
    return OutOfRange("data", static_cast<double>(packet.data.size()), "bytes of an Opus packet");
  }
  KINORA_RETURN_IF_ERROR(CheckTime("timestamp", packet.timestamp_us));
  if (audio.started && packet.timestamp_us < audio.last_us) {
    return OutOfRange("timestamp", static_cast<double>(packet.timestamp_us),
                      "not below the last one, " + std::to_string(audio.last_us) + " microseconds");
  }
  return {};
}

Status WebmWriter::State::Take(const Packet& packet) {
  if (config.audio_channels == 0) {
    KINORA_RETURN_IF_ERROR(Append(packet, kVideoTrack));
    video.Take(packet);
    return {};
  }
  KINORA_RETURN_IF_ERROR(video_queue.Push(packet));
  video.Take(packet);
  return Interleave(/*all=*/false);
}

Status WebmWriter::State::TakeAudio(const Packet& packet) {
  KINORA_RETURN_IF_ERROR(audio_queue.Push(packet));
  audio.Take(packet);
  return Interleave(/*all=*/false);
}

// Writes what need not wait any more, or `all`.
Status WebmWriter::State::Interleave(bool all) {
  const int64_t latest = std::max(video.last_us, audio.last_us);
  for (;;) {
    const Packet* const picture = video_queue.front();
    const Packet* const sound = audio_queue.front();
    if (!picture && !sound) return {};
    // Pictures first, since they begin clusters.
    const bool is_picture = picture && (!sound || picture->timestamp_us <= sound->timestamp_us);
    const Packet& next = is_picture ? *picture : *sound;
    const bool both = picture && sound;
    if (!both && !all && next.timestamp_us + kMaxWaitUs >= latest) return {};
    KINORA_RETURN_IF_ERROR(Append(next, is_picture ? kVideoTrack : kAudioTrack));
    (is_picture ? video_queue : audio_queue).Pop();
  }
}

Status WebmWriter::State::Append(const Packet& packet, uint64_t track) {
  const bool picture = track == kVideoTrack;
  TrackTimes& times = picture ? video : audio;
  // Rounded to the nearest millisecond, and moved on where the last frame already has that one.
  int64_t time = (packet.timestamp_us + 500) / 1000;
  if (times.written) time = std::max(time, *times.written + (picture ? 1 : 0));

  // A cluster begins with each key frame, so that each cue points at a cluster; with a delta frame or sound only where
  // an offset would no longer fit, which takes a key-frame interval above 32 s, or where there is none yet.
  const bool key_frame = picture && packet.key_frame;
  // Late beside the other track: no further back than that one would have waited; clusters' times rise, and none of
  // their blocks is before them.
  const TrackTimes& other = picture ? audio : video;
  if (other.written) time = std::max(time, *other.written - kMaxWaitUs / 1000);
  if (segment.cluster_open()) time = std::max(time, segment.cluster_time() + (key_frame ? 1 : 0));
  const bool new_cluster = !segment.cluster_open() || key_frame || time - segment.cluster_time() > kMaxBlockOffset;
  EbmlBuffer head;
  if (new_cluster) KINORA_RETURN_IF_ERROR(segment.StartCluster(head, time, key_frame));
  const BlockHeads block = BuildBlockHeads(packet, track, time - segment.cluster_time(),
                                           times.written ? std::optional(*times.written - time) : std::nullopt);
  head.Append(block.before.bytes());
  if (head.overflowed() || block.between.overflowed()) {
    return Fail(ErrorCode::kWriterFailed, "cluster", 0, "cluster: its header does not fit the buffer made for it");
  }
  KINORA_RETURN_IF_ERROR(segment.Write(head.bytes()));
  KINORA_RETURN_IF_ERROR(segment.Write(packet.data));
  if (!packet.alpha.empty()) {
    KINORA_RETURN_IF_ERROR(segment.Write(block.between.bytes()));
    KINORA_RETURN_IF_ERROR(segment.Write(packet.alpha));
  }
  segment.Commit();
  times.written = time;
  return {};
}

Status WebmWriter::State::FinishFile(int64_t end_us) {
  const int64_t end = std::max(end_us, audio.end_us());
  const int64_t last = std::max(video.written.value_or(0), audio.written.value_or(0));
  return segment.Finish(std::max(static_cast<double>(end) / 1000, static_cast<double>(last)));
}

WebmWriter::WebmWriter(std::unique_ptr<State> state) : state_(std::move(state)) {}
WebmWriter::WebmWriter(WebmWriter&&) noexcept = default;
WebmWriter& WebmWriter::operator=(WebmWriter&&) noexcept = default;
WebmWriter::~WebmWriter() = default;

Result<WebmWriter> WebmWriter::Create(const WebmConfig& config, ByteSink& sink) {
  KINORA_RETURN_IF_ERROR(Validate(config, sink));
  std::unique_ptr<State> state(new (std::nothrow) State(config, sink));
  if (!state) {
    return Fail(ErrorCode::kOutOfMemory, "writer", sizeof(State), "writer: could not allocate its state");
  }
  const EbmlBuffer& header = state->header.buffer;
  if (header.overflowed()) {
    return Fail(ErrorCode::kWriterFailed, "header", 0, "header: it does not fit the buffer made for it");
  }
  const uint64_t start = sink.position();
  KINORA_RETURN_IF_ERROR(sink.Write(header.bytes()));
  state->segment.Begin(state->header, start);
  return WebmWriter(std::move(state));
}

Status WebmWriter::Write(const Packet& packet) {
  State& state = *state_;
  if (state.finished) {
    return Fail(ErrorCode::kInvalidState, "write", 0, "write: the file is finished and takes no more packets");
  }
  if (state.broken) return std::unexpected(*state.broken);
  KINORA_RETURN_IF_ERROR(state.Check(packet));
  Status status = state.Take(packet);
  if (!status) state.broken = status.error();
  return status;
}

Status WebmWriter::WriteAudio(std::span<const uint8_t> data, int64_t timestamp_us) {
  State& state = *state_;
  if (state.finished) {
    return Fail(ErrorCode::kInvalidState, "write_audio", 0,
                "write_audio: the file is finished and takes no more packets");
  }
  if (state.broken) return std::unexpected(*state.broken);
  const Packet packet = {.data = data,
                         .timestamp_us = timestamp_us,
                         .duration_us = ReadOpusDuration(data).value_or(0) / 1000,
                         .key_frame = true};
  KINORA_RETURN_IF_ERROR(state.CheckAudio(packet));
  Status status = state.TakeAudio(packet);
  if (!status) state.broken = status.error();
  return status;
}

Status WebmWriter::Finish(std::optional<int64_t> end_us) {
  State& state = *state_;
  if (state.finished) return Fail(ErrorCode::kInvalidState, "finish", 0, "finish: the file is finished already");
  if (end_us && *end_us > kMaxTimestampUs) {
    return OutOfRange("end", static_cast<double>(*end_us),
                      "at most " + std::to_string(kMaxTimestampUs) + " microseconds");
  }
  state.finished = true;
  if (!state.broken) {
    if (Status status = state.Interleave(/*all=*/true); !status) state.broken = status.error();
  }
  if (state.config.layout == WebmLayout::kFile) {
    const bool end_given = end_us && *end_us > state.video.last_us;
    KINORA_RETURN_IF_ERROR(state.FinishFile(end_given ? *end_us : state.video.end_us()));
  } else if (state.broken) {
    return std::unexpected(*state.broken);
  }
  return state.sink->Flush();
}

}  // namespace kinora
