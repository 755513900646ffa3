#include <cstdlib>

#include "filters/builders.h"

namespace kinora {

__attribute__((weak)) Status BuildLut3d(const Arguments&, PlanBuilder&) {
  return Fail(ErrorCode::kNotSupported, "Lut3d", 0, "Lut3d");
}
__attribute__((weak)) Status BuildPreset(const Arguments&, PlanBuilder&) {
  return Fail(ErrorCode::kNotSupported, "Preset", 0, "Preset");
}

}  // namespace kinora
