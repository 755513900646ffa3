// What is to be done to each picture: stages in order, joined as far as that does not show.
#pragma once

#include <memory>
#include <variant>
#include <vector>

#include "base/result.h"
#include "filters/chain.h"
#include "filters/plan_builder.h"
#include "filters/stage.h"

namespace kinora {

// Stages that go over each strip one after the other.
using PointwiseRun = std::vector<std::unique_ptr<PointwiseStage>>;
using PlanStep = std::variant<PointwiseRun, std::unique_ptr<SpatialStage>>;

struct Plan {
  std::vector<PlanStep> steps;  // none for a chain that changes nothing
};

// For pictures of `size`. Rules:
// - what changes nothing is dropped;
// - a matrix is multiplied into the next one where the clamp between them cannot matter: when the first one's results
//   stay in [0, 1] by themselves, or the second moves what was clamped out of [0, 1] anyhow; or where it can be made up
//   for by another clamp behind both, since the second is a function a * c + b of each channel;
// - a table of luma takes such functions behind it into its colours;
// - functions of single channels, and matrices that are that, are composed before they become one table;
// - such a table before all else is looked up by bytes, together with the matrix behind it;
// - a spatial stage ends a run of pointwise ones.
// With Parity::kChromium nothing is joined, and functions of single channels see and make 8 bits.
// Fails as the filters do: kInvalidArgument naming the parameter, or kOutOfMemory.
// `of_bytes`: whether strips come to the plan as they are loaded, not from other stages.
Result<Plan> MakePlan(const Chain& chain, PictureSize size, Parity parity, bool of_bytes = true);

}  // namespace kinora
