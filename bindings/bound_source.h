// A file of JavaScript's as a source: its bytes come when they have been read.
#pragma once

#include <emscripten/val.h>

#include <cstdint>
#include <optional>
#include <span>
#include <utility>

#include "errors.h"
#include "source/window_source.h"

namespace kinora::bindings {

// What is done with a file in steps: when one wants bytes that are not there, JavaScript puts them into `window` and
// tries again.
class BoundSource {
 public:
  enum Step : int { kFailed = -1, kDone = 0, kWants = 1 };

  explicit BoundSource(double size) : size_(size >= 0 ? static_cast<uint64_t>(size) : 0) {}

  // The fetcher points here.
  BoundSource(const BoundSource&) = delete;
  BoundSource& operator=(const BoundSource&) = delete;

  Status Open() {
    Result<WindowSource> source = WindowSource::Create(size_, [this](uint64_t position, std::span<uint8_t> target) {
      position_ = position;
      target_ = target;
      return WindowSource::Fetched::kLater;
    });
    if (!source) return std::unexpected(std::move(source).error());
    source_.emplace(*std::move(source));
    return {};
  }

  ByteSource& source() { return *source_; }

  // What `status` means for the step that it ended.
  static int StepOf(Status status) {
    if (status) return kDone;
    if (status.error().code == ErrorCode::kNotReady) return kWants;
    Remember(std::move(status).error());
    return kFailed;
  }

  double Position() const { return static_cast<double>(position_); }
  emscripten::val Window() const {
    return emscripten::val(emscripten::typed_memory_view(target_.size(), target_.data()));
  }
  void Supply() { source_->Supply(); }

 private:
  uint64_t size_;
  uint64_t position_ = 0;
  std::span<uint8_t> target_;
  std::optional<WindowSource> source_;
};

}  // namespace kinora::bindings
