// WebM over libwebm: packets in, a seekable file or a live stream out.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>

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
  // A track of Opus beside the video: 1 for mono, 2 for stereo; 0 for none.
  int audio_channels = 0;
};

// A cluster starts at each key frame, so clusters are as long as the key-frame interval; only where a block's 16-bit
// offset would not reach (32.767 s) does one start with a delta frame, and that one has no cue. Timestamps are in
// milliseconds (TimestampScale 1,000,000); two frames that would fall into one millisecond are kept apart by moving the
// later one on. The file is deterministic: fixed TrackUID, no date, no random.
//
// Sound and video come each in order, but not in that of each other. With sound, a packet waits until the other track's
// next is known, or is later by kMaxWaitUs than any that waits for it: what was left behind is then moved on in time.
class WebmWriter {
 public:
  // Writes the header. `sink` outlives the writer. Fails with kInvalidArgument (a kFile layout on a sink that cannot
  // seek, a size out of range), kOutOfMemory, kWriterFailed or the sink's error.
  static Result<WebmWriter> Create(const WebmConfig& config, ByteSink& sink);

  WebmWriter(WebmWriter&&) noexcept;
  WebmWriter& operator=(WebmWriter&&) noexcept;
  ~WebmWriter();

  // Microseconds.
  static constexpr int64_t kMaxWaitUs = 1'000'000;

  // Adds a packet; it is copied. The first is a key frame, and timestamps rise (kInvalidArgument otherwise).
  // Without sound, each packet is in the sink when the call returns, so that a crash loses nothing written before; with
  // it, all but those that wait. After an error of
  // the sink a frame is missing and each further call returns that error; Finish still closes a kFile of the frames
  // before. A refused argument changes nothing.
  Status Write(const Packet& packet);

  // Adds a packet of Opus. Its timestamp is not below the last one's; its duration is what the packet says.
  // kInvalidArgument without `audio_channels`, and for bytes that are no Opus. Otherwise as Write.
  Status WriteAudio(std::span<const uint8_t> data, int64_t timestamp_us);

  // Writes Cues and patches Duration, SeekHead and sizes (kFile), or nothing (kLive). The file's duration is
  // `end_us` where given and later than the last timestamp, else the last packet's timestamp plus its duration; and not
  // before the sound's end. Flushes
  // the sink. On an error the file is left as it was at that step: Duration is patched before the Cues are written.
  // kInvalidState when called twice. A file without frames is valid, too.
  Status Finish(std::optional<int64_t> end_us);

 private:
  struct State;
  explicit WebmWriter(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace kinora
