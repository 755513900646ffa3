#include "recorder/webp_film.h"

#include <cmath>
#include <limits>
#include <string>
#include <vector>

#include "catch_amalgamated.hpp"
#include "unit/webm/ebml_walker.h"
#include "unit/webm/sinks.h"
#include "unit/webp/webp_files.h"

namespace kinora {
namespace {

using testing::ByteVector;
using testing::Chunk;
using testing::Element;
using testing::RecordingSink;
using testing::Riff;
using testing::ToUrl;
using testing::Vp8Frame;
using testing::Walk;

std::string UrlOf(int width, int height, size_t size = 40) {
  return ToUrl(Riff({Chunk("VP8 ", Vp8Frame(width, height, size))}));
}

std::string Refusal(const Status& status) {
  REQUIRE_FALSE(status);
  return status.error().message;
}

}  // namespace

TEST_CASE("WebpFilm: each frame once, untouched, at the rounded sum of durations", "[recorder]") {
  RecordingSink sink(/*seekable=*/true);
  WebpFilm film(sink, /*alpha=*/false);
  const std::vector<double> durations = {33.4, 33.3, 0, 0.2, 32767, 32767, 40};
  for (size_t i = 0; i < durations.size(); ++i) REQUIRE(film.Add(UrlOf(8, 6, 40 + i), durations[i]));
  REQUIRE(film.Finish());
  const std::vector<Element> file = Walk(sink.bytes);
  const Element& segment = file.at(1);
  const std::vector<testing::Block> blocks = testing::Blocks(segment);
  REQUIRE(blocks.size() == durations.size());
  // 66.7 rounds to 67 twice; each frame has a millisecond of its own.
  const std::vector<int64_t> times = {0, 33, 67, 68, 69, 32834, 65601};
  for (size_t i = 0; i < blocks.size(); ++i) {
    CAPTURE(i);
    CHECK(blocks[i].time == times[i]);
    CHECK(blocks[i].key_frame());
    CHECK(ByteVector(blocks[i].payload.begin(), blocks[i].payload.end()) == Vp8Frame(8, 6, 40 + i));
  }
  CHECK(segment.Child(testing::kInfo).Child(testing::kDuration).AsFloat() == 65640.9);
  CHECK(segment.Child(testing::kCues).children.size() == durations.size());
}

TEST_CASE("WebpFilm: with an alpha channel, a BlockGroup for each frame", "[recorder]") {
  RecordingSink sink(/*seekable=*/true);
  WebpFilm film(sink, /*alpha=*/true);
  const ByteVector alpha = Vp8Frame(8, 6, 9, 0x55);
  REQUIRE(film.Add(UrlOf(8, 6), 40, alpha));
  CHECK(Refusal(film.Add(UrlOf(8, 6), 40)) == "Frame 2: the VP8 frame must have at least 10 bytes, got 0");
  CHECK(Refusal(film.Add(UrlOf(8, 6), 40, Vp8Frame(6, 8, 9))) == "Frame 2: its alpha channel has another size");
  REQUIRE(film.Add(UrlOf(8, 6), 40, alpha));
  REQUIRE(film.Finish());
  // BlockAdditional, 19 bytes, and then the alpha frame; AlphaMode 1; MaxBlockAdditionID 1.
  ByteVector expected = {0xA6, 0x98, 0xEE, 0x81, 0x01, 0xA5, 0x93};
  expected.insert(expected.end(), alpha.begin(), alpha.end());
  const auto count = [&sink](const ByteVector& wanted) {
    int found = 0;
    for (auto at = sink.bytes.begin();; ++at, ++found) {
      at = std::search(at, sink.bytes.end(), wanted.begin(), wanted.end());
      if (at == sink.bytes.end()) return found;
    }
  };
  CHECK(count(expected) == 2);
  CHECK(count({0x53, 0xC0, 0x81, 0x01}) == 1);
  CHECK(count({0x55, 0xEE, 0x81, 0x01}) == 1);
}

TEST_CASE("WebpFilm: what is refused changes nothing", "[recorder]") {
  RecordingSink sink(/*seekable=*/true);
  WebpFilm film(sink, /*alpha=*/false);
  const double wrong =
      GENERATE(-1.0, 32767.5, std::numeric_limits<double>::quiet_NaN(), std::numeric_limits<double>::infinity());
  const std::string weird = " has a weird duration (must be between 0 and 32767)";
  CHECK(Refusal(film.Add(UrlOf(8, 6), wrong)) == "Frame 1" + weird);
  CHECK(Refusal(film.Add("data:image/png;base64,AAAA", 40)) ==
        "Input must be formatted properly as a base64 encoded DataURI of type image/webp");
  CHECK(Refusal(film.Add("data:image/webp;base64,AAAAA", 40)) == "Frame 1: the base64 in its data URL is not valid");
  CHECK(Refusal(film.Add("DATA:Image/WebP;BASE64,AAAA", 40)) == "Frame 1: it is not a WebP file");
  CHECK(film.Add(ToUrl(Riff({Chunk("VP8L", {0x2F})})), 40).error().code == ErrorCode::kNotSupported);
  CHECK(Refusal(film.Finish()) == "there are no frames: add one before finishing the film");
  CHECK(sink.bytes.empty());

  REQUIRE(film.Add(UrlOf(8, 6), 40));
  const ByteVector before = sink.bytes;
  CHECK(Refusal(film.Add(UrlOf(9, 6), 40)) == "Frame 2 has a different width");
  CHECK(Refusal(film.Add(UrlOf(8, 7), 40)) == "Frame 2 has a different height");
  CHECK(Refusal(film.Add(UrlOf(8, 6), wrong)) == "Frame 2" + weird);
  CHECK(sink.bytes == before);
  CHECK(film.frames() == 1);
  REQUIRE(film.Add(UrlOf(8, 6), 40));
  REQUIRE(film.Finish());
  CHECK(film.Finish().error().code == ErrorCode::kInvalidState);
}

TEST_CASE("WebpFilm: a sink that fails is told of", "[recorder]") {
  RecordingSink sink(/*seekable=*/true);
  sink.FailAfter(GENERATE(10u, 250u));
  WebpFilm film(sink, /*alpha=*/false);
  const Status status = film.Add(UrlOf(8, 6, 400), 40);
  REQUIRE_FALSE(status);
  CHECK(status.error().code == ErrorCode::kSinkFailed);
}

}  // namespace kinora
