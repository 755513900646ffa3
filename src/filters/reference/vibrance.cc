#include <algorithm>
#include <cmath>

#include "filters/reference/filters.h"

namespace kinora::reference {

void Vibrance(const Arguments& arguments, ExactPicture& picture, const FrameContext&) {
  ForEachPixel(picture, [&](double* pixel, int, int) {
    const double most = std::max({pixel[0], pixel[1], pixel[2]});
    const double mean = (pixel[0] + pixel[1] + pixel[2]) / 3;
    const double k = 2 * arguments.Number("amount") * std::abs(most - mean);
    for (int i = 0; i < 3; ++i) pixel[i] -= (most - pixel[i]) * k;
  });
}

}  // namespace kinora::reference
