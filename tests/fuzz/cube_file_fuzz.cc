// Any text is a table of the size that it says, or an error.
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "filters/cube_file.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const kinora::Result<kinora::CubeFile> cube = kinora::ParseCubeFile({reinterpret_cast<const char*>(data), size});
  if (!cube) {
    if (cube.error().message.empty()) std::abort();
    return 0;
  }
  const auto nodes =
      static_cast<size_t>(cube->size) * static_cast<size_t>(cube->size) * static_cast<size_t>(cube->size);
  if (cube->size < 2 || cube->size > 64 || cube->nodes.size() != 3 * nodes) std::abort();
  for (const float value : cube->nodes) {
    if (!std::isfinite(value)) std::abort();
  }
  return 0;
}
