// The guided filter on one plane that is its own guide.
#pragma once

#include <cstddef>
#include <vector>

namespace kinora::reference {

struct Plane {
  int width;
  int height;
  std::vector<double> values;
};

// Means of square windows, edges duplicated.
Plane WindowMean(const Plane& plane, int radius);

Plane GuidedByItself(const Plane& plane, int radius, double epsilon);

}  // namespace kinora::reference
