#include "webm/writer.h"

#include <algorithm>
#include <cmath>
#include <new>

#include "frame/frame_view.h"
#include "webm/block_head.h"
#include "webm/ebml_buffer.h"
#include "webm/file_header.h"
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
  if (config.layout == WebmLayout::kFile && !sink.seekable()) {
    return Fail(ErrorCode::kInvalidArgument, "layout", 0,
                "layout 'file' needs a sink that can seek, because the header is patched at the end; use 'live'");
  }
  return {};
}

}  // namespace

struct WebmWriter::State {
  explicit State(const WebmConfig& webm_config, ByteSink& byte_sink)
      : config(webm_config),
        sink(&byte_sink),
        header(BuildFileHeader(webm_config)),
        segment(byte_sink, webm_config.layout == WebmLayout::kFile, kTrackNumber) {}

  WebmConfig config;
  ByteSink* sink;
  FileHeader header;
  SegmentWriter segment;

  bool has_packet = false;
  int64_t last_timestamp_us = 0;
  int64_t last_duration_us = 0;
  int64_t last_time = 0;  // milliseconds, as written

  std::optional<Error> broken;  // the error of the Write that failed
  bool finished = false;

  Status Check(const Packet& packet) const;
  Status Append(const Packet& packet);
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
  if (packet.timestamp_us < 0 || packet.timestamp_us > kMaxTimestampUs) {
    return OutOfRange("timestamp", static_cast<double>(packet.timestamp_us),
                      "from 0 to " + std::to_string(kMaxTimestampUs) + " microseconds");
  }
  if (packet.duration_us < 0 || packet.duration_us > kMaxTimestampUs) {
    return OutOfRange("duration", static_cast<double>(packet.duration_us),
                      "from 0 to " + std::to_string(kMaxTimestampUs) + " microseconds");
  }
  if (has_packet && packet.timestamp_us <= last_timestamp_us) {
    return OutOfRange("timestamp", static_cast<double>(packet.timestamp_us),
                      "above the last one, " + std::to_string(last_timestamp_us) + " microseconds");
  }
  if (!has_packet && !packet.key_frame) {
    return Fail(ErrorCode::kInvalidArgument, "key_frame", 0, "key_frame must be true for the first packet, got false");
  }
  return {};
}

Status WebmWriter::State::Append(const Packet& packet) {
  // Rounded to the nearest millisecond, and moved on where the last frame already has that one.
  int64_t time = (packet.timestamp_us + 500) / 1000;
  if (has_packet) time = std::max(time, last_time + 1);

  // A cluster begins with each key frame, so that each cue points at a cluster; with a delta frame only where an
  // offset would no longer fit, which takes a key-frame interval above 32 s.
  const bool new_cluster =
      !segment.cluster_open() || packet.key_frame || time - segment.cluster_time() > kMaxBlockOffset;
  EbmlBuffer head;
  if (new_cluster) KINORA_RETURN_IF_ERROR(segment.StartCluster(head, time, packet.key_frame));
  const BlockHeads block = BuildBlockHeads(packet, time - segment.cluster_time(),
                                           has_packet ? std::optional(last_time - time) : std::nullopt);
  head.Append(block.before.bytes());
  if (head.overflowed() || block.between.overflowed()) {
    return Fail(ErrorCode::kWriterFailed, "cluster", 0, "cluster: its header does not fit the buffer made for it");
  }
  KINORA_RETURN_IF_ERROR(segment.Write(head.bytes()));
  KINORA_RETURN_IF_ERROR(segment.Write(packet.data));
  if (config.alpha) {
    KINORA_RETURN_IF_ERROR(segment.Write(block.between.bytes()));
    KINORA_RETURN_IF_ERROR(segment.Write(packet.alpha));
  }
  segment.Commit();

  has_packet = true;
  last_timestamp_us = packet.timestamp_us;
  last_duration_us = packet.duration_us;
  last_time = time;
  return {};
}

Status WebmWriter::State::FinishFile(int64_t end_us) {
  return segment.Finish(std::max(static_cast<double>(end_us) / 1000, static_cast<double>(last_time)));
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
  Status status = state.Append(packet);
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
  if (state.config.layout == WebmLayout::kFile) {
    const bool end_given = end_us && *end_us > state.last_timestamp_us;
    KINORA_RETURN_IF_ERROR(state.FinishFile(end_given ? *end_us : state.last_timestamp_us + state.last_duration_us));
  } else if (state.broken) {
    return std::unexpected(*state.broken);
  }
  return state.sink->Flush();
}

}  // namespace kinora
