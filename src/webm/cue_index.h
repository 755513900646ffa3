// Where the key frames are: the Cues element, gathered while recording and written at the end.
#pragma once

#include <cstdint>

#include "base/growing_array.h"
#include "base/result.h"
#include "sink/byte_sink.h"

namespace kinora {

// Sixteen bytes of memory a key frame, and nothing for the frames between.
class CueIndex {
 public:
  // `track`: the number of the track whose key frames they are.
  explicit CueIndex(uint64_t track) : track_(track) {}

  // Makes room for one more cue; fails with kOutOfMemory. Afterwards one Add cannot fail.
  Status Reserve() { return cues_.Reserve("cues"); }

  // `time` in ticks; `cluster` is the position of the Cluster that begins with the key frame, from the
  // Segment's first data byte. Needs a Reserve before it.
  void Add(uint64_t time, uint64_t cluster) { cues_.Add({time, cluster}); }

  bool empty() const { return cues_.empty(); }

  // Writes the Cues element at the sink's position. Returns its length in bytes, or the sink's error.
  Result<uint64_t> Write(ByteSink& sink) const;

 private:
  struct Cue {
    uint64_t time;
    uint64_t cluster;
  };

  uint64_t track_;
  GrowingArray<Cue> cues_;
};

}  // namespace kinora
