#include <algorithm>
#include <cmath>

#include "filters/reference/filters.h"

namespace kinora::reference {
namespace {

// Replaces each colour value by `function(value, channel)`.
template <typename Function>
void ForEachChannel(ExactPicture& picture, Function function) {
  ForEachPixel(picture, [&](double* pixel, int, int) {
    for (int channel = 0; channel < 3; ++channel) pixel[channel] = function(pixel[channel], channel);
  });
}

}  // namespace

void Exposure(const Arguments& arguments, ExactPicture& picture, const FrameContext&) {
  const double stops = arguments.Number("stops");
  ForEachChannel(picture, [=](double c, int) {
    const double light = (c > 0.04045 ? std::pow((c + 0.055) / 1.055, 2.4) : c / 12.92) * std::pow(2, stops);
    return light > 0.0031308 ? 1.055 * std::pow(light, 1 / 2.4) - 0.055 : 12.92 * light;
  });
}

void Gamma(const Arguments& arguments, ExactPicture& picture, const FrameContext&) {
  const double all = arguments.Number("value");
  const double each[3] = {arguments.Number("red"), arguments.Number("green"), arguments.Number("blue")};
  ForEachChannel(picture, [&](double c, int channel) { return std::pow(c, 1 / (all * each[channel])); });
}

void Levels(const Arguments& arguments, ExactPicture& picture, const FrameContext&) {
  const double in[2] = {arguments.Number("in-black"), arguments.Number("in-white")};
  const double out[2] = {arguments.Number("out-black"), arguments.Number("out-white")};
  const double gamma = arguments.Number("gamma");
  ForEachChannel(picture, [&](double c, int) {
    if (c <= in[0]) return out[0];
    if (c >= in[1]) return out[1];
    return out[0] + (out[1] - out[0]) * std::pow((c - in[0]) / (in[1] - in[0]), 1 / gamma);
  });
}

void Posterize(const Arguments& arguments, ExactPicture& picture, const FrameContext&) {
  const double levels = arguments.Number("levels");
  ForEachChannel(picture, [=](double c, int) {
    double step = 0;
    while (step + 1 < levels && (step + 1) / levels <= c) ++step;
    return step / (levels - 1);
  });
}

void Solarize(const Arguments& arguments, ExactPicture& picture, const FrameContext&) {
  const double threshold = arguments.Number("threshold");
  ForEachChannel(picture, [=](double c, int) { return c <= threshold ? c : 1 - c; });
}

}  // namespace kinora::reference
