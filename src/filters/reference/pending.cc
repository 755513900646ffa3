#include <cstdlib>

#include "filters/reference/filters.h"

namespace kinora::reference {

__attribute__((weak)) void Lut3d(const Arguments&, ExactPicture&, const FrameContext&) { std::abort(); }
__attribute__((weak)) void Preset(const Arguments&, ExactPicture&, const FrameContext&) { std::abort(); }

}  // namespace kinora::reference
