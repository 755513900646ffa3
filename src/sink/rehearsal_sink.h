// Lets a file that needs patching be written to a place that cannot seek, by writing it twice.
#pragma once

#include <cstddef>
#include <cstdint>

#include "base/growing_array.h"
#include "sink/byte_sink.h"
#include "sink/memory_sink.h"

namespace kinora {

// First the rehearsal: nothing is handed on, but what is written over earlier bytes is remembered. Then, after
// `Perform`, the same writes again: the bytes go to the target in order, each patched place with its new contents.
// The second time must write the same amount of bytes to the same places, and no place may be patched twice.
//
// Memory: the patches, and 16 bytes for each; in a WebM file a few for the header and 8 bytes for each Cluster.
class RehearsalSink final : public ByteSink {
 public:
  // `target` outlives the sink.
  explicit RehearsalSink(ByteSink& target) : target_(&target) {}

  // Ends the rehearsal: the next write is the first of the file again.
  void Perform();
  bool performing() const { return performing_; }

  // During the rehearsal: `size` bytes whose contents do not matter yet.
  void Skip(uint64_t size);

  Status Write(std::span<const uint8_t> bytes) override;
  bool seekable() const override { return true; }
  uint64_t position() const override { return position_; }
  Status SetPosition(uint64_t position) override;
  Status Flush() override { return performing_ ? target_->Flush() : Status(); }

 private:
  struct Patch {
    uint64_t position = 0;
    uint32_t offset = 0;  // in contents_
    uint32_t size = 0;
  };

  Status Remember(std::span<const uint8_t> bytes);
  Status HandOn(std::span<const uint8_t> bytes);

  ByteSink* target_;
  bool performing_ = false;
  uint64_t position_ = 0;
  uint64_t end_ = 0;
  GrowingArray<Patch> patches_;
  size_t next_ = 0;  // the first patch that is not behind end_
  MemorySink contents_;
};

}  // namespace kinora
