// What is done to whole rows of bytes.
#pragma once

#include <cstddef>
#include <cstdint>

namespace kinora {

// max(a, b) ^ mask for each byte. `target` may begin where `a` or `b` does, or before. `count` is rounded up to a
// multiple of 16.
void GreatestBytes(const uint8_t* a, const uint8_t* b, uint8_t mask, size_t count, uint8_t* target);

// Makes colours alpha at most, as those of premultiplied pixels are. `count`, in bytes, is rounded up to a multiple of
// 16.
void ClampToAlpha(size_t count, uint8_t* rgba);

}  // namespace kinora
