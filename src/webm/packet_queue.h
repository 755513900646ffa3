// Packets that wait for their turn.
#pragma once

#include <cstdint>
#include <memory>

#include "base/result.h"
#include "codec/packet.h"

namespace kinora {

class PacketQueue {
 public:
  PacketQueue() = default;
  ~PacketQueue();
  PacketQueue(const PacketQueue&) = delete;
  PacketQueue& operator=(const PacketQueue&) = delete;

  // Copies the packet. Fails with kOutOfMemory; the queue is then as before.
  Status Push(const Packet& packet);

  // The one that was pushed first, valid until Pop; null where there is none.
  const Packet* front() const { return head_ ? &head_->packet : nullptr; }
  // Needs a front.
  void Pop();

 private:
  struct Node {
    Packet packet;  // points into `bytes`
    std::unique_ptr<uint8_t[]> bytes;
    std::unique_ptr<Node> next;
  };
  std::unique_ptr<Node> head_;
  Node* tail_ = nullptr;
};

}  // namespace kinora
