#include "recorder/webp_film.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

#include "webp/data_url.h"
#include "webp/vp8_header.h"
#include "webp/webp.h"

namespace kinora {
namespace {

constexpr double kLongestDuration = 32'767;  // milliseconds: whammy's limit

// The same error, about frame `number`.
std::unexpected<Error> About(int number, Error error) {
  error.message = "Frame " + std::to_string(number) + ": " + error.message;
  return std::unexpected(std::move(error));
}

std::unexpected<Error> Refuse(const char* field, double value, int number, const std::string& text) {
  return Fail(ErrorCode::kInvalidArgument, field, value, "Frame " + std::to_string(number) + text);
}

}  // namespace

Status WebpFilm::Add(std::string_view url, double duration, std::span<const uint8_t> alpha) {
  const int number = frames_ + 1;
  if (!(duration >= 0 && duration <= kLongestDuration)) {
    return Refuse("duration", duration, number, " has a weird duration (must be between 0 and 32767)");
  }
  const Result<DecodedUrl> file = DecodeWebpUrl(url);
  if (!file && file.error().field == "url") return std::unexpected(file.error());  // whammy does not say which
  if (!file) return About(number, file.error());
  const Result<LossyWebp> webp = ParseWebp(file->bytes);
  if (!webp) return About(number, webp.error());
  if (frames_ > 0 && webp->width != width_) return Refuse("width", webp->width, number, " has a different width");
  if (frames_ > 0 && webp->height != height_) return Refuse("height", webp->height, number, " has a different height");
  if (alpha_) {
    const Result<Vp8Header> header = ParseVp8Header(alpha);
    if (!header) return About(number, header.error());
    if (header->width != webp->width || header->height != webp->height) {
      return Refuse("alpha", header->width, number, ": its alpha channel has another size");
    }
  }

  if (!writer_) {
    Result<WebmWriter> writer = WebmWriter::Create(
        {.codec = Codec::kVp8, .width = webp->width, .height = webp->height, .alpha = alpha_}, *sink_);
    if (!writer) return std::unexpected(std::move(writer).error());
    writer_.emplace(*std::move(writer));
    width_ = webp->width;
    height_ = webp->height;
  }
  const int64_t time = std::max<int64_t>(std::llround(end_), time_ + 1);
  KINORA_RETURN_IF_ERROR(writer_->Write(
      {.data = webp->vp8, .timestamp_us = time * 1000, .duration_us = 0, .key_frame = true, .alpha = alpha}));
  time_ = time;
  end_ += duration;
  ++frames_;
  return {};
}

Status WebpFilm::Finish() {
  if (!writer_) {
    return Fail(ErrorCode::kInvalidArgument, "frames", 0, "there are no frames: add one before finishing the film");
  }
  return writer_->Finish(std::llround(end_ * 1000));
}

}  // namespace kinora
