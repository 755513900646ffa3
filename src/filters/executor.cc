#include "filters/executor.h"

#include <algorithm>
#include <string>
#include <utility>

#include "filters/kernels/alpha.h"
#include "filters/kernels/strip.h"

namespace kinora {
namespace {

constexpr ptrdiff_t kBytesPerPixel = 4;

size_t BytesOf(PictureSize size) {
  return static_cast<size_t>(kBytesPerPixel) * static_cast<size_t>(size.width) * static_cast<size_t>(size.height);
}

// Where the picture is and where the next stage puts it: the caller's memory (-1) or one of the two buffers. The
// caller's is used again when the size is the same.
int NextPlace(int place, PictureSize source, PictureSize target) {
  if (place == -1) return 0;
  return source == target ? -1 : 1 - place;
}

// Strip by strip through all stages, in place.
void RunPointwise(const PointwiseRun& run, const RgbaView& picture, PixelFormat format, const FrameContext& context) {
  if (run.size() == 1 && run.front()->RunAlone(picture, format)) return;
  Strip strip;
  for (int y = 0; y < picture.height; ++y) {
    for (int x = 0; x < picture.width; x += static_cast<int>(kStripPixels)) {
      uint8_t* pixels = picture.Row(y) + kBytesPerPixel * x;
      strip.count = std::min(kStripPixels, static_cast<size_t>(picture.width - x));
      strip.x = x;
      strip.y = y;
      if (run.empty()) {
        LoadStrip(pixels, format, strip);
      } else {
        run.front()->LoadAndRun(pixels, format, strip, context);
      }
      for (size_t i = 1; i + 1 < run.size(); ++i) run[i]->Run(strip, context);
      if (run.size() > 1) {
        run.back()->RunAndStore(strip, context, pixels);
      } else {
        StoreStrip(strip, pixels);
      }
    }
  }
}

Status Reserve(size_t size, const char* field, AlignedBuffer& buffer) {
  if (buffer.size() >= size) return {};
  Result<AlignedBuffer> larger = AlignedBuffer::Allocate(size, field);
  if (!larger) return std::unexpected(std::move(larger).error());
  buffer = *std::move(larger);
  return {};
}

}  // namespace

Status FilterExecutor::SetChain(const Chain& chain, PictureSize size, Parity parity,
                                std::optional<PictureSize> target_size) {
  Result<Plan> plan = MakePlan(chain, size, parity);
  if (!plan) return std::unexpected(std::move(plan).error());

  PictureSize current = size;
  int place = -1;
  size_t scratch = 0;
  std::array<size_t, 2> pictures{};
  for (const PlanStep& step : plan->steps) {
    const auto* spatial = std::get_if<std::unique_ptr<SpatialStage>>(&step);
    if (!spatial) continue;
    scratch = std::max(scratch, (*spatial)->scratch_bytes(current));
    if ((*spatial)->in_place()) continue;
    current = (*spatial)->target_size(current);
    place = NextPlace(place, size, current);
    if (place >= 0) {
      size_t& bytes = pictures[static_cast<size_t>(place)];
      bytes = std::max(bytes, BytesOf(current));
    }
  }
  if (target_size && current != *target_size) {
    const auto text = [](PictureSize of) { return std::to_string(of.width) + " x " + std::to_string(of.height); };
    return Fail(ErrorCode::kInvalidArgument, "filter", current.width,
                "filter must give a picture of " + text(*target_size) + ", got " + text(current));
  }
  KINORA_RETURN_IF_ERROR(Reserve(scratch, "filter_scratch", scratch_));
  for (size_t i = 0; i < pictures.size(); ++i) {
    KINORA_RETURN_IF_ERROR(Reserve(pictures[i], "filter_picture", pictures_[i]));
  }
  plan_ = *std::move(plan);
  source_size_ = size;
  target_size_ = current;
  return {};
}

RgbaView FilterExecutor::Run(const RgbaView& picture, PixelFormat format, AlphaRule alpha,
                             const FrameContext& context) {
  RgbaView current = picture;
  int place = -1;
  AlphaRule is = AlphaRule::kStraight;
  bool opaque = false;  // known to be, while it is premultiplied
  const auto convert = [&](AlphaRule to) {
    if (is == to) return;
    is = to;
    if (to == AlphaRule::kPremultiplied) {
      opaque = Premultiply(current);
    } else if (!opaque) {
      Unpremultiply(current);
    }
  };
  const auto to_rgba = [&] {
    if (std::exchange(format, PixelFormat::kRgba) == PixelFormat::kBgra) {
      RunPointwise({}, current, PixelFormat::kBgra, context);
    }
  };

  for (const PlanStep& step : plan_.steps) {
    if (const auto* run = std::get_if<PointwiseRun>(&step)) {
      convert(AlphaRule::kStraight);
      RunPointwise(*run, current, std::exchange(format, PixelFormat::kRgba), context);
      continue;
    }
    const SpatialStage& stage = *std::get<std::unique_ptr<SpatialStage>>(step);
    to_rgba();
    convert(stage.alpha());
    RgbaView target = current;
    if (!stage.in_place()) {
      const PictureSize size = stage.target_size({.width = current.width, .height = current.height});
      place = NextPlace(place, source_size_, size);
      target = place == -1 ? picture
                           : RgbaView{.data = pictures_[static_cast<size_t>(place)].data(),
                                      .width = size.width,
                                      .height = size.height,
                                      .stride = kBytesPerPixel * size.width};
    }
    stage.Run(current, target, {scratch_.data(), scratch_.size()}, context);
    opaque = opaque && stage.keeps_opaque();
    current = target;
  }
  to_rgba();
  convert(alpha);
  return current;
}

}  // namespace kinora
