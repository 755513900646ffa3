#include <algorithm>
#include <cmath>

#include "filters/reference/filters.h"
#include "filters/reference/gaussian.h"

namespace kinora::reference {
namespace {

// A box whose two last weights are fractions, so that its variance is the one asked for.
struct FractionalBox {
  int radius;
  double fraction;
};

FractionalBox BoxOf(double variance) {
  double count = 1;
  double squares = 0;
  int radius = 0;
  // Whole neighbours as long as the box stays too narrow.
  for (;; ++radius) {
    const double next = radius + 1;
    if ((squares + 2 * next * next) / (count + 2) > variance) break;
    squares += 2 * next * next;
    count += 2;
  }
  // (squares + 2 f (radius + 1)^2) / (count + 2 f) = variance
  const double reach = radius + 1;
  return {radius, (variance * count - squares) / (2 * reach * reach - 2 * variance)};
}

std::vector<Kernel> KernelsOf(double deviation) {
  if (deviation == 0) return {};
  if (deviation >= 2) {
    const FractionalBox box = BoxOf(deviation * deviation / 3);
    Kernel kernel(static_cast<size_t>(2 * box.radius + 3), 1);
    kernel.front() = kernel.back() = box.fraction;
    for (double& weight : kernel) weight /= 2 * box.radius + 1 + 2 * box.fraction;
    return {kernel, kernel, kernel};
  }
  const int reach = static_cast<int>(std::ceil(3 * deviation));
  Kernel kernel;
  double sum = 0;
  for (int i = -reach; i <= reach; ++i) {
    kernel.push_back(std::exp(-i * i / (2 * deviation * deviation)));
    sum += kernel.back();
  }
  for (double& weight : kernel) weight /= sum;
  return {kernel};
}

// All results that need nothing from outside of `line`. Boxes by their sums, so that wide ones take no longer.
std::vector<double> Convolve(const Kernel& kernel, const std::vector<double>& line) {
  std::vector<double> result(line.size() - kernel.size() + 1);
  const bool box =
      std::all_of(kernel.begin() + 1, kernel.end() - 1, [&](double weight) { return weight == kernel[1]; });
  std::vector<double> sums(line.size() + 1);
  for (size_t i = 0; i < line.size(); ++i) sums[i + 1] = sums[i] + line[i];
  for (size_t i = 0; i < result.size(); ++i) {
    if (box && kernel.size() > 2) {
      const size_t last = i + kernel.size() - 1;
      result[i] = kernel[1] * (sums[last] - sums[i + 1]) + kernel.front() * line[i] + kernel.back() * line[last];
      continue;
    }
    for (size_t j = 0; j < kernel.size(); ++j) result[i] += kernel[j] * line[i + j];
  }
  return result;
}

// `at(i)` is the i-th of `length` values.
template <typename At>
void ConvolveLine(const std::vector<Kernel>& kernels, int edge, int length, At at) {
  int reach = 0;
  for (const Kernel& kernel : kernels) reach += static_cast<int>(kernel.size()) / 2;
  std::vector<double> line;
  for (int i = -reach; i < length + reach; ++i) {
    const int place = EdgePlace(i, length, edge);
    line.push_back(place < 0 ? 0 : at(place));
  }
  for (const Kernel& kernel : kernels) line = Convolve(kernel, line);
  for (int i = 0; i < length; ++i) at(i) = line[static_cast<size_t>(i)];
}

}  // namespace

void ConvolveRows(const std::vector<Kernel>& kernels, int edge, ExactPicture& picture) {
  for (int y = 0; y < picture.height; ++y) {
    for (int channel = 0; channel < 4; ++channel) {
      ConvolveLine(kernels, edge, picture.width, [&](int x) -> double& { return picture.At(x, y)[channel]; });
    }
  }
}

void ConvolveColumns(const std::vector<Kernel>& kernels, int edge, ExactPicture& picture) {
  for (int x = 0; x < picture.width; ++x) {
    for (int channel = 0; channel < 4; ++channel) {
      ConvolveLine(kernels, edge, picture.height, [&](int y) -> double& { return picture.At(x, y)[channel]; });
    }
  }
}

void GaussianBlur(double deviation, int edge, ExactPicture& picture) {
  const std::vector<Kernel> kernels = KernelsOf(deviation);
  ConvolveRows(kernels, edge, picture);
  ConvolveColumns(kernels, edge, picture);
}

void Blur(const Arguments& arguments, ExactPicture& picture, const FrameContext&) {
  Premultiply(picture);
  GaussianBlur(arguments.Number("radius"), arguments.Keyword("edge"), picture);
  Unpremultiply(picture);
}

}  // namespace kinora::reference
