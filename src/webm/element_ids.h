// The IDs that libwebm has no names for (RFC 9559, section 27.1), beside those that it has.
#pragma once

#include <cstdint>

#include "common/webmids.h"

namespace kinora {

inline constexpr uint32_t kMkvCrc32 = 0xBF;
inline constexpr uint32_t kMkvAttachments = 0x1941A469;
inline constexpr uint32_t kMkvPosition = 0xA7;
inline constexpr uint32_t kMkvSilentTracks = 0x5854;
inline constexpr uint32_t kMkvEncryptedBlock = 0xAF;
inline constexpr uint32_t kMkvLanguageBcp47 = 0x22B59D;

}  // namespace kinora
