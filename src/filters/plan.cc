#include "filters/plan.h"

#include <algorithm>
#include <cmath>
#include <span>
#include <tuple>
#include <utility>

#include "filters/css_parser.h"
#include "filters/kernels/channel_table.h"
#include "filters/kernels/chromium_stage.h"
#include "filters/kernels/leading_table.h"
#include "filters/kernels/matrix_run.h"
#include "filters/kernels/matrix_stage.h"

namespace kinora {
namespace {

// What a run of pointwise filters is before it becomes stages.
using Operation = std::variant<BoundedMatrix, ChannelFunction, std::unique_ptr<PointwiseStage>>;

constexpr ColorMatrix kIdentity = {{{1, 0, 0, 0, 0}, {0, 1, 0, 0, 0}, {0, 0, 1, 0, 0}, {0, 0, 0, 1, 0}}};

// `second` after `first`, without a clamp between.
ColorMatrix Multiply(const ColorMatrix& second, const ColorMatrix& first) {
  ColorMatrix product{};
  for (size_t row = 0; row < 4; ++row) {
    for (size_t column = 0; column < 5; ++column) {
      double sum = column == 4 ? second[row][4] : 0;
      for (size_t i = 0; i < 4; ++i) sum += second[row][i] * first[i][column];
      product[row][column] = sum;
    }
  }
  return product;
}

// Whether every result for values in [0, 1] is in [0, 1].
bool StaysInRange(const ColorMatrix& matrix) {
  return std::ranges::all_of(matrix, [](const std::array<double, 5>& row) {
    double least = row[4];
    double most = row[4];
    for (size_t i = 0; i < 4; ++i) (row[i] < 0 ? least : most) += row[i];
    // Rounded coefficients of the standards may sum up to a little more than 1: nothing that shows.
    return least >= -1e-9 && most <= 1 + 1e-9;
  });
}

// Whether clamping before `matrix` makes no difference: it sends what is clamped to 0 or 1 beyond those, one to each
// side. Were both on one side, what is far enough beyond an end would come back from there.
bool AbsorbsClamp(const ColorMatrix& matrix) {
  if (!IsDiagonal(matrix)) return false;
  for (size_t row = 0; row < 4; ++row) {
    const auto [least, most] = std::minmax({matrix[row][4], matrix[row][row] + matrix[row][4]});
    if (matrix[row][row] != 0 && (least > 0 || most < 1)) return false;
  }
  return true;
}

bool LeavesAlpha(const ColorMatrix& matrix) { return matrix[3] == kIdentity[3]; }

// As Chromium makes its tables of feFuncR type "linear": in levels, cut off rather than rounded.
ChannelFunction ToChromiumFunction(const ColorMatrix& matrix) {
  return [matrix](int channel, double value) {
    const auto row = static_cast<size_t>(channel);
    const double level = std::floor(255 * value + 0.5);
    return std::floor(std::clamp(matrix[row][row] * level + 255 * matrix[row][4], 0.0, 255.0)) / 255;
  };
}

ChannelFunction ToChannelFunction(const BoundedMatrix& bounded) {
  return [bounded](int channel, double value) {
    const auto row = static_cast<size_t>(channel);
    return std::clamp(bounded.matrix[row][row] * value + bounded.matrix[row][4], bounded.least[row], bounded.most[row]);
  };
}

// Makes `first` do what `second` would do behind it, if that comes to the same.
bool Join(const ColorMatrix& second, BoundedMatrix& first) {
  const ColorMatrix product = Multiply(second, first.matrix);
  if (IsDiagonal(second) && LeavesAlpha(second) && MatrixRun::Fits(product)) {
    for (size_t row = 0; row < 3; ++row) {
      const auto moved = [&](double end) { return std::clamp(second[row][row] * end + second[row][4], 0.0, 1.0); };
      std::tie(first.least[row], first.most[row]) = std::minmax({moved(first.least[row]), moved(first.most[row])});
    }
  } else if (first.IsBounded() || !(StaysInRange(first.matrix) || AbsorbsClamp(second)) || !FitsFixed(product)) {
    return false;
  }
  first.matrix = product;
  return true;
}

ChannelFunction Compose(ChannelFunction second, ChannelFunction first) {
  return [second = std::move(second), first = std::move(first)](int channel, double value) {
    return second(channel, std::clamp(first(channel, value), 0.0, 1.0));
  };
}

class Planner final : public PlanBuilder {
 public:
  Planner(PictureSize size, Parity parity, bool of_bytes) : size_(size), parity_(parity), of_bytes_(of_bytes) {}

  PictureSize size() const override { return size_; }
  Parity parity() const override { return parity_; }

  void AddMatrix(const ColorMatrix& matrix) override {
    if (matrix == kIdentity) return;
    if (IsDiagonal(matrix) && LeavesAlpha(matrix)) {
      // As a function when there is one to join, or when its factors are too large for the integers of the kernel.
      const bool after_function = !run_.empty() && std::holds_alternative<ChannelFunction>(run_.back());
      if (parity_ == Parity::kChromium) return AddPerChannel(ToChromiumFunction(matrix));
      if (after_function || !FitsFixed(matrix)) {
        return AddPerChannel(ToChannelFunction({.matrix = matrix}));
      }
    }
    if (parity_ == Parity::kExact && !run_.empty()) {
      if (auto* last = std::get_if<BoundedMatrix>(&run_.back()); last && Join(matrix, *last)) return;
      auto* stage = std::get_if<std::unique_ptr<PointwiseStage>>(&run_.back());
      if (stage && MatrixRun::Fits(matrix) && (*stage)->Absorb(matrix)) return;
    }
    run_.emplace_back(BoundedMatrix{.matrix = matrix});
  }

