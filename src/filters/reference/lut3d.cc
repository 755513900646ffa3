#include <algorithm>
#include <cmath>

#include "filters/cube_file.h"
#include "filters/reference/filters.h"

namespace kinora::reference {

// The six tetrahedra one by one, as they are found in the literature.
void Lut3d(const Arguments& arguments, ExactPicture& picture, const FrameContext&) {
  const CubeFile cube = *ParseCubeFile(arguments.Text("cube"));
  const double amount = arguments.Number("amount");
  const auto node = [&](int red, int green, int blue, int channel) {
    const int index = (blue * cube.size + green) * cube.size + red;
    return std::clamp<double>(cube.nodes[static_cast<size_t>(3 * index + channel)], -2, 2);
  };
  ForEachPixel(picture, [&](double* pixel, int, int) {
    int cell[3];
    double f[3];
    for (size_t i = 0; i < 3; ++i) {
      const double domain = (pixel[i] - cube.domain_min[i]) / (cube.domain_max[i] - cube.domain_min[i]);
      const double place = std::clamp(domain, 0.0, 1.0) * (cube.size - 1);
      cell[i] = std::min(static_cast<int>(place), cube.size - 2);
      f[i] = place - cell[i];
    }
    for (int i = 0; i < 3; ++i) {
      const auto corner = [&](int red, int green, int blue) {
        return node(cell[0] + red, cell[1] + green, cell[2] + blue, i);
      };
      const double black = corner(0, 0, 0);
      const double white = corner(1, 1, 1);
      double value;
      if (f[0] > f[1] && f[1] > f[2]) {
        value = (1 - f[0]) * black + (f[0] - f[1]) * corner(1, 0, 0) + (f[1] - f[2]) * corner(1, 1, 0) + f[2] * white;
      } else if (f[0] > f[2] && f[2] > f[1]) {
        value = (1 - f[0]) * black + (f[0] - f[2]) * corner(1, 0, 0) + (f[2] - f[1]) * corner(1, 0, 1) + f[1] * white;
      } else if (f[2] > f[0] && f[0] > f[1]) {
        value = (1 - f[2]) * black + (f[2] - f[0]) * corner(0, 0, 1) + (f[0] - f[1]) * corner(1, 0, 1) + f[1] * white;
      } else if (f[2] > f[1] && f[1] > f[0]) {
        value = (1 - f[2]) * black + (f[2] - f[1]) * corner(0, 0, 1) + (f[1] - f[0]) * corner(0, 1, 1) + f[0] * white;
      } else if (f[1] > f[2] && f[2] > f[0]) {
        value = (1 - f[1]) * black + (f[1] - f[2]) * corner(0, 1, 0) + (f[2] - f[0]) * corner(0, 1, 1) + f[0] * white;
      } else if (f[1] > f[0] && f[0] > f[2]) {
        value = (1 - f[1]) * black + (f[1] - f[0]) * corner(0, 1, 0) + (f[0] - f[2]) * corner(1, 1, 0) + f[2] * white;
      } else {
        // On a border between tetrahedra, where they agree: the eight corners' own definition serves.
        const double most = std::max({f[0], f[1], f[2]});
        const double least = std::min({f[0], f[1], f[2]});
        const double middle = std::max(std::min(f[0], f[1]), std::min(std::max(f[0], f[1]), f[2]));
        const auto above = [&](double limit, int channel) { return f[channel] >= limit ? 1 : 0; };
        value = (1 - most) * black + (most - middle) * corner(above(most, 0), above(most, 1), above(most, 2)) +
                (middle - least) * corner(above(middle, 0), above(middle, 1), above(middle, 2)) + least * white;
      }
      pixel[i] += amount * (std::clamp(value, 0.0, 1.0) - pixel[i]);
    }
  });
}

}  // namespace kinora::reference
