#include <cstdlib>
#include "filters/reference/filters.h"
namespace kinora::reference {
__attribute__((weak)) void Blur(const Arguments&, ExactPicture&, const FrameContext&) { std::abort(); }
__attribute__((weak)) void DropShadow(const Arguments&, ExactPicture&, const FrameContext&) { std::abort(); }
__attribute__((weak)) void Exposure(const Arguments&, ExactPicture&, const FrameContext&) { std::abort(); }
__attribute__((weak)) void Gamma(const Arguments&, ExactPicture&, const FrameContext&) { std::abort(); }
__attribute__((weak)) void Levels(const Arguments&, ExactPicture&, const FrameContext&) { std::abort(); }
__attribute__((weak)) void Curves(const Arguments&, ExactPicture&, const FrameContext&) { std::abort(); }
__attribute__((weak)) void Threshold(const Arguments&, ExactPicture&, const FrameContext&) { std::abort(); }
__attribute__((weak)) void Posterize(const Arguments&, ExactPicture&, const FrameContext&) { std::abort(); }
__attribute__((weak)) void Solarize(const Arguments&, ExactPicture&, const FrameContext&) { std::abort(); }
__attribute__((weak)) void Temperature(const Arguments&, ExactPicture&, const FrameContext&) { std::abort(); }
__attribute__((weak)) void Vibrance(const Arguments&, ExactPicture&, const FrameContext&) { std::abort(); }
__attribute__((weak)) void GradientMap(const Arguments&, ExactPicture&, const FrameContext&) { std::abort(); }
__attribute__((weak)) void Tint(const Arguments&, ExactPicture&, const FrameContext&) { std::abort(); }
__attribute__((weak)) void Lut3d(const Arguments&, ExactPicture&, const FrameContext&) { std::abort(); }
__attribute__((weak)) void Preset(const Arguments&, ExactPicture&, const FrameContext&) { std::abort(); }
__attribute__((weak)) void ChromaKey(const Arguments&, ExactPicture&, const FrameContext&) { std::abort(); }
__attribute__((weak)) void MotionBlur(const Arguments&, ExactPicture&, const FrameContext&) { std::abort(); }
__attribute__((weak)) void ZoomBlur(const Arguments&, ExactPicture&, const FrameContext&) { std::abort(); }
__attribute__((weak)) void TiltShift(const Arguments&, ExactPicture&, const FrameContext&) { std::abort(); }
__attribute__((weak)) void Bloom(const Arguments&, ExactPicture&, const FrameContext&) { std::abort(); }
__attribute__((weak)) void Bilateral(const Arguments&, ExactPicture&, const FrameContext&) { std::abort(); }
__attribute__((weak)) void SurfaceBlur(const Arguments&, ExactPicture&, const FrameContext&) { std::abort(); }
__attribute__((weak)) void Guided(const Arguments&, ExactPicture&, const FrameContext&) { std::abort(); }
__attribute__((weak)) void SmoothSkin(const Arguments&, ExactPicture&, const FrameContext&) { std::abort(); }
__attribute__((weak)) void Sharpen(const Arguments&, ExactPicture&, const FrameContext&) { std::abort(); }
__attribute__((weak)) void Convolve(const Arguments&, ExactPicture&, const FrameContext&) { std::abort(); }
__attribute__((weak)) void Emboss(const Arguments&, ExactPicture&, const FrameContext&) { std::abort(); }
__attribute__((weak)) void Edges(const Arguments&, ExactPicture&, const FrameContext&) { std::abort(); }
__attribute__((weak)) void Median(const Arguments&, ExactPicture&, const FrameContext&) { std::abort(); }
__attribute__((weak)) void Erode(const Arguments&, ExactPicture&, const FrameContext&) { std::abort(); }
__attribute__((weak)) void Dilate(const Arguments&, ExactPicture&, const FrameContext&) { std::abort(); }
__attribute__((weak)) void Vignette(const Arguments&, ExactPicture&, const FrameContext&) { std::abort(); }
__attribute__((weak)) void Grain(const Arguments&, ExactPicture&, const FrameContext&) { std::abort(); }
__attribute__((weak)) void Pixelate(const Arguments&, ExactPicture&, const FrameContext&) { std::abort(); }
__attribute__((weak)) void RgbSplit(const Arguments&, ExactPicture&, const FrameContext&) { std::abort(); }
__attribute__((weak)) void Scanlines(const Arguments&, ExactPicture&, const FrameContext&) { std::abort(); }
__attribute__((weak)) void Glitch(const Arguments&, ExactPicture&, const FrameContext&) { std::abort(); }
__attribute__((weak)) void Crop(const Arguments&, ExactPicture&, const FrameContext&) { std::abort(); }
__attribute__((weak)) void Flip(const Arguments&, ExactPicture&, const FrameContext&) { std::abort(); }
__attribute__((weak)) void Rotate(const Arguments&, ExactPicture&, const FrameContext&) { std::abort(); }
__attribute__((weak)) void Scale(const Arguments&, ExactPicture&, const FrameContext&) { std::abort(); }
__attribute__((weak)) void Overlay(const Arguments&, ExactPicture&, const FrameContext&) { std::abort(); }
}  // namespace kinora::reference
