// The elements of WebM: what each is, where it belongs, and since when (RFC 9559; WebM container guidelines).
#pragma once

#include <cstdint>
#include <span>

namespace kinora {

enum class ElementType : uint8_t { kMaster, kUnsigned, kSigned, kFloat, kAscii, kUtf8, kDate, kBinary };

inline constexpr uint32_t kAnywhere = 1;

struct ElementInfo {
  uint32_t id = 0;
  uint32_t parent = 0;  // 0: the file; kAnywhere
  ElementType type = ElementType::kBinary;
  uint8_t version = 1;  // the DocTypeVersion that it needs
};

// The element with that ID in WebM; null where WebM has none.
const ElementInfo* FindElement(uint32_t id);

// Whether an element with that ID may stand in `parent`; what WebM does not have may stand anywhere.
bool Belongs(uint32_t id, uint32_t parent);

// Whether the data of an element with that ID is made of whole elements that belong there, as are those in it that have
// children, down to `depth` levels. True for elements without children.
bool NestsWell(uint32_t id, std::span<const uint8_t> data, int depth = 8);

}  // namespace kinora
