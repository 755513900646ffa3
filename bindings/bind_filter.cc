// CoreFilter of web/src/core-module.ts: kinora::FilterExecutor for pictures that are not recorded.
#include <emscripten/bind.h>
#include <emscripten/val.h>

#include <cstddef>
#include <memory>
#include <string>
#include <utility>

#include "base/aligned_buffer.h"
#include "errors.h"
#include "filters/css_parser.h"
#include "filters/executor.h"
#include "filters/kernels/alpha.h"

namespace kinora::bindings {
namespace {

using emscripten::typed_memory_view;
using emscripten::val;

class BoundFilter {
 public:
  bool SetChain(const std::string& text, int width, int height, bool chromium) {
    const Result<Chain> chain = ParseChain(text);
    if (!chain) {
      Remember(chain.error());
      return false;
    }
    size_ = {.width = width, .height = height};
    if (!Succeeded(executor_.SetChain(*chain, size_, chromium ? Parity::kChromium : Parity::kExact))) return false;
    const size_t bytes = 4 * static_cast<size_t>(width) * static_cast<size_t>(height);
    if (picture_.size() >= bytes) return true;
    Result<AlignedBuffer> picture = AlignedBuffer::Allocate(bytes, "picture");
    if (!picture) {
      Remember(std::move(picture).error());
      return false;
    }
    picture_ = *std::move(picture);
    return true;
  }

  val Slot() {
    return val(
        typed_memory_view(4 * static_cast<size_t>(size_.width) * static_cast<size_t>(size_.height), picture_.data()));
  }

  void Run(const std::string& format, double frame, bool opaque) {
    const RgbaView picture = {
        .data = picture_.data(), .width = size_.width, .height = size_.height, .stride = ptrdiff_t{4} * size_.width};
    if (opaque) MakeOpaque(picture);
    result_ = executor_.Run(
        picture, format == "bgra" ? PixelFormat::kBgra : PixelFormat::kRgba, AlphaRule::kStraight,
        {.frame = static_cast<int64_t>(frame)});
  }

  int ResultWidth() const { return result_.width; }
  int ResultHeight() const { return result_.height; }
  val Pixels() {
    return val(
        typed_memory_view(4 * static_cast<size_t>(result_.width) * static_cast<size_t>(result_.height), result_.data));
  }

 private:
  PictureSize size_;
  FilterExecutor executor_;
  AlignedBuffer picture_;
  RgbaView result_;
};

std::unique_ptr<BoundFilter> CreateFilter() { return std::make_unique<BoundFilter>(); }

}  // namespace

EMSCRIPTEN_BINDINGS(kinora_filter) {
  emscripten::class_<BoundFilter>("CoreFilter")
      .function("setChain", &BoundFilter::SetChain)
      .function("slot", &BoundFilter::Slot)
      .function("run", &BoundFilter::Run)
      .function("resultWidth", &BoundFilter::ResultWidth)
      .function("resultHeight", &BoundFilter::ResultHeight)
      .function("result", &BoundFilter::Pixels);
  emscripten::function("createFilter", &CreateFilter);
}

}  // namespace kinora::bindings
