// Reads filters' texts from standard input, one a line, or with -0 each ended by a NUL, so that they may have line
// ends. Prints a line for each: "ok " and the chain as Print has it, or "error ", the column or the parameter, and the
// message.
#include <iostream>
#include <string>
#include <string_view>

#include "filters/chain.h"
#include "filters/css_parser.h"

int main(int count, char** arguments) {
  const bool nul = count == 2 && std::string_view(arguments[1]) == "-0";
  if (count > 1 && !nul) {
    std::cerr << "usage: filter_print [-0] < chains\n";
    return 2;
  }
  std::string text;
  while (std::getline(std::cin, text, nul ? '\0' : '\n')) {
    const kinora::Result<kinora::Chain> chain = kinora::ParseChain(text);
    if (chain) {
      std::cout << "ok " << kinora::Print(*chain) << '\n';
      continue;
    }
    const kinora::Error& error = chain.error();
    const bool syntax = error.code == kinora::ErrorCode::kFilterSyntax;
    std::cout << "error " << (syntax ? std::to_string(static_cast<long long>(error.value)) : error.field) << ' '
              << error.message << '\n';
  }
  return 0;
}
