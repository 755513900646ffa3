#include "webm/block_head.h"

namespace kinora {
namespace {

constexpr int64_t kKeyFrameFlag = 0x80;

// The head of an element whose data, `size` bytes, begins with `children` and goes on elsewhere.
void AddOpenElement(EbmlBuffer& buffer, libwebm::MkvId id, int id_size, const EbmlBuffer& children, uint64_t size) {
  buffer.Raw(id, id_size);
  buffer.Size(size);
  buffer.Append(children.bytes());
}

// A block's head: track, time and flags.
EbmlBuffer BuildBlockStart(uint64_t track, int64_t offset, int64_t flags) {
  EbmlBuffer start;
  start.Size(track);
  start.Raw(offset, 2);
  start.Raw(flags, 1);
  return start;
}

// In as few bytes as hold it.
void AddReference(EbmlBuffer& buffer, int64_t previous) {
  int size = 1;
  while (size < 8 && (previous < -(int64_t{1} << (8 * size - 1)))) ++size;
  buffer.Raw(libwebm::kMkvReferenceBlock, 1);
  buffer.Size(static_cast<uint64_t>(size));
  buffer.Raw(previous, size);
}

}  // namespace

BlockHeads BuildBlockHeads(const Packet& packet, uint64_t track, int64_t offset, std::optional<int64_t> previous) {
  BlockHeads heads;
  const uint64_t size = packet.data.size();
  if (packet.alpha.empty()) {
    const EbmlBuffer start = BuildBlockStart(track, offset, packet.key_frame ? kKeyFrameFlag : 0);
    AddOpenElement(heads.before, libwebm::kMkvSimpleBlock, 1, start, start.size() + size);
    return heads;
  }

  const uint64_t alpha_size = packet.alpha.size();
  EbmlBuffer more;
  more.Unsigned(libwebm::kMkvBlockAddID, 1);
  AddOpenElement(more, libwebm::kMkvBlockAdditional, 1, {}, alpha_size);
  EbmlBuffer additions;
  AddOpenElement(additions, libwebm::kMkvBlockMore, 1, more, more.size() + alpha_size);
  // In a BlockGroup a frame is a key frame that refers to no other.
  if (!packet.key_frame && previous) AddReference(heads.between, *previous);
  AddOpenElement(heads.between, libwebm::kMkvBlockAdditions, 2, additions, additions.size() + alpha_size);

  const EbmlBuffer start = BuildBlockStart(track, offset, 0);
  EbmlBuffer block;
  AddOpenElement(block, libwebm::kMkvBlock, 1, start, start.size() + size);
  AddOpenElement(heads.before, libwebm::kMkvBlockGroup, 1, block,
                 block.size() + size + heads.between.size() + alpha_size);
  return heads;
}

}  // namespace kinora
