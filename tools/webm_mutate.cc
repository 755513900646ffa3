// webm_mutate: broken variants of a good WebM file, for tests of what reads them.
//
//   webm_mutate VARIANT[=NUMBER] [--seed SEED] IN.webm OUT.webm
//   webm_mutate --list
//
// --list prints the variants: name, the rule of webm_lint that each breaks (- for none in particular), and what it is.
// Exit status: 0, 1 when the variant cannot be made of this file or a file failed, 2 for a command line that cannot be
// understood.
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "mutants.h"

namespace kinora {
namespace {

int Usage() {
  std::fprintf(stderr,
               "usage: webm_mutate VARIANT[=NUMBER] [--seed SEED] IN.webm OUT.webm\n       webm_mutate --list\n");
  return 2;
}

int List() {
  for (const MutantName& name : MutantNames()) {
    char rule[8] = "-";
    if (name.rule > 0) std::snprintf(rule, sizeof rule, "W%02d", name.rule % 100);
    std::printf("%s\t%s\t%s\n", name.name, rule, name.what);
  }
  return 0;
}

int Run(const std::vector<std::string>& arguments) {
  if (arguments.size() == 1 && arguments[0] == "--list") return List();
  uint32_t seed = 0;
  std::vector<std::string> rest;
  for (size_t i = 0; i < arguments.size(); ++i) {
    if (arguments[i] == "--seed" && i + 1 < arguments.size()) {
      seed = static_cast<uint32_t>(std::strtoul(arguments[++i].c_str(), nullptr, 10));
    } else {
      rest.push_back(arguments[i]);
    }
  }
  if (rest.size() != 3) return Usage();
  const size_t equals = rest[0].find('=');
  const std::string name = rest[0].substr(0, equals);
  const uint64_t number = equals == std::string::npos ? 1 : std::strtoull(rest[0].c_str() + equals + 1, nullptr, 10);

  std::ifstream input(rest[1], std::ios::binary);
  const std::vector<char> read((std::istreambuf_iterator<char>(input)), std::istreambuf_iterator<char>());
  const std::vector<uint8_t> file(read.begin(), read.end());
  const auto mutant = input ? Mutate(file, name, number, seed) : std::nullopt;
  if (!mutant) {
    std::fprintf(stderr, "webm_mutate: %s cannot be made of %s\n", name.c_str(), rest[1].c_str());
    return 1;
  }
  std::ofstream output(rest[2], std::ios::binary | std::ios::trunc);
  output.write(reinterpret_cast<const char*>(mutant->data()), static_cast<std::streamsize>(mutant->size()));
  output.close();
  if (output) return 0;
  std::fprintf(stderr, "webm_mutate: %s could not be written\n", rest[2].c_str());
  return 1;
}

}  // namespace
}  // namespace kinora

int main(int count, char** arguments) { return kinora::Run({arguments + 1, arguments + count}); }
