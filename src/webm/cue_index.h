// Where the key frames are: the Cues element, gathered while recording and written at the end.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>

#include "base/result.h"
#include "sink/byte_sink.h"

namespace kinora {

// Sixteen bytes of memory a key frame, and nothing for the frames between.
class CueIndex {
 public:
  // Makes room for one more cue; fails with kOutOfMemory. Afterwards one Add cannot fail.
  Status Reserve();

  // `time` in milliseconds; `cluster` is the position of the Cluster that begins with the key frame, from the
  // Segment's first data byte. Needs a Reserve before it.
  void Add(uint64_t time, uint64_t cluster) { cues_[size_++] = {time, cluster}; }

  bool empty() const { return size_ == 0; }

  // Writes the Cues element at the sink's position. Returns its length in bytes, or the sink's error.
  Result<uint64_t> Write(ByteSink& sink) const;

 private:
  struct Cue {
    uint64_t time;
    uint64_t cluster;
  };

  std::unique_ptr<Cue[]> cues_;
  size_t size_ = 0;
  size_t capacity_ = 0;
};

}  // namespace kinora
