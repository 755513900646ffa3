// Colour matrices as stages.
#pragma once

#include <memory>

#include "filters/kernels/color_matrix.h"
#include "filters/stage.h"

namespace kinora {

std::unique_ptr<PointwiseStage> MakeMatrixStage(const ColorMatrix& matrix);

}  // namespace kinora
