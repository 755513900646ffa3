// Mirrors pictures.
#pragma once

#include <memory>

#include "filters/stage.h"

namespace kinora {

// `columns`: left becomes right; `rows`: top becomes bottom. Both are half a turn.
std::unique_ptr<SpatialStage> MakeFlip(bool columns, bool rows);

}  // namespace kinora
