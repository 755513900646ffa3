// .cube files: what is read, and where each broken one is refused.
#include "filters/cube_file.h"

#include <array>
#include <string>
#include <vector>

#include "catch_amalgamated.hpp"

namespace kinora {
namespace {

const std::string kNodes = "0 0 0\n1 0 0\n0 1 0\n1 1 0\n0 0 1\n1 0 1\n0 1 1\n1 1 1\n";

struct Broken {
  std::string text;
  int line;
  std::string message;
};

}  // namespace

TEST_CASE("a cube file's size, domain and nodes are read, whatever the line ends and the comments") {
  const std::string text =
      "\xEF\xBB\xBF# graded by hand\r\nTITLE \"two\"\r\n\r\nDOMAIN_MIN 0 0.25 -1\r\nDOMAIN_MAX 1 2 1e1\r\n"
      "LUT_3D_SIZE 2 # nodes\r\n0 0 0\r\n1 0 0\r\n0 1 0\r\n1 1 0\r\n0 0 1\r\n1 0 1\r\n0 1 1\r\n-.5 1e0 65504";
  const Result<CubeFile> cube = ParseCubeFile(text);
  REQUIRE(cube);
  CHECK(cube->size == 2);
  CHECK(cube->domain_min == std::array<double, 3>{0, 0.25, -1});
  CHECK(cube->domain_max == std::array<double, 3>{1, 2, 10});
  CHECK(cube->nodes == std::vector<float>{0, 0, 0, 1, 0, 0, 0, 1, 0, 1,     1, 0,  //
                                          0, 0, 1, 1, 0, 1, 0, 1, 1, -0.5F, 1, 65504});
}

TEST_CASE("one input range is the domain of all channels") {
  const Result<CubeFile> cube = ParseCubeFile("LUT_3D_SIZE 2\nLUT_3D_INPUT_RANGE 0.5 4\n" + kNodes);
  REQUIRE(cube);
  CHECK(cube->domain_min == std::array<double, 3>{0.5, 0.5, 0.5});
  CHECK(cube->domain_max == std::array<double, 3>{4, 4, 4});
}

TEST_CASE("broken cube files are refused with the line and the reason") {
  const std::string size = "LUT_3D_SIZE 2\n";
  const Broken files[] = {
      {.text = "# nothing\n", .line = 1, .message = "there is no LUT_3D_SIZE"},
      {.text = "LUT_1D_SIZE 4\n", .line = 1, .message = "1D tables"},
      {.text = "LUT_3D_SIZE 65\n", .line = 1, .message = "from 2 to 64, got '65'"},
      {.text = "LUT_3D_SIZE 1\n", .line = 1, .message = "from 2 to 64, got '1'"},
      {.text = "LUT_3D_SIZE 2.5\n", .line = 1, .message = "whole number"},
      {.text = size + size, .line = 2, .message = "twice"},
      {.text = "0 0 0\n" + size, .line = 1, .message = "before LUT_3D_SIZE"},
      {.text = size + "GAMMA 2\n", .line = 2, .message = "unknown word 'GAMMA'"},
      {.text = size + "DOMAIN_MIN 1 0 0\n" + kNodes, .line = 3, .message = "DOMAIN_MAX must be above DOMAIN_MIN"},
      {.text = size + "0 0\n", .line = 2, .message = "found the end of the line"},
      {.text = size + "0 0 0 0\n", .line = 2, .message = "expected the end of the line"},
      {.text = size + "0 nan 0\n", .line = 2, .message = "found 'nan', expected a number"},
      {.text = size + "0 0 1e999\n", .line = 2, .message = "out of range"},
      {.text = size + "0 0 -65505\n", .line = 2, .message = "out of range"},
      {.text = size + "0 0 0x10\n", .line = 2, .message = "found '0x10'"},
      {.text = size + "0 0 0\n1 1 1\n", .line = 3, .message = "after 2 of 8 nodes"},
      {.text = size + kNodes + "0 0 0\n", .line = 10, .message = "more than 8 nodes"},
      {.text = size + kNodes + "DOMAIN_MIN 0 0 0\n", .line = 10, .message = "stands behind the first node"},
  };
  for (const Broken& file : files) {
    INFO(file.text);
    const Result<CubeFile> cube = ParseCubeFile(file.text);
    REQUIRE(!cube);
    CHECK(cube.error().code == ErrorCode::kInvalidArgument);
    CHECK(cube.error().field == "lut3d.cube");
    CHECK(cube.error().value == file.line);
    CHECK_THAT(cube.error().message, Catch::Matchers::ContainsSubstring(file.message));
  }
}

}  // namespace kinora
