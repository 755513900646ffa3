#include <memory>

#include "filters/builders.h"
#include "filters/kernels/picture_blur.h"

namespace kinora {

Status BuildBlur(const Arguments& arguments, PlanBuilder& builder) {
  auto edge = static_cast<Edge>(arguments.Keyword("edge"));
  if (builder.parity() == Parity::kChromium && edge == Edge::kDuplicate) edge = Edge::kTransparent;
  const PictureBlur blur(builder.size(), arguments.Number("radius"), edge, builder.parity());
  if (!blur.is_identity()) builder.AddSpatial(std::make_unique<BlurStage>(blur));
  return {};
}

}  // namespace kinora
