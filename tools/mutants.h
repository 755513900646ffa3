// Broken variants of WebM files, for tests of what reads them.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace kinora {

struct MutantName {
  const char* name;
  int rule;  // of webm_lint, that it breaks; 0 where it is none in particular
  const char* what;
};

// All that there are, in the order of their rules.
std::span<const MutantName> MutantNames();

// The variant `name` of `file`, which is a good WebM file. `number` is what some of them take (bytes, bits, which
// block); `seed` is for those that choose at random. None where there is no such variant, or the file has not what it
// would change. Positions in SeekHead and Cues are adapted to what moves, so that a variant breaks what it is to break
// and no more than must be.
std::optional<std::vector<uint8_t>> Mutate(std::span<const uint8_t> file, const std::string& name, uint64_t number,
                                           uint32_t seed);

}  // namespace kinora