  void AddPerChannel(ChannelFunction function) override {
    if (parity_ == Parity::kExact && !run_.empty()) {
      if (auto* last = std::get_if<ChannelFunction>(&run_.back())) {
        *last = Compose(std::move(function), std::move(*last));
        return;
      }
      auto* last = std::get_if<BoundedMatrix>(&run_.back());
      if (last && IsDiagonal(last->matrix) && LeavesAlpha(last->matrix)) {
        run_.back() = Compose(std::move(function), ToChannelFunction(*last));
        return;
      }
    }
    run_.emplace_back(std::move(function));
  }

  void AddPointwise(std::unique_ptr<PointwiseStage> stage) override { run_.emplace_back(std::move(stage)); }

  void AddSpatial(std::unique_ptr<SpatialStage> stage) override {
    EndRun();
    size_ = stage->target_size(size_);
    plan_.steps.emplace_back(std::move(stage));
  }

  Status AddChain(std::string_view text) override {
    const Result<Chain> chain = ParseChain(text);
    return chain ? Add(*chain) : std::unexpected(chain.error());
  }

  Status Add(const Chain& chain) {
    for (const FilterCall& call : chain.calls) {
      KINORA_RETURN_IF_ERROR(call.entry->build(Arguments(call), *this));
      if (size_.width < 1 || size_.height < 1 || size_.width > kMaxDimension || size_.height > kMaxDimension) {
        return Fail(ErrorCode::kInvalidArgument, std::string(call.entry->name), size_.width,
                    std::string(call.entry->name) + " must make a picture of 1 to " + std::to_string(kMaxDimension) +
                        " pixels each way, got " + std::to_string(size_.width) + " x " + std::to_string(size_.height));
      }
    }
    return {};
  }

  Plan Finish() {
    EndRun();
    return std::move(plan_);
  }

 private:
  void EndRun() {
    PointwiseRun stages = parity_ == Parity::kChromium ? ChromiumStages() : ExactStages();
    run_.clear();
    if (!stages.empty()) plan_.steps.emplace_back(std::move(stages));
  }

  template <typename Stage>
  static Stage* Append(PointwiseRun& stages) {
    auto stage = std::make_unique<Stage>();
    Stage* const appended = stage.get();
    stages.push_back(std::move(stage));
    return appended;
  }

  PointwiseRun ExactStages() {
    PointwiseRun stages;
    MatrixRun* last = nullptr;
    auto operations = std::span(run_);
    if (const auto* function = of_bytes_ && run_.size() > 1 ? std::get_if<ChannelFunction>(&run_[0]) : nullptr) {
      const auto* matrix = std::get_if<BoundedMatrix>(&run_[1]);
      if (matrix && !MatrixRun::Fits(matrix->matrix)) matrix = nullptr;
      stages.push_back(
          std::make_unique<LeadingTable>(*function, matrix ? *matrix : BoundedMatrix{.matrix = kIdentity}));
      operations = operations.subspan(matrix ? 2 : 1);
    }
    for (Operation& operation : operations) {
      MatrixRun* const before = std::exchange(last, nullptr);
      if (const auto* matrix = std::get_if<BoundedMatrix>(&operation)) {
        if (MatrixRun::Fits(matrix->matrix)) {
          last = before ? before : Append<MatrixRun>(stages);
          last->Add(*matrix);
        } else {
          stages.push_back(MakeMatrixStage(matrix->matrix));
        }
      } else if (auto* function = std::get_if<ChannelFunction>(&operation)) {
        stages.push_back(std::make_unique<ChannelTable>(*function));
      } else {
        stages.push_back(std::move(std::get<std::unique_ptr<PointwiseStage>>(operation)));
      }
    }
    return stages;
  }

  PointwiseRun ChromiumStages() {
    PointwiseRun stages;
    ChromiumStage* last = nullptr;
    for (Operation& operation : run_) {
      if (auto* stage = std::get_if<std::unique_ptr<PointwiseStage>>(&operation)) {
        stages.push_back(std::move(*stage));
        last = nullptr;
        continue;
      }
      if (!last) last = Append<ChromiumStage>(stages);
      if (auto* matrix = std::get_if<BoundedMatrix>(&operation)) {
        last->Add(matrix->matrix);
      } else {
        last->Add(std::get<ChannelFunction>(operation));
      }
    }
    return stages;
  }

  PictureSize size_;
  Parity parity_;
  bool of_bytes_;
  std::vector<Operation> run_;
  Plan plan_;
};

}  // namespace

Result<Plan> MakePlan(const Chain& chain, PictureSize size, Parity parity, bool of_bytes) {
  Planner planner(size, parity, of_bytes);
  KINORA_RETURN_IF_ERROR(planner.Add(chain));
  return planner.Finish();
}

}  // namespace kinora
