#include "webm/packet_queue.h"

#include <algorithm>
#include <new>
#include <utility>

namespace kinora {

// One by one: left to themselves the nodes would be freed by as many nested calls as there are.
PacketQueue::~PacketQueue() {
  while (head_) Pop();
}

Status PacketQueue::Push(const Packet& packet) {
  const size_t size = packet.data.size() + packet.alpha.size();
  std::unique_ptr<Node> node(new (std::nothrow) Node());
  if (node) node->bytes.reset(new (std::nothrow) uint8_t[size]);
  if (!node || !node->bytes) {
    return Fail(ErrorCode::kOutOfMemory, "packet", static_cast<double>(size),
                "packet: could not allocate " + std::to_string(size) + " bytes for it");
  }
  uint8_t* const data = node->bytes.get();
  uint8_t* const alpha = std::ranges::copy(packet.data, data).out;
  std::ranges::copy(packet.alpha, alpha);
  node->packet = packet;
  node->packet.data = {data, packet.data.size()};
  node->packet.alpha = {alpha, packet.alpha.size()};
  Node* const added = node.get();
  (tail_ ? tail_->next : head_) = std::move(node);
  tail_ = added;
  return {};
}

void PacketQueue::Pop() {
  head_ = std::exchange(head_->next, nullptr);
  if (!head_) tail_ = nullptr;
}

}  // namespace kinora
