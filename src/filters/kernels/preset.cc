#include <cmath>
#include <memory>
#include <utility>
#include <variant>
#include <vector>

#include "filters/builders.h"
#include "filters/css_parser.h"
#include "filters/plan.h"
#include "filters/presets.h"

namespace kinora {
namespace {

void Mix(const int16_t* from, size_t count, int share, int16_t* words) {
  for (size_t i = 0; i < count; ++i) {
    words[i] = static_cast<int16_t>(from[i] + (((words[i] - from[i]) * share + (1 << 14)) >> 15));
  }
}

// Other stages in part: what they make, mixed with what was there.
class Partly final : public PointwiseStage {
 public:
  Partly(PointwiseRun run, double amount)
      : run_(std::move(run)), share_(static_cast<int>(std::lround(amount * (kStripOne + 1)))) {}

  void Run(Strip& strip, const FrameContext& context) const override {
    const Strip before = strip;
    for (const auto& stage : run_) stage->Run(strip, context);
    Mix(before.red_blue, 2 * strip.count, share_, strip.red_blue);
    Mix(before.green_alpha, 2 * strip.count, share_, strip.green_alpha);
  }

 private:
  PointwiseRun run_;
  int share_;
};

}  // namespace

Status BuildPreset(const Arguments& arguments, PlanBuilder& builder) {
  const double amount = arguments.Number("amount");
  const std::string_view text = PresetChain(arguments.Keyword("name"));
  if (amount == 0) return {};
  if (amount == 1) return builder.AddChain(text);
  const Result<Chain> chain = ParseChain(text);
  if (!chain) return std::unexpected(chain.error());
  Result<Plan> plan = MakePlan(*chain, builder.size(), builder.parity(), false);
  if (!plan) return std::unexpected(plan.error());
  for (PlanStep& step : plan->steps) {
    builder.AddPointwise(std::make_unique<Partly>(std::move(std::get<PointwiseRun>(step)), amount));
  }
  return {};
}

}  // namespace kinora
