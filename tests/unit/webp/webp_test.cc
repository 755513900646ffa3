#include "webp/webp.h"

#include <string>

#include "catch_amalgamated.hpp"
#include "unit/webp/webp_files.h"

namespace kinora {
namespace {

using testing::ByteVector;
using testing::Chunk;
using testing::Extended;
using testing::Join;
using testing::Riff;
using testing::Vp8Frame;

ByteVector ToBytes(std::span<const uint8_t> bytes) { return {bytes.begin(), bytes.end()}; }

// What is said about a file that is refused.
std::string Refusal(const ByteVector& file) {
  const Result<LossyWebp> webp = ParseWebp(file);
  REQUIRE_FALSE(webp);
  return webp.error().message;
}

}  // namespace

TEST_CASE("WebP: the VP8 frame is found untouched, whatever stands around it", "[webp]") {
  const size_t size = GENERATE(40u, 41u);
  const ByteVector frame = Vp8Frame(321, 7, size);
  const ByteVector profile = Chunk("ICCP", ByteVector(457, 0x9D));
  const ByteVector file = GENERATE_COPY(
      Riff({Chunk("VP8 ", frame)}), Riff({Extended(321, 7), profile, Chunk("VP8 ", frame), Chunk("EXIF", {1, 2, 3})}),
      Riff({Extended(321, 7), Chunk("ODD ", {0x9D}), Chunk("VP8 ", frame), Chunk("XMP ", {})}),
      Join({Riff({Chunk("VP8 ", frame)}), {1, 2, 3, 4}}), Riff({Chunk("VP8 ", frame), Chunk("VP8 ", {1, 2})}));
  const Result<LossyWebp> webp = ParseWebp(file);
  REQUIRE(webp);
  CHECK(webp->width == 321);
  CHECK(webp->height == 7);
  CHECK(ToBytes(webp->vp8) == frame);
  CHECK(webp->alpha.empty());
}

TEST_CASE("WebP: the ALPH chunk of an extended file", "[webp]") {
  const ByteVector frame = Vp8Frame(8, 8, 20);
  const ByteVector alpha = Chunk("ALPH", {1, 0x9D, 1, 0x2A, 5});
  const auto webp = ParseWebp(Riff({Extended(8, 8), alpha, Chunk("VP8 ", frame)}));
  // The vector above is gone; only sizes may be asked for.
  REQUIRE(webp);
  CHECK(webp->alpha.size() == 5);
  const auto without = ParseWebp(Riff({alpha, Chunk("VP8 ", frame)}));
  REQUIRE(without);
  CHECK(without->alpha.empty());
}

TEST_CASE("WebP: the last chunk's filling byte may be missing", "[webp]") {
  ByteVector file = Riff({Chunk("VP8 ", Vp8Frame(8, 8, 41))});
  file.pop_back();
  file[4] -= 1;
  CHECK(ParseWebp(file));
}

TEST_CASE("WebP: sizes that lie, and what is missing", "[webp]") {
  const ByteVector good = Riff({Chunk("VP8 ", Vp8Frame(8, 8, 40))});
  ByteVector file = good;
  SECTION("RIFF longer than the file") {
    file[4] += 2;
    CHECK(Refusal(file) == "the RIFF header says 64 bytes follow, there are 62");
  }
  SECTION("RIFF of the largest size") {
    file[4] = file[5] = file[6] = file[7] = 255;
    CHECK(Refusal(file) == "the RIFF header says 4294967295 bytes follow, there are 62");
  }
  SECTION("RIFF shorter than its own name") {
    file[4] = 3;
    CHECK(Refusal(file) == "the RIFF header says 3 bytes follow, there are 62");
  }
  SECTION("cut off") {
    file.resize(30);
    CHECK(Refusal(file) == "the RIFF header says 62 bytes follow, there are 22");
  }
  SECTION("a chunk past the end") {
    file[16] += 1;
    CHECK(Refusal(file) == "the chunk at byte 12 says 51 bytes, 50 are left");
  }
  SECTION("a chunk of the largest size") {
    file[16] = file[17] = file[18] = file[19] = 255;
    CHECK(Refusal(file) == "the chunk at byte 12 says 4294967295 bytes, 50 are left");
  }
  SECTION("half a chunk's header") {
    CHECK(Refusal(Riff({Chunk("VP8 ", Vp8Frame(8, 8, 40)), {'E', 'X'}})) ==
          "the file ends inside a chunk's header, at byte 70");
  }
  SECTION("nothing") { CHECK(Refusal({}) == "it is not a WebP file"); }
  SECTION("another form") {
    file[8] = 'A';
    CHECK(Refusal(file) == "it is not a WebP file");
  }
  SECTION("no frame") { CHECK(Refusal(Riff({Chunk("EXIF", {1})})) == "the WebP has no VP8 or VP8L chunk"); }
  SECTION("an empty frame") {
    CHECK(Refusal(Riff({Chunk("VP8 ", {})})) == "the VP8 frame must have at least 10 bytes, got 0");
  }
  SECTION("an animation") {
    CHECK(Refusal(Riff({Extended(8, 8), Chunk("ANMF", {1})})) == "it is an animation, and a frame is one picture");
  }
  SECTION("a short VP8X") {
    CHECK(Refusal(Riff({Chunk("VP8X", {1, 2}), Chunk("VP8 ", Vp8Frame(8, 8, 40))})) ==
          "the VP8X chunk must have 10 bytes, got 2");
  }
  SECTION("VP8X of another size") {
    CHECK(Refusal(Riff({Extended(9, 8), Chunk("VP8 ", Vp8Frame(8, 8, 40))})) ==
          "the VP8X chunk says 9x8 pixels, the VP8 frame has 8x8");
  }
  SECTION("an empty ALPH") {
    CHECK(Refusal(Riff({Extended(8, 8), Chunk("ALPH", {}), Chunk("VP8 ", Vp8Frame(8, 8, 40))})) ==
          "the ALPH chunk is empty");
  }
}

TEST_CASE("WebP: lossless files are told apart from wrong ones", "[webp]") {
  const auto webp = ParseWebp(Riff({Chunk("VP8L", {0x2F, 0, 0, 0, 0})}));
  REQUIRE_FALSE(webp);
  CHECK(webp.error().code == ErrorCode::kNotSupported);
}

TEST_CASE("VP8: frames that no film can hold", "[webp]") {
  ByteVector frame = Vp8Frame(8, 8, 40);
  std::string expected;
  SECTION("an inter frame") {
    frame[0] |= 1;
    expected = "the VP8 frame is not a key frame";
  }
  SECTION("without the start code") {
    frame[4] = 2;
    expected = "the VP8 frame is not a key frame";
  }
  SECTION("not shown") {
    frame[0] &= static_cast<uint8_t>(~16);
    expected = "the VP8 frame is of an unknown version, or not to be shown";
  }
  SECTION("version 4") {
    frame[0] |= 8;
    expected = "the VP8 frame is of an unknown version, or not to be shown";
  }
  SECTION("a partition past the end") {
    frame.pop_back();
    expected = "the VP8 frame's first partition says 40 bytes, 39 are left";
  }
  SECTION("no width") {
    frame = Vp8Frame(0, 8, 40);
    expected = "the VP8 frame's width and height must be at least 1, got 0 x 8";
  }
  SECTION("a size of scaling bits alone") {
    frame = Vp8Frame(8, 0xC000, 40);
    expected = "the VP8 frame's width and height must be at least 1, got 8 x 0";
  }
  CHECK(Refusal(Riff({Chunk("VP8 ", frame)})) == expected);
}

}  // namespace kinora
