#include <cstdlib>
#include "filters/reference/filters.h"
namespace kinora::reference {
__attribute__((weak)) void Lut3d(const Arguments&, ExactPicture&, const FrameContext&) { std::abort(); }
__attribute__((weak)) void Preset(const Arguments&, ExactPicture&, const FrameContext&) { std::abort(); }
__attribute__((weak)) void Bilateral(const Arguments&, ExactPicture&, const FrameContext&) { std::abort(); }
__attribute__((weak)) void SurfaceBlur(const Arguments&, ExactPicture&, const FrameContext&) { std::abort(); }
__attribute__((weak)) void Guided(const Arguments&, ExactPicture&, const FrameContext&) { std::abort(); }
__attribute__((weak)) void SmoothSkin(const Arguments&, ExactPicture&, const FrameContext&) { std::abort(); }
__attribute__((weak)) void Convolve(const Arguments&, ExactPicture&, const FrameContext&) { std::abort(); }
__attribute__((weak)) void Emboss(const Arguments&, ExactPicture&, const FrameContext&) { std::abort(); }
__attribute__((weak)) void Edges(const Arguments&, ExactPicture&, const FrameContext&) { std::abort(); }
__attribute__((weak)) void Median(const Arguments&, ExactPicture&, const FrameContext&) { std::abort(); }
__attribute__((weak)) void Erode(const Arguments&, ExactPicture&, const FrameContext&) { std::abort(); }
__attribute__((weak)) void Dilate(const Arguments&, ExactPicture&, const FrameContext&) { std::abort(); }
__attribute__((weak)) void Pixelate(const Arguments&, ExactPicture&, const FrameContext&) { std::abort(); }
}
