// 3D lookup tables as colour grading tools write them (Cube LUT Specification 1.0, Adobe 2013).
#pragma once

#include <array>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace kinora {

struct CubeFile {
  int size = 0;  // nodes along each side, 2 to 64
  // What the first and the last node of each side stand for: red, green, blue.
  std::array<double, 3> domain_min = {0, 0, 0};
  std::array<double, 3> domain_max = {1, 1, 1};
  std::vector<float> nodes;  // red, green, blue of each; along the red side first, then along green, then blue
};

// Nodes and domains may lie outside of [0, 1], up to 65504 (the greatest half float) either way.
inline constexpr double kMostOfCube = 65504;

// Reads TITLE, LUT_3D_SIZE, DOMAIN_MIN, DOMAIN_MAX, LUT_3D_INPUT_RANGE (one domain for all channels), comments and
// nodes; lines may end in LF or CR LF. `text` may be any bytes. Fails with kInvalidArgument for the field "lut3d.cube";
// the value is the line, from 1, and the message says what is wrong there: 1D tables, words that mean nothing here, and
// whatever is missing, too much, no number, or out of range.
Result<CubeFile> ParseCubeFile(std::string_view text);

}  // namespace kinora
