#include "base/result.h"

#include <cmath>
#include <string>

#include "catch_amalgamated.hpp"

namespace kinora {
namespace {

Status Check(bool good) {
  if (!good) return Fail(ErrorCode::kEncoderFailed, "encoder", 7, "encoder: it would not");
  return {};
}

Result<int> Five(bool good) {
  KINORA_RETURN_IF_ERROR(Check(good));
  return 5;
}

}  // namespace

TEST_CASE("OutOfRange names the field, the limit and the value", "[base]") {
  const Status status = OutOfRange("width", 0, "from 1 to 16383");
  REQUIRE_FALSE(status);
  CHECK(status.error() == Error{ErrorCode::kInvalidArgument, "width", 0, "width must be from 1 to 16383, got 0"});
}

TEST_CASE("OutOfRange prints numbers as a person writes them", "[base]") {
  const auto message = [](double value) { return OutOfRange("bitrate", value, "positive").error().message; };
  CHECK(message(-2.5) == "bitrate must be positive, got -2.5");
  CHECK(message(9007199254740991) == "bitrate must be positive, got 9007199254740991");
  CHECK(message(0.1) == "bitrate must be positive, got 0.1");
  CHECK(message(1e300) == "bitrate must be positive, got 1e+300");
  CHECK(message(-HUGE_VAL) == "bitrate must be positive, got -inf");
  CHECK(message(123456789012345) == "bitrate must be positive, got 123456789012345");
  CHECK(message(std::nan("")) == "bitrate must be positive, got nan");
}

TEST_CASE("KINORA_RETURN_IF_ERROR passes an error on and nothing else", "[base]") {
  CHECK(Five(true) == 5);
  const Result<int> failed = Five(false);
  REQUIRE_FALSE(failed);
  CHECK(failed.error() == Error{ErrorCode::kEncoderFailed, "encoder", 7, "encoder: it would not"});
}

TEST_CASE("every error code has the name that JavaScript knows it by", "[base]") {
  CHECK(Name(ErrorCode::kInvalidArgument) == std::string("invalid-argument"));
  CHECK(Name(ErrorCode::kFilterSyntax) == std::string("filter-syntax"));
  CHECK(Name(ErrorCode::kInvalidState) == std::string("invalid-state"));
  CHECK(Name(ErrorCode::kNotSupported) == std::string("not-supported"));
  CHECK(Name(ErrorCode::kOutOfMemory) == std::string("out-of-memory"));
  CHECK(Name(ErrorCode::kEncoderFailed) == std::string("encoder-failed"));
  CHECK(Name(ErrorCode::kWriterFailed) == std::string("writer-failed"));
  CHECK(Name(ErrorCode::kSinkFailed) == std::string("sink-failed"));
}

}  // namespace kinora
