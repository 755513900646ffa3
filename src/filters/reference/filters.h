// One reference for each row of the catalogue, in files named as those of the kernels.
#pragma once

#include "filters/reference/reference.h"

namespace kinora::reference {

ReferenceFilter Brightness;
ReferenceFilter Contrast;
ReferenceFilter Saturate;
ReferenceFilter Grayscale;
ReferenceFilter Sepia;
ReferenceFilter HueRotate;
ReferenceFilter Invert;
ReferenceFilter Opacity;
ReferenceFilter Blur;
ReferenceFilter DropShadow;
ReferenceFilter Exposure;
ReferenceFilter Gamma;
ReferenceFilter Levels;
ReferenceFilter Curves;
ReferenceFilter Threshold;
ReferenceFilter Posterize;
ReferenceFilter Solarize;
ReferenceFilter Temperature;
ReferenceFilter Vibrance;
ReferenceFilter ColorMatrix;
ReferenceFilter GradientMap;
ReferenceFilter Tint;
ReferenceFilter Lut3d;
ReferenceFilter Preset;
ReferenceFilter ChromaKey;
ReferenceFilter MotionBlur;
ReferenceFilter ZoomBlur;
ReferenceFilter TiltShift;
ReferenceFilter Bloom;
ReferenceFilter Bilateral;
ReferenceFilter SurfaceBlur;
ReferenceFilter Guided;
ReferenceFilter SmoothSkin;
ReferenceFilter Sharpen;
ReferenceFilter Convolve;
ReferenceFilter Emboss;
ReferenceFilter Edges;
ReferenceFilter Median;
ReferenceFilter Erode;
ReferenceFilter Dilate;
ReferenceFilter Vignette;
ReferenceFilter Grain;
ReferenceFilter Pixelate;
ReferenceFilter RgbSplit;
ReferenceFilter Scanlines;
ReferenceFilter Glitch;
ReferenceFilter Crop;
ReferenceFilter Flip;
ReferenceFilter Rotate;
ReferenceFilter Scale;
ReferenceFilter Overlay;

}  // namespace kinora::reference
