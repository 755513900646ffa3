// Applies chains to pictures, one after the other, without allocating once warm.
#pragma once

#include <array>
#include <optional>

#include "base/aligned_buffer.h"
#include "base/result.h"
#include "filters/plan.h"

namespace kinora {

class FilterExecutor {
 public:
  FilterExecutor() = default;

  // Sets what Run does to pictures of `size`. Memory is kept from plan to plan and grows only when a plan needs more
  // than any before. With `target_size`, a chain that gives another one is refused with kInvalidArgument ("filter").
  // Fails as MakePlan, or with kOutOfMemory; the plan before is then kept.
  Status SetChain(const Chain& chain, PictureSize size, Parity parity = Parity::kExact,
                  std::optional<PictureSize> target_size = std::nullopt);

  // The size of what Run gives.
  PictureSize target_size() const { return target_size_; }

  // Whether Run changes nothing.
  bool is_identity() const { return plan_.steps.empty(); }

  // Filters `picture`, of SetChain's size, in the order of `format` and not premultiplied. The result is RGBA, with
  // alpha as `alpha` says; it stands in the memory of `picture` or of the executor, until the next call. What `picture`
  // held is lost either way.
  RgbaView Run(const RgbaView& picture, PixelFormat format, AlphaRule alpha, const FrameContext& context);

 private:
  Plan plan_;
  PictureSize source_size_;
  PictureSize target_size_;
  std::array<AlignedBuffer, 2> pictures_;
  AlignedBuffer scratch_;
};

}  // namespace kinora
