// What the variants of files are made with. They are in mutants_of_headers.cc and mutants_of_clusters.cc.
#pragma once

#include <cstdint>
#include <functional>
#include <random>
#include <span>
#include <vector>

#include "ebml_tree.h"
#include "mutants.h"
#include "webm/element_ids.h"

namespace kinora {

using Bytes = std::vector<uint8_t>;

// What a variant is made of.
struct Patient {
  EbmlNode& file;
  EbmlNode& segment;
  uint64_t number;
  std::minstd_rand random;

  EbmlNode* Top(uint32_t id) { return segment.Child(id); }
  EbmlNode* Track() {
    EbmlNode* const tracks = Top(libwebm::kMkvTracks);
    return tracks ? tracks->Child(libwebm::kMkvTrackEntry) : nullptr;
  }
  EbmlNode* Video() {
    EbmlNode* const track = Track();
    return track ? track->Child(libwebm::kMkvVideo) : nullptr;
  }
  EbmlNode* Cluster(size_t index) {
    const auto clusters = segment.All(libwebm::kMkvCluster);
    return index < clusters.size() ? clusters[index] : nullptr;
  }
  // The SimpleBlock with that index in the Cluster.
  EbmlNode* Block(size_t cluster, size_t index) {
    EbmlNode* const found = Cluster(cluster);
    if (!found) return nullptr;
    const auto blocks = found->All(libwebm::kMkvSimpleBlock);
    return index < blocks.size() ? blocks[index] : nullptr;
  }
};

struct Variant {
  MutantName name;
  // False where the file has not what is to be changed.
  bool (*change)(Patient& patient);
};

std::span<const Variant> HeaderVariants();
std::span<const Variant> ClusterVariants();

// Sets the number of `parent`'s child, adding it where there is none. False where there is no parent.
bool Set(EbmlNode* parent, uint32_t id, uint64_t number);

// False where there is no such child.
bool Remove(EbmlNode* parent, uint32_t id);

}  // namespace kinora
