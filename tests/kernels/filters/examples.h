// The chains that each filter is tested with.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "filters/catalogue.h"

namespace kinora::testing {

inline std::vector<std::string> Split(std::string_view text) {
  std::vector<std::string> parts;
  while (!text.empty()) {
    const size_t end = std::min(text.find('|'), text.size());
    parts.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return parts;
}

// A .cube file whose nodes are not the identity.
std::string ExampleCube();

// An image for overlay(), with all kinds of alpha.
std::string ExampleImage();

// The catalogue's own, and for filters whose arguments are too long for it, those made here.
inline std::vector<std::string> Examples(const FilterEntry& entry) {
  if (entry.name == "lut3d") {
    const std::string cube = "lut3d(\"" + ExampleCube() + "\"";
    return {cube + ")", cube + ", 0.4)"};
  }
  if (entry.name == "overlay") {
    const std::string image = "overlay(\"" + ExampleImage() + "\"";
    return {image + ")", image + ", 3px, -2px, 0.5)", image + ", -1px, 2000px)"};
  }
  return Split(entry.examples);
}

}  // namespace kinora::testing
