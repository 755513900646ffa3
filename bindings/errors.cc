#include "errors.h"

#include <emscripten/bind.h>
#include <emscripten/em_js.h>
#include <emscripten/val.h>

#include <new>
#include <utility>

// fromTrap of web/src/errors.ts knows the word.
EM_JS(void, kinora_out_of_memory, (), { abort('OOM'); });

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

EMSCRIPTEN_BINDINGS(kinora_errors) {
  emscripten::function("lastError", &LastError);
  // Without exceptions a container that finds no memory stops the module, else without a reason.
  std::set_new_handler(kinora_out_of_memory);
}

}  // namespace kinora::bindings
