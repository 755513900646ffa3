#include "mutants.h"

#include <algorithm>
#include <random>

#include "ebml_tree.h"
#include "mutant_parts.h"
#include "webm/element_ids.h"

namespace kinora {

// Sets the number of `parent`'s child, adding it where there is none. False where there is no parent.
bool Set(EbmlNode* parent, uint32_t id, uint64_t number) {
  if (!parent) return false;
  if (EbmlNode* const child = parent->Child(id)) {
    child->SetNumber(number);
  } else {
    parent->children.push_back(MakeNumber(id, number));
  }
  return true;
}

bool Remove(EbmlNode* parent, uint32_t id) {
  if (!parent || !parent->Child(id)) return false;
  parent->Remove(id);
  return true;
}

namespace {

// Variants of the bytes rather than of the elements.
const MutantName kByteVariants[] = {
    {"truncated", 29, "the first NUMBER bytes only"},
    {"concatenated", 3, "the file twice"},
    {"flipped", 0, "NUMBER random bits flipped"},
};

}  // namespace

std::span<const MutantName> MutantNames() {
  static const std::vector<MutantName> names = [] {
    std::vector<MutantName> all;
    for (int rule = 0; rule <= 30; ++rule) {
      for (const MutantName& name : kByteVariants) {
        if (name.rule == rule) all.push_back(name);
      }
      for (const auto variants : {HeaderVariants(), ClusterVariants()}) {
        for (const Variant& variant : variants) {
          if (variant.name.rule == rule) all.push_back(variant.name);
        }
      }
    }
    return all;
  }();
  return names;
}

std::optional<Bytes> Mutate(std::span<const uint8_t> file, const std::string& name, uint64_t number, uint32_t seed) {
  Bytes bytes(file.begin(), file.end());
  if (name == "truncated") {
    bytes.resize(std::min<size_t>(bytes.size(), number));
    return bytes;
  }
  if (name == "concatenated") {
    bytes.insert(bytes.end(), file.begin(), file.end());
    return bytes;
  }
  std::minstd_rand random(seed + 1);
  if (name == "flipped") {
    for (uint64_t i = 0; i < number && !bytes.empty(); ++i) {
      const size_t at = random() % bytes.size();
      bytes[at] = static_cast<uint8_t>(bytes[at] ^ 1 << random() % 8);
    }
    return bytes;
  }
  auto tree = ReadTree(file);
  if (!tree) return std::nullopt;
  Patient patient{*tree, *tree->Child(libwebm::kMkvSegment), number, random};
  bool changed = false;
  for (const auto variants : {HeaderVariants(), ClusterVariants()}) {
    const auto found = std::ranges::find_if(variants, [&name](const Variant& v) { return name == v.name.name; });
    if (found != variants.end()) changed = found->change(patient);
  }
  if (!changed) return std::nullopt;
  return WriteTree(*tree);
}

}  // namespace kinora
