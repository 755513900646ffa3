#include "webm/cue_index.h"

#include <algorithm>
#include <new>

#include "webm/ebml_buffer.h"
#include "webm/file_header.h"

namespace kinora {
namespace {

EbmlBuffer BuildCuePoint(uint64_t time, uint64_t cluster) {
  EbmlBuffer positions;
  positions.Unsigned(libwebm::kMkvCueTrack, kTrackNumber);
  positions.Unsigned(libwebm::kMkvCueClusterPosition, cluster);
  EbmlBuffer children;
  children.Unsigned(libwebm::kMkvCueTime, time);
  children.Master(libwebm::kMkvCueTrackPositions, positions);
  EbmlBuffer point;
  point.Master(libwebm::kMkvCuePoint, children);
  return point;
}

}  // namespace

Status CueIndex::Reserve() {
  if (size_ < capacity_) return {};
  const size_t capacity = capacity_ == 0 ? 64 : capacity_ * 2;
  std::unique_ptr<Cue[]> cues(new (std::nothrow) Cue[capacity]);
  if (!cues) {
    return Fail(ErrorCode::kOutOfMemory, "cues", static_cast<double>(capacity * sizeof(Cue)),
                "cues: could not allocate " + std::to_string(capacity * sizeof(Cue)) + " bytes for the seek index");
  }
  std::copy_n(cues_.get(), size_, cues.get());
  cues_ = std::move(cues);
  capacity_ = capacity;
  return {};
}

Result<uint64_t> CueIndex::Write(ByteSink& sink) const {
  uint64_t size = 0;
  for (size_t i = 0; i < size_; ++i) size += BuildCuePoint(cues_[i].time, cues_[i].cluster).size();

  EbmlBuffer gathered;  // adjacent points go out together
  gathered.Raw(libwebm::kMkvCues, 4);
  gathered.Size(size);
  uint64_t written = gathered.size() + size;
  for (size_t i = 0; i < size_; ++i) {
    const EbmlBuffer point = BuildCuePoint(cues_[i].time, cues_[i].cluster);
    if (gathered.size() + point.size() > EbmlBuffer::kCapacity) {
      KINORA_RETURN_IF_ERROR(sink.Write(gathered.bytes()));
      gathered = EbmlBuffer();
    }
    gathered.Append(point.bytes());
  }
  KINORA_RETURN_IF_ERROR(sink.Write(gathered.bytes()));
  return written;
}

}  // namespace kinora
