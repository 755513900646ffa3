// Our memset and memcpy against byte loops, through volatile pointers so that the compiler calls them.
#include <algorithm>
#include <cstdint>
#include <cstring>
#include <random>
#include <vector>

#include "catch_amalgamated.hpp"
#include "vpx_mem/vpx_mem.h"
#include "vpx_scale/yv12config.h"

namespace kinora {
namespace {

constexpr size_t kSizes[] = {0,  1,  2,  3,  4,  5,  7,  8,  9,  12, 15,  16,  17,  24,  31,  32,  33,   47,  48,
                             63, 64, 65, 66, 79, 80, 81, 95, 96, 97, 127, 128, 129, 191, 192, 193, 1000, 5003};
constexpr size_t kMargin = 40;

void* (*volatile set)(void*, int, size_t) = std::memset;
void* (*volatile copy)(void*, const void*, size_t) = std::memcpy;

TEST_CASE("Our memset fills the bytes it is given and no others", "[kernels]") {
  for (const size_t size : kSizes) {
    for (size_t offset = 0; offset < 17; ++offset) {
      for (const int value : {0, 1, 0x80, 0xFF, 0x1234}) {
        std::vector<uint8_t> memory(size + 2 * kMargin, 0x55);
        std::vector<uint8_t> model = memory;
        for (size_t i = 0; i < size; ++i) model[kMargin + offset + i] = static_cast<uint8_t>(value);
        INFO(size << " bytes at " << offset << ", value " << value);
        CHECK(set(memory.data() + kMargin + offset, value, size) == memory.data() + kMargin + offset);
        CHECK((memory == model));
      }
    }
  }
}

TEST_CASE("Our memcpy copies the bytes it is given and no others", "[kernels]") {
  std::mt19937 random(1);
  for (const size_t size : kSizes) {
    for (size_t from = 0; from < 17; from += 3) {
      for (size_t to = 0; to < 17; ++to) {
        std::vector<uint8_t> source(size + 2 * kMargin);
        for (uint8_t& byte : source) byte = static_cast<uint8_t>(random());
        std::vector<uint8_t> memory(size + 2 * kMargin, 0x55);
        std::vector<uint8_t> model = memory;
        for (size_t i = 0; i < size; ++i) model[kMargin + to + i] = source[kMargin + from + i];
        INFO(size << " bytes from " << from << " to " << to);
        CHECK(copy(memory.data() + kMargin + to, source.data() + kMargin + from, size) == memory.data() + kMargin + to);
        CHECK((memory == model));
      }
    }
  }
}

bool IsZero(const void* block, size_t size) {
  const auto* bytes = static_cast<const uint8_t*>(block);
  return std::all_of(bytes, bytes + size, [](uint8_t byte) { return byte == 0; });
}

TEST_CASE("What libvpx asks for cleared is clear, whether the memory was used before or not", "[kernels]") {
  // The first are used and given back; each of the later ones needs more than they had, and so fresh memory behind it.
  size_t size = 3 << 20;
  for (int round = 0; round < 4; ++round, size += 1 << 20) {
    void* const block = vpx_calloc(size / 16, 16);
    REQUIRE(block);
    CHECK(IsZero(block, size));
    std::memset(block, 0x55, size);
    void* const small = vpx_calloc(1, 1000);
    REQUIRE(small);
    CHECK(IsZero(small, 1000));
    std::memset(small, 0x55, 1000);
    vpx_free(small);
    vpx_free(block);
  }
  CHECK(vpx_calloc(1 << 20, 1 << 20) == nullptr);
  CHECK(vpx_calloc(3, SIZE_MAX / 2) == nullptr);
}

TEST_CASE("VP9's frames are clear when they are allocated, whether the memory was used before or not", "[kernels]") {
  YV12_BUFFER_CONFIG frame = {};
  for (const int width : {640, 1280, 320, 1920, 1280}) {
    INFO("width " << width);
    const auto check = [&] {
      REQUIRE(frame.buffer_alloc);
      CHECK(IsZero(frame.buffer_alloc, frame.buffer_alloc_sz));
      std::memset(frame.buffer_alloc, 0x55, frame.buffer_alloc_sz);
    };
    REQUIRE(vpx_alloc_frame_buffer(&frame, width, 480, 1, 1, 160, 0) == 0);
    check();
    // Larger, and so allocated anew.
    REQUIRE(vpx_realloc_frame_buffer(&frame, width + 64, 640, 1, 1, 160, 0, nullptr, nullptr, nullptr) == 0);
    check();
    vpx_free_frame_buffer(&frame);
  }
  // What is cleared at other times is.
  std::vector<uint8_t> large(1 << 20, 0x55);
  set(large.data(), 0, large.size());
  CHECK(IsZero(large.data(), large.size()));
}

}  // namespace
}  // namespace kinora
