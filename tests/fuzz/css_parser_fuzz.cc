// Any text is a chain or an error; a chain that is printed reads as itself.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "filters/css_parser.h"
#include "filters/executor.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const kinora::Result<kinora::Chain> chain = kinora::ParseChain({reinterpret_cast<const char*>(data), size});
  if (!chain) {
    if (chain.error().message.empty() || chain.error().field.empty()) std::abort();
    return 0;
  }
  if (kinora::ParseChain(kinora::Print(*chain)) != chain) std::abort();
  // It becomes a plan, or an error that says why not.
  const kinora::Result<kinora::Plan> plan = kinora::MakePlan(*chain, {.width = 5, .height = 3}, kinora::Parity::kExact);
  if (!plan && plan.error().message.empty()) std::abort();
  return 0;
}
