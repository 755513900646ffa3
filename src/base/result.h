// Errors as values: what went wrong, in which field, and with which number.
//
// Nothing in src/ throws. A function that can fail returns Result<T> or Status; the caller passes the error on or
// turns it into its own language's error (bindings/errors.h does so for JavaScript, once).
#pragma once

#include <expected>
#include <string>
#include <utility>

namespace kinora {

enum class ErrorCode {
  kInvalidArgument,  // a value out of its range; the caller can mend it
  kFilterSyntax,     // a filter's text that cannot be read; the value is the column
  kInvalidState,     // a call in the wrong order, for instance a frame after Finish
  kNotSupported,     // a codec or option that this build does not hold
  kOutOfMemory,      // an allocation failed; what was written before is still good
  kEncoderFailed,    // libvpx refused
  kWriterFailed,     // libwebm refused
  kSinkFailed,       // the place the bytes go to refused them
  kSourceFailed,     // the place the bytes come from did not give them
  kNotReady,         // the source has not got these bytes yet; the same call works once it has
  kInvalidData,      // the file is not what it should be, and there is nothing to be made of it
};

// The error's name as the bindings and the command-line tools print it, for instance "invalid-argument".
const char* Name(ErrorCode code);

struct [[nodiscard]] Error {
  ErrorCode code;
  std::string field;    // the option or step, for instance "width"; never empty
  double value = 0;     // the number that was refused, or the failing library's error number
  std::string message;  // a whole sentence that names the field, the value and the limit

  bool operator==(const Error&) const = default;
};

template <typename T>
using Result = std::expected<T, Error>;
using Status = std::expected<void, Error>;

// Builds the error for a number that is out of range: "width must be from 1 to 16383, got 0".
// `range` is the part between "must be" and ", got".
std::unexpected<Error> OutOfRange(std::string field, double value, const std::string& range);

// Builds any other error; `message` is printed as it is.
std::unexpected<Error> Fail(ErrorCode code, std::string field, double value, std::string message);

}  // namespace kinora

// Returns the error of `expression` (a Status or a Result whose value is not needed) from the calling function.
#define KINORA_RETURN_IF_ERROR(expression)                      \
  do {                                                          \
    if (auto kinora_status = (expression); !kinora_status) {    \
      return std::unexpected(std::move(kinora_status).error()); \
    }                                                           \
  } while (false)
