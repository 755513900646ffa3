#include "webm/cue_index.h"

#include "webm/ebml_buffer.h"

namespace kinora {
namespace {

EbmlBuffer BuildCuePoint(uint64_t track, uint64_t time, uint64_t cluster) {
  EbmlBuffer positions;
  positions.Unsigned(libwebm::kMkvCueTrack, track);
  positions.Unsigned(libwebm::kMkvCueClusterPosition, cluster);
  EbmlBuffer children;
  children.Unsigned(libwebm::kMkvCueTime, time);
  children.Master(libwebm::kMkvCueTrackPositions, positions);
  EbmlBuffer point;
  point.Master(libwebm::kMkvCuePoint, children);
  return point;
}

}  // namespace

Result<uint64_t> CueIndex::Write(ByteSink& sink) const {
  uint64_t size = 0;
  for (const Cue& cue : cues_.items()) size += BuildCuePoint(track_, cue.time, cue.cluster).size();

  EbmlBuffer gathered;  // adjacent points go out together
  gathered.Raw(libwebm::kMkvCues, 4);
  gathered.Size(size);
  uint64_t written = gathered.size() + size;
  for (const Cue& cue : cues_.items()) {
    const EbmlBuffer point = BuildCuePoint(track_, cue.time, cue.cluster);
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
