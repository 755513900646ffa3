// CoreFilter of web/src/core-module.ts: kinora::FilterExecutor and a place for its pictures.
#include <emscripten/bind.h>
#include <emscripten/val.h>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <utility>

#include "base/aligned_buffer.h"
#include "base/result.h"
#include "errors.h"
#include "filters/css_parser.h"
#include "filters/executor.h"
#include "filters/kernels/alpha.h"

namespace kinora::bindings {
namespace {

using emscripten::typed_memory_view;
using emscripten::val;

constexpr size_t kBytesPerPixel = 4;

class BoundFilter {
 public:
  // `target_width` and `target_height`: what the chain must give; 0 for anything.
  bool SetChain(const std::string& text, int width, int height, bool chromium, int target_width, int target_height) {
    return Succeeded(TrySetChain(text, {.width = width, .height = height},
                                 chromium ? Parity::kChromium : Parity::kExact,
                                 {.width = target_width, .height = target_height}));
  }

  int TargetWidth() const { return executor_.target_size().width; }
  int TargetHeight() const { return executor_.target_size().height; }

  val Slot() { return View(picture_.data(), size_); }

  // For a film, what comes in is opaque whatever its fourth byte, and what is transparent then shows over black.
  val Run(const std::string& format, double frame, bool film) {
    const RgbaView picture = {.data = picture_.data(),
                              .width = size_.width,
                              .height = size_.height,
                              .stride = static_cast<ptrdiff_t>(kBytesPerPixel) * size_.width};
    if (film) MakeOpaque(picture);
    const RgbaView result =
        executor_.Run(picture, format == "bgra" ? PixelFormat::kBgra : PixelFormat::kRgba,
                      film ? AlphaRule::kPremultiplied : AlphaRule::kStraight, {.frame = static_cast<int64_t>(frame)});
    return View(result.data, {.width = result.width, .height = result.height});
  }

 private:
  Status TrySetChain(const std::string& text, PictureSize size, Parity parity, PictureSize target) {
    const Result<Chain> chain = ParseChain(text);
    if (!chain) return std::unexpected(chain.error());
    const size_t bytes = kBytesPerPixel * static_cast<size_t>(size.width) * static_cast<size_t>(size.height);
    if (picture_.size() < bytes) {
      Result<AlignedBuffer> picture = AlignedBuffer::Allocate(bytes, "picture");
      if (!picture) return std::unexpected(std::move(picture).error());
      picture_ = *std::move(picture);
    }
    KINORA_RETURN_IF_ERROR(
        executor_.SetChain(*chain, size, parity, target.width > 0 ? std::optional(target) : std::nullopt));
    size_ = size;
    return {};
  }

  static val View(const uint8_t* data, PictureSize size) {
    return val(
        typed_memory_view(kBytesPerPixel * static_cast<size_t>(size.width) * static_cast<size_t>(size.height), data));
  }

  PictureSize size_;
  FilterExecutor executor_;
  AlignedBuffer picture_;
};

std::unique_ptr<BoundFilter> CreateFilter() { return std::make_unique<BoundFilter>(); }

}  // namespace

EMSCRIPTEN_BINDINGS(kinora_filter) {
  emscripten::class_<BoundFilter>("CoreFilter")
      .function("setChain", &BoundFilter::SetChain)
      .function("targetWidth", &BoundFilter::TargetWidth)
      .function("targetHeight", &BoundFilter::TargetHeight)
      .function("slot", &BoundFilter::Slot)
      .function("run", &BoundFilter::Run);
  emscripten::function("createFilter", &CreateFilter);
}

}  // namespace kinora::bindings
