// WebP pictures to a WebM file without encoding anything: what whammy does. web/src/whammy.ts is the same in
// TypeScript, and gives the same bytes.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "base/result.h"
#include "sink/byte_sink.h"
#include "webm/writer.h"

namespace kinora {

class WebpFilm {
 public:
  // `sink` can seek and outlives the film. With `alpha`, each frame comes with its alpha channel.
  WebpFilm(ByteSink& sink, bool alpha) : sink_(&sink), alpha_(alpha) {}

  // Adds the picture of a data URL of lossy WebP, shown for `duration` milliseconds, 0 to 32767. The VP8 frame in it is
  // copied untouched. The frame begins where those before end, rounded to a millisecond, and at least one after the
  // last. `alpha`: a VP8 key frame of the same size whose luma is the transparency; empty without an alpha channel.
  //
  // The first frame decides the size. What is wrong with a frame is said as whammy says it where it does ("Frame 2 has
  // a different width"), else beginning with "Frame 2: "; a frame refused with kInvalidArgument or kNotSupported
  // (lossless WebP) changes nothing, and before the first frame nothing is written.
  Status Add(std::string_view url, double duration, std::span<const uint8_t> alpha = {});

  // Finishes the file. kInvalidArgument for a film without frames, kInvalidState when called twice.
  Status Finish();

  int frames() const { return frames_; }

 private:
  ByteSink* sink_;
  bool alpha_;
  std::optional<WebmWriter> writer_;
  int width_ = 0;
  int height_ = 0;
  int frames_ = 0;
  double end_ = 0;     // milliseconds: the sum of all durations
  int64_t time_ = -1;  // milliseconds: where the last frame begins
};

}  // namespace kinora
