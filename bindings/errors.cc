#include "errors.h"

#include <emscripten/bind.h>
#include <emscripten/val.h>

#include <utility>

namespace kinora::bindings {
namespace {

using emscripten::val;

// WebAssembly instances are single-threaded, so one place is enough.
Error& Last() {
  static Error last;
  return last;
}

// CoreError of web/src/core-module.ts.
val LastError() {
  const Error& error = Last();
  val result = val::object();
  result.set("code", val(std::string(Name(error.code))));
  result.set("field", val(error.field));
  result.set("value", val(error.value));
  result.set("message", val(error.message));
  return result;
}

}  // namespace

void Remember(Error error) { Last() = std::move(error); }

EMSCRIPTEN_BINDINGS(kinora_errors) { emscripten::function("lastError", &LastError); }

}  // namespace kinora::bindings
