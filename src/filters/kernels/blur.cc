#include <memory>

#include "filters/builders.h"
#include "filters/kernels/picture_blur.h"
#include "filters/kernels/short_blur.h"

namespace kinora {

Status BuildBlur(const Arguments& arguments, PlanBuilder& builder) {
  auto edge = static_cast<Edge>(arguments.Keyword("edge"));
  if (builder.parity() == Parity::kChromium && edge == Edge::kDuplicate) edge = Edge::kTransparent;
  const double deviation = arguments.Number("radius");
  const LineBlur line = MakeLineBlur(builder.size().width, deviation, edge, builder.parity());
  if (ShortBlur::Fits(line)) {
    builder.AddSpatial(std::make_unique<ShortBlurStage>(line));
    return {};
  }
  const PictureBlur blur(builder.size(), deviation, edge, builder.parity());
  if (!blur.is_identity()) builder.AddSpatial(std::make_unique<BlurStage>(blur));
  return {};
}

}  // namespace kinora
