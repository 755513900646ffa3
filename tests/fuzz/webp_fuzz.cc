// Any bytes as a WebP file: whatever is found in it lies inside of it.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <span>

#include "frame/frame_view.h"
#include "webp/webp.h"

namespace {

// An empty span is inside of everything.
bool Inside(std::span<const uint8_t> part, std::span<const uint8_t> whole) {
  return part.empty() || (part.data() >= whole.data() && part.data() + part.size() <= whole.data() + whole.size());
}

bool IsDimension(int value) { return value >= 1 && value <= kinora::kMaxDimension; }

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::span<const uint8_t> file(data, size);
  const auto webp = kinora::ParseWebp(file);
  if (!webp) {
    if (webp.error().message.empty()) std::abort();
    return 0;
  }
  if (!Inside(webp->vp8, file) || !Inside(webp->alpha, file) || webp->vp8.size() < 10) std::abort();
  if (!IsDimension(webp->width) || !IsDimension(webp->height)) std::abort();
  return 0;
}
