// Where filters put their stages: what can be joined is joined here.
#pragma once

#include <functional>
#include <memory>

#include "filters/kernels/color_matrix.h"
#include "filters/stage.h"

namespace kinora {

// What stands for the pixels outside of the picture. The order is that of the catalogue's keywords.
enum class Edge : uint8_t { kDuplicate, kTransparent, kWrap, kMirror };

// How results that differ between implementations are to come out.
enum class Parity : uint8_t {
  kExact,     // as the formulas say, rounded once
  kChromium,  // as Chromium draws ctx.filter on a CPU canvas: tables in 8 bits, blur by three whole boxes,
              // transparent edges
};

// Result of one channel (0 red to 2 blue) for a value in [0, 1]. What it returns is clamped to [0, 1].
using ChannelFunction = std::function<double(int channel, double value)>;

class PlanBuilder {
 public:
  virtual ~PlanBuilder() = default;

  // Size of the picture where the next stage begins.
  virtual PictureSize size() const = 0;
  virtual Parity parity() const = 0;

  // The result is clamped to [0, 1].
  virtual void AddMatrix(const ColorMatrix& matrix) = 0;
  virtual void AddPerChannel(ChannelFunction function) = 0;
  virtual void AddPointwise(std::unique_ptr<PointwiseStage> stage) = 0;
  virtual void AddSpatial(std::unique_ptr<SpatialStage> stage) = 0;

  // Adds the filters of a chain's text, for filters that are made of others.
  virtual Status AddChain(std::string_view text) = 0;
};

}  // namespace kinora
