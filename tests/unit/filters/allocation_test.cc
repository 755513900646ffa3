// Filtering allocates nothing once warm, and a parameter that changes needs no memory for pictures.
#include <atomic>
#include <cstdlib>
#include <new>
#include <string>
#include <vector>

#include "catch_amalgamated.hpp"
#include "filters/css_parser.h"
#include "filters/executor.h"

namespace {

std::atomic<size_t> allocations;

}  // namespace

void* operator new(size_t size) {
  ++allocations;
  if (void* memory = std::malloc(size ? size : 1)) return memory;
  std::abort();
}
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, size_t) noexcept { std::free(memory); }

namespace kinora {

TEST_CASE("filtering a frame allocates nothing, and another parameter no pictures") {
  constexpr PictureSize kSize = {.width = 64, .height = 48};
  std::vector<uint8_t> pixels(4 * 64 * 48, 99);
  const RgbaView picture = {.data = pixels.data(), .width = 64, .height = 48, .stride = 4 * 64};
  FilterExecutor executor;
  const auto set = [&](const std::string& text) {
    const Result<Chain> chain = ParseChain(text);
    REQUIRE(chain);
    REQUIRE(executor.SetChain(*chain, kSize));
  };
  const auto run = [&](int64_t frame) {
    return executor.Run(picture, PixelFormat::kBgra, AlphaRule::kPremultiplied, {.frame = frame});
  };
  set("sepia(60%) blur(4px) gamma(1.2) vignette() grain() median()");
  run(0);
  const size_t before = allocations;
  const RgbaView first = run(1);
  CHECK(allocations == before);
  set("sepia(70%) blur(5px) gamma(1.3) vignette(0.3) grain(0.2) median()");
  const RgbaView second = run(2);
  CHECK(second.data == first.data);
}

}  // namespace kinora
