#include "filters/reference/reference.h"

#include <cmath>
#include <cstdlib>

#include "filters/reference/filters.h"

namespace kinora::reference {
namespace {

struct Row {
  std::string_view name;
  ReferenceFilter* filter;
};

constexpr Row kTable[] = {
    {"brightness", Brightness},
    {"contrast", Contrast},
    {"saturate", Saturate},
    {"grayscale", Grayscale},
    {"sepia", Sepia},
    {"hue-rotate", HueRotate},
    {"invert", Invert},
    {"opacity", Opacity},
    {"blur", Blur},
    {"drop-shadow", DropShadow},
    {"exposure", Exposure},
    {"gamma", Gamma},
    {"levels", Levels},
    {"curves", Curves},
    {"threshold", Threshold},
    {"posterize", Posterize},
    {"solarize", Solarize},
    {"temperature", Temperature},
    {"vibrance", Vibrance},
    {"color-matrix", ColorMatrix},
    {"gradient-map", GradientMap},
    {"tint", Tint},
    {"lut3d", Lut3d},
    {"preset", Preset},
    {"chroma-key", ChromaKey},
    {"motion-blur", MotionBlur},
    {"zoom-blur", ZoomBlur},
    {"tilt-shift", TiltShift},
    {"bloom", Bloom},
    {"bilateral", Bilateral},
    {"surface-blur", SurfaceBlur},
    {"guided", Guided},
    {"smooth-skin", SmoothSkin},
    {"sharpen", Sharpen},
    {"convolve", Convolve},
    {"emboss", Emboss},
    {"edges", Edges},
    {"median", Median},
    {"erode", Erode},
    {"dilate", Dilate},
    {"vignette", Vignette},
    {"grain", Grain},
    {"pixelate", Pixelate},
    {"rgb-split", RgbSplit},
    {"scanlines", Scanlines},
    {"glitch", Glitch},
    {"crop", Crop},
    {"flip", Flip},
    {"rotate", Rotate},
    {"scale", Scale},
    {"overlay", Overlay},
};

ReferenceFilter* Find(std::string_view name) {
  for (const Row& row : kTable) {
    if (row.name == name) return row.filter;
  }
  std::abort();
}

int Modulo(int at, int size) { return (at % size + size) % size; }

}  // namespace

void Premultiply(ExactPicture& picture) {
  ForEachPixel(picture, [](double* pixel, int, int) {
    for (int channel = 0; channel < 3; ++channel) {
      pixel[channel] = std::floor(255 * pixel[channel] * pixel[3] + 0.5) / 255;
    }
  });
}

void Unpremultiply(ExactPicture& picture) {
  ForEachPixel(picture, [](double* pixel, int, int) {
    for (int channel = 0; channel < 3; ++channel) pixel[channel] = pixel[3] > 0 ? pixel[channel] / pixel[3] : 0;
  });
}

int EdgePlace(int at, int size, int edge) {
  if (at >= 0 && at < size) return at;
  switch (edge) {
    case 0:
      return at < 0 ? 0 : size - 1;
    case 1:
      return -1;
    case 2:
      return Modulo(at, size);
    default: {
      const int place = Modulo(at, 2 * size);
      return place < size ? place : 2 * size - 1 - place;
    }
  }
}

void Execute(const Chain& chain, ExactPicture& picture, const FrameContext& context) {
  for (const FilterCall& call : chain.calls) Find(call.entry->name)(Arguments(call), picture, context);
}

}  // namespace kinora::reference
