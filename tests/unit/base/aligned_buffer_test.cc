#include "base/aligned_buffer.h"

#include <cstdint>
#include <cstring>
#include <limits>
#include <utility>

#include "catch_amalgamated.hpp"

namespace kinora {

TEST_CASE("AlignedBuffer starts on its alignment and holds its size", "[base]") {
  for (const size_t size : {size_t{0}, size_t{1}, size_t{63}, size_t{64}, size_t{65}, size_t{100'000}}) {
    Result<AlignedBuffer> buffer = AlignedBuffer::Allocate(size, "buffer");
    REQUIRE(buffer);
    CHECK(buffer->size() == size);
    CHECK(reinterpret_cast<uintptr_t>(buffer->data()) % AlignedBuffer::kAlignment == 0);
    std::memset(buffer->data(), 0x5A, size);  // AddressSanitizer watches the end
  }
}

TEST_CASE("AlignedBuffer moves without its bytes moving", "[base]") {
  Result<AlignedBuffer> buffer = AlignedBuffer::Allocate(64, "buffer");
  REQUIRE(buffer);
  uint8_t* const data = buffer->data();
  data[63] = 42;
  const AlignedBuffer moved = *std::move(buffer);
  CHECK(moved.data() == data);
  CHECK(moved.data()[63] == 42);
}

TEST_CASE("AlignedBuffer says so when there is no memory", "[base]") {
  // The first is more than there is, the second more than can be rounded up to the alignment.
  for (const size_t size : {std::numeric_limits<size_t>::max() - 127, std::numeric_limits<size_t>::max()}) {
    const Result<AlignedBuffer> buffer = AlignedBuffer::Allocate(size, "frame");
    REQUIRE_FALSE(buffer);
    CHECK(buffer.error().code == ErrorCode::kOutOfMemory);
    CHECK(buffer.error().field == "frame");
    CHECK(buffer.error().message == "frame: could not allocate " + std::to_string(size) + " bytes");
  }
}

}  // namespace kinora
