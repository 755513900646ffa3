// A WebM file as a tree in memory, to be changed and written again.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace kinora {

struct EbmlNode {
  uint32_t id = 0;  // 0 for the file itself, and for bytes that are no element
  bool master = false;
  bool unknown_size = false;
  int64_t size_error = 0;      // what is added to the size when it is written
  uint64_t pointer_error = 0;  // and to a position in SeekHead or Cues
  uint64_t old_position = 0;   // in the file that was read
  uint64_t segment_data = 0;   // of the file itself: where in the old one the Segment's data began
  std::vector<uint8_t> data;   // of a leaf
  std::vector<EbmlNode> children;

  EbmlNode* Child(uint32_t child_id);
  // The children with this ID. Pointers are valid until `children` changes.
  std::vector<EbmlNode*> All(uint32_t child_id);
  void Remove(uint32_t child_id);
  uint64_t Number() const;
  // In as many bytes as it had, or as it needs.
  void SetNumber(uint64_t number);
};

EbmlNode MakeNumber(uint32_t id, uint64_t number);
EbmlNode MakeLeaf(uint32_t id, std::vector<uint8_t> data);
EbmlNode MakeMaster(uint32_t id, std::vector<EbmlNode> children);

// The tree of a well-formed file; none of any other.
std::optional<EbmlNode> ReadTree(std::span<const uint8_t> file);

// The file, with SeekPosition and CueClusterPosition changed to where the elements are that they pointed to.
std::vector<uint8_t> WriteTree(EbmlNode& file);

}  // namespace kinora
