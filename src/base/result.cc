#include "base/result.h"

#include <cmath>
#include <cstdio>

namespace kinora {

const char* Name(ErrorCode code) {
  switch (code) {
    case ErrorCode::kInvalidArgument:
      return "invalid-argument";
    case ErrorCode::kFilterSyntax:
      return "filter-syntax";
    case ErrorCode::kInvalidState:
      return "invalid-state";
    case ErrorCode::kNotSupported:
      return "not-supported";
    case ErrorCode::kOutOfMemory:
      return "out-of-memory";
    case ErrorCode::kEncoderFailed:
      return "encoder-failed";
    case ErrorCode::kWriterFailed:
      return "writer-failed";
    case ErrorCode::kSinkFailed:
      return "sink-failed";
    case ErrorCode::kSourceFailed:
      return "source-failed";
    case ErrorCode::kNotReady:
      return "not-ready";
    case ErrorCode::kInvalidData:
      return "invalid-data";
  }
  return "unknown";
}

std::unexpected<Error> OutOfRange(std::string field, double value, const std::string& range) {
  char number[32];
  // Whole numbers that a double holds exactly are written out; 15 digits hide the rounding of the others.
  const bool whole = value == std::trunc(value) && std::abs(value) <= 9007199254740991;
  std::snprintf(number, sizeof number, whole ? "%.0f" : "%.15g", value);
  std::string message = field + " must be " + range + ", got " + number;
  return Fail(ErrorCode::kInvalidArgument, std::move(field), value, std::move(message));
}

std::unexpected<Error> Fail(ErrorCode code, std::string field, double value, std::string message) {
  return std::unexpected(Error{code, std::move(field), value, std::move(message)});
}

}  // namespace kinora
