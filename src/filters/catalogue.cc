#include "filters/catalogue.h"

#include <algorithm>
#include <array>
#include <cstddef>

namespace kinora {
namespace {

// Names that are longer than this are near to none of ours.
constexpr size_t kLongestName = 32;

// How many letters must be put in, taken out or replaced to make `a` into `b` (Levenshtein 1966).
size_t Distance(std::string_view a, std::string_view b) {
  std::array<size_t, kLongestName + 1> row;
  for (size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (size_t i = 0; i < a.size(); ++i) {
    size_t diagonal = row[0];
    row[0] = i + 1;
    for (size_t j = 0; j < b.size(); ++j) {
      const size_t replaced = diagonal + (a[i] == b[j] ? 0 : 1);
      diagonal = row[j + 1];
      row[j + 1] = std::min({replaced, row[j] + 1, diagonal + 1});
    }
  }
  return row[b.size()];
}

}  // namespace

const FilterEntry* FindFilter(std::string_view name) {
  for (const FilterEntry& entry : Catalogue()) {
    if (entry.name == name) return &entry;
  }
  return nullptr;
}

std::string_view NearestFilter(std::string_view name) {
  if (name.size() > kLongestName) return {};
  std::string_view nearest;
  size_t least = std::max<size_t>(2, name.size() / 3) + 1;  // farther is no misspelling
  for (const FilterEntry& entry : Catalogue()) {
    const size_t distance = Distance(name, entry.name);
    if (distance < least) {
      least = distance;
      nearest = entry.name;
    }
  }
  return nearest;
}

}  // namespace kinora
