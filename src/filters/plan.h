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
//   stay in [0, 1] by themselves, or the second moves what was clamped out of [0, 1] anyhow;
// - functions of single channels, and matrices that are that, are composed before they become one table;
// - a spatial stage ends a run of pointwise ones.
// With Parity::kChromium nothing is joined, and functions of single channels see and make 8 bits.
// Fails as the filters do: kInvalidArgument naming the parameter, or kOutOfMemory.
Result<Plan> MakePlan(const Chain& chain, PictureSize size, Parity parity);

}  // namespace kinora
