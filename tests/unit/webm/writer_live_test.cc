// The live layout: nothing is ever patched.
#include "catch_amalgamated.hpp"
#include "unit/webm/ebml_walker.h"
#include "unit/webm/packets.h"

namespace kinora::testing {
namespace {

TEST_CASE("webm live: Info, Tracks and Clusters of unknown size, and nothing else", "[webm]") {
  RecordingSink sink(false);
  const auto packets = MakePackets(40, 33'333, 12);
  REQUIRE(WriteAll(MakeWebmConfig(WebmLayout::kLive), sink, packets, 99'000'000));
  const auto file = Walk(sink.bytes);
  REQUIRE(file.size() == 2);
  const Element& segment = file[1];
  CHECK(segment.unknown_size);
  std::vector<uint32_t> ids;
  for (const Element& child : segment.children) ids.push_back(child.id);
  CHECK(ids == std::vector<uint32_t>{kInfo, kTracks, kCluster, kCluster, kCluster, kCluster});
  for (const Element* cluster : segment.Children(kCluster)) CHECK(cluster->unknown_size);
  CHECK_FALSE(segment.Child(kInfo).Has(kDuration));
  CHECK_FALSE(segment.Child(kInfo).Has(kVoid));

  const auto blocks = Blocks(segment);
  REQUIRE(blocks.size() == packets.size());
  for (size_t i = 0; i < blocks.size(); ++i) {
    CHECK(std::ranges::equal(blocks[i].payload, packets[i].data));
    CHECK(blocks[i].key_frame() == packets[i].key_frame);
    CHECK(blocks[i].time == (packets[i].timestamp_us + 500) / 1000);
  }
}

TEST_CASE("webm live: each packet is in the sink when Write returns, and the file never shrinks or changes", "[webm]") {
  RecordingSink sink(true);  // could seek, but must not be asked to
  const auto packets = MakePackets(20, 33'333, 7);
  auto writer = WebmWriter::Create(MakeWebmConfig(WebmLayout::kLive), sink);
  REQUIRE(writer);
  std::vector<uint8_t> before = sink.bytes;
  for (size_t i = 0; i < packets.size(); ++i) {
    REQUIRE(writer->Write(packets[i].view()));
    REQUIRE(std::equal(before.begin(), before.end(), sink.bytes.begin()));
    before = sink.bytes;
    const auto file = Walk(sink.bytes);
    CHECK(Blocks(file[1]).size() == i + 1);
  }
  REQUIRE(writer->Finish(std::nullopt));
  CHECK(sink.bytes == before);
  CHECK(sink.jumps == 0);
  CHECK(sink.flushes == 1);
}

TEST_CASE("webm live: a stream without frames is its header", "[webm]") {
  RecordingSink sink(false);
  REQUIRE(WriteAll(MakeWebmConfig(WebmLayout::kLive), sink, {}));
  const auto file = Walk(sink.bytes);
  CHECK(file[1].children.size() == 2);
}

}  // namespace
}  // namespace kinora::testing
