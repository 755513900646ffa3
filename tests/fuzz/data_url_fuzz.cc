// Any text as a data URL, and as the frames of a film: what is taken makes a file, what is refused writes nothing.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "recorder/webp_film.h"
#include "sink/memory_sink.h"
#include "webp/base64.h"
#include "webp/data_url.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view url(reinterpret_cast<const char*>(data), size);
  const auto file = kinora::DecodeWebpUrl(url);
  if (file && file->bytes.size() > kinora::Base64Capacity(size)) std::abort();

  kinora::MemorySink sink;
  kinora::WebpFilm film(sink, /*alpha=*/false);
  // The last byte decides how long the first frame is shown.
  const double duration = size == 0 ? 0 : (data[size - 1] - 8) * 150.0;
  const bool taken = film.Add(url, duration).has_value();
  if (taken && (!file || film.frames() != 1)) std::abort();
  if (!taken && !sink.bytes().empty()) std::abort();
  if (taken && !film.Add(url, 0)) std::abort();
  if (film.Finish().has_value() != taken) std::abort();
  return 0;
}
