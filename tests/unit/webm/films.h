// Whole films for the tests of what reads files: headers of frames as decoders see them, and noise behind.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "catch_amalgamated.hpp"
#include "sink/memory_sink.h"
#include "unit/webm/packets.h"

namespace kinora::testing {

using Bytes = std::vector<uint8_t>;

struct FilmConfig {
  Codec codec = Codec::kVp8;
  WebmLayout layout = WebmLayout::kFile;
  bool alpha = false;
  int frames = 40;
  int key_interval = 10;
  int64_t interval_us = 40'000;
  double constant_frame_rate = 0;
  size_t frame_size = 300;  // bytes, of the smallest
};

inline constexpr int kFilmWidth = 320;
inline constexpr int kFilmHeight = 241;

// The first bytes of a shown frame of a film of that size, and what is in no frame of VP8 or VP9 looked at.
inline Bytes MakeFrame(Codec codec, bool key_frame, size_t size, uint32_t seed) {
  Bytes frame;
  if (codec == Codec::kVp8) {
    frame = key_frame ? Bytes{0x10, 0x02, 0x00, 0x9D, 0x01, 0x2A, kFilmWidth & 0xFF, kFilmWidth >> 8, kFilmHeight, 0}
                      : Bytes{0x11, 0x02, 0x00};
  } else if (key_frame) {
    // Marker 2, profile 0, a key frame that is shown; the sync code; color_space 1, range 0; sizes less one.
    frame = {0x82, 0x49, 0x83, 0x42, 0x20};
    const uint32_t sizes = static_cast<uint32_t>(kFilmWidth - 1) << 16 | (kFilmHeight - 1);
    frame.back() |= static_cast<uint8_t>(sizes >> 28);
    for (const int shift : {20, 12, 4}) frame.push_back(static_cast<uint8_t>(sizes >> shift));
    frame.push_back(static_cast<uint8_t>(sizes << 4));
  } else {
    frame = {0x86};
  }
  while (frame.size() < size) {
    seed = seed * 1664525 + 1013904223;
    frame.push_back(static_cast<uint8_t>(seed >> 24));
  }
  return frame;
}

inline Bytes MakeFilm(const FilmConfig& film = {}) {
  WebmConfig config = MakeWebmConfig(film.layout);
  config.codec = film.codec;
  config.alpha = film.alpha;
  config.constant_frame_rate = film.constant_frame_rate;
  MemorySink sink;
  auto writer = WebmWriter::Create(config, sink);
  REQUIRE(writer);
  for (int i = 0; i < film.frames; ++i) {
    const bool key_frame = i % film.key_interval == 0;
    const auto seed = static_cast<uint32_t>(i);
    const Bytes frame = MakeFrame(film.codec, key_frame, film.frame_size + seed * 37 % 200, seed);
    const Bytes alpha = film.alpha ? MakeFrame(film.codec, key_frame, 60, seed + 1000) : Bytes();
    Packet packet{frame, i * film.interval_us, film.interval_us, key_frame};
    packet.alpha = alpha;
    REQUIRE(writer->Write(packet));
  }
  REQUIRE(writer->Finish(std::nullopt));
  return {sink.bytes().begin(), sink.bytes().end()};
}

}  // namespace kinora::testing
