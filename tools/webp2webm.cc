// webp2webm: WebP pictures as data URLs from standard input to a WebM file, without encoding anything.
//
//   webp2webm OUT.webm < FRAMES
//
// FRAMES has a line for each frame: its duration in milliseconds, a space, its data URL. OUT.webm is written only if
// all of them are as they should be. Exit status: 0, 1 when something failed (said on standard error), 2 for a command
// line that cannot be understood.
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <string>
#include <string_view>

#include "recorder/webp_film.h"
#include "sink/memory_sink.h"

namespace kinora {
namespace {

int Complain(const Error& error) {
  std::fprintf(stderr, "webp2webm: %s: %s\n", Name(error.code), error.message.c_str());
  return 1;
}

int Convert(const char* output) {
  MemorySink sink;
  WebpFilm film(sink, /*alpha=*/false);
  std::string line;
  while (std::getline(std::cin, line)) {
    char* end = nullptr;
    const double duration = std::strtod(line.c_str(), &end);
    if (end == line.c_str() || *end != ' ') {
      std::fprintf(stderr, "webp2webm: line %d must begin with a duration and a space\n", film.frames() + 1);
      return 1;
    }
    const std::string_view url = std::string_view(line).substr(static_cast<size_t>(end + 1 - line.c_str()));
    if (const Status status = film.Add(url, duration); !status) return Complain(status.error());
  }
  if (const Status status = film.Finish(); !status) return Complain(status.error());

  std::ofstream file(output, std::ios::binary | std::ios::trunc);
  const auto bytes = sink.bytes();
  file.write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
  file.close();
  if (file) return 0;
  std::fprintf(stderr, "webp2webm: cannot write %s\n", output);
  return 1;
}

}  // namespace
}  // namespace kinora

int main(int count, char** arguments) {
  if (count != 2) {
    std::fprintf(stderr, "usage: webp2webm OUT.webm < FRAMES\n");
    return 2;
  }
  return kinora::Convert(arguments[1]);
}
