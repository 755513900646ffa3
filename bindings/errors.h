// How an error of the core reaches JavaScript: the call returns a value that no success has (null, false, -1), and
// `lastError()` tells why. So a call that succeeds makes no object.
#pragma once

#include <utility>

#include "base/result.h"

namespace kinora::bindings {

// Keeps `error` for lastError().
void Remember(Error error);

// Whether `status` is a success; keeps its error if it is not.
inline bool Succeeded(Status status) {
  if (!status) Remember(std::move(status).error());
  return status.has_value();
}

}  // namespace kinora::bindings
