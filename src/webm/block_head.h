// What stands before a frame in a cluster, and between a frame and its alpha channel.
#pragma once

#include <cstdint>
#include <optional>

#include "codec/packet.h"
#include "webm/ebml_buffer.h"

namespace kinora {

struct BlockHeads {
  EbmlBuffer before;   // goes in front of the packet's data
  EbmlBuffer between;  // goes in front of the packet's alpha; empty where it has none
};

// A SimpleBlock, or for a packet with alpha a BlockGroup whose BlockAddition 1 is the alpha channel. `offset` is the
// frame's time from its cluster's, `previous` that of the frame before from this one's (none for the first); both in
// milliseconds.
BlockHeads BuildBlockHeads(const Packet& packet, uint64_t track, int64_t offset, std::optional<int64_t> previous);

}  // namespace kinora
