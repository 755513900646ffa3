// Packets with contents that can be told apart, for the writer's tests.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "unit/webm/sinks.h"
#include "webm/writer.h"

namespace kinora::testing {

struct OwnedPacket {
  std::vector<uint8_t> data;
  int64_t timestamp_us = 0;
  int64_t duration_us = 0;
  bool key_frame = false;

  Packet view() const { return {data, timestamp_us, duration_us, key_frame}; }
};

// `count` packets at `interval_us`, each `key_interval`-th a key frame; sizes from 1 to 400 bytes.
inline std::vector<OwnedPacket> MakePackets(int count, int64_t interval_us, int key_interval) {
  std::vector<OwnedPacket> packets;
  uint32_t random = 12345;
  for (int i = 0; i < count; ++i) {
    OwnedPacket packet;
    random = random * 1664525 + 1013904223;
    packet.data.resize(1 + (random >> 16) % 400);
    for (uint8_t& byte : packet.data) {
      random = random * 1664525 + 1013904223;
      byte = static_cast<uint8_t>(random >> 24);
    }
    packet.timestamp_us = i * interval_us;
    packet.duration_us = interval_us;
    packet.key_frame = i % key_interval == 0;
    packets.push_back(std::move(packet));
  }
  return packets;
}

inline WebmConfig MakeWebmConfig(WebmLayout layout = WebmLayout::kFile) {
  WebmConfig config;
  config.width = 320;
  config.height = 241;
  config.layout = layout;
  return config;
}

// Writes and finishes; an error is the test's to see.
inline Status WriteAll(const WebmConfig& config, ByteSink& sink, const std::vector<OwnedPacket>& packets,
                       std::optional<int64_t> end_us = std::nullopt) {
  Result<WebmWriter> writer = WebmWriter::Create(config, sink);
  if (!writer) return std::unexpected(writer.error());
  for (const OwnedPacket& packet : packets) KINORA_RETURN_IF_ERROR(writer->Write(packet.view()));
  return writer->Finish(end_us);
}

}  // namespace kinora::testing
