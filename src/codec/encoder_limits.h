// Checks shared by the encoder's creation and its changes while it runs.
#pragma once

#include "base/result.h"

namespace kinora {

// Bits per second, 1,000 to 1e9; else kInvalidArgument naming "bitrate".
Status ValidateBitrate(double bitrate);

}  // namespace kinora
