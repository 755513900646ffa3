// WebM over libwebm: packets in, a seekable file or a live stream out.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>

#include "base/result.h"
#include "codec/packet.h"
#include "color/color_space.h"
#include "sink/byte_sink.h"

namespace kinora {

enum class WebmLayout : uint8_t {
  kFile,  // SeekHead, Info with Duration, Tracks, Clusters, Cues; sizes known. Needs a seekable sink.
  kLive,  // Info, Tracks, Clusters with unknown sizes; nothing is ever patched. Any sink.
};

struct WebmConfig {
  Codec codec = Codec::kVp8;
  int width = 0;
  int height = 0;
  ColorSpace color_space = ColorSpace::kBt601;
  bool alpha = false;  // each packet has its alpha channel with it; else none has
  WebmLayout layout = WebmLayout::kFile;
  // Frames per second where constant, written as DefaultDuration; 0 for a variable rate (none written).
  double constant_frame_rate = 0;
};

// A cluster starts at each key frame, so clusters are as long as the key-frame interval; only where a block's 16-bit
// offset would not reach (32.767 s) does one start with a delta frame, and that one has no cue. Timestamps are in
// milliseconds (TimestampScale 1,000,000); two frames that would fall into one millisecond are kept apart by moving the
// later one on. The file is deterministic: fixed TrackUID, no date, no random.
class WebmWriter {
 public:
  // Writes the header. `sink` outlives the writer. Fails with kInvalidArgument (a kFile layout on a sink that cannot
  // seek, a size out of range), kOutOfMemory, kWriterFailed or the sink's error.
  static Result<WebmWriter> Create(const WebmConfig& config, ByteSink& sink);

  WebmWriter(WebmWriter&&) noexcept;
  WebmWriter& operator=(WebmWriter&&) noexcept;
  ~WebmWriter();

  // Adds a packet; it is copied. The first is a key frame, and timestamps rise (kInvalidArgument otherwise).
  // Each packet is in the sink when the call returns, so that a crash loses nothing written before. After an error of
  // the sink a frame is missing and each further call returns that error; Finish still closes a kFile of the frames
  // before. A refused argument changes nothing.
  Status Write(const Packet& packet);

  // Writes Cues and patches Duration, SeekHead and sizes (kFile), or nothing (kLive). The file's duration is
  // `end_us` where given and later than the last timestamp, else the last packet's timestamp plus its duration. Flushes
  // the sink. On an error the file is left as it was at that step: Duration is patched before the Cues are written.
  // kInvalidState when called twice. A file without frames is valid, too.
  Status Finish(std::optional<int64_t> end_us);

 private:
  struct State;
  explicit WebmWriter(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace kinora
