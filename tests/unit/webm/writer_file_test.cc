// The finished, seekable layout: checked with a walker of our own and with libwebm's parser.
#include <memory>

#include "catch_amalgamated.hpp"
#include "mkvparser/mkvparser.h"
#include "unit/webm/ebml_walker.h"
#include "unit/webm/packets.h"

namespace kinora::testing {
namespace {

class SpanReader final : public mkvparser::IMkvReader {
 public:
  explicit SpanReader(std::span<const uint8_t> bytes) : bytes_(bytes) {}
  int Read(long long position, long length, unsigned char* buffer) override {
    if (position < 0 || length < 0) return -1;
    if (static_cast<uint64_t>(position) + static_cast<uint64_t>(length) > bytes_.size()) return -1;
    std::copy_n(bytes_.begin() + static_cast<ptrdiff_t>(position), length, buffer);
    return 0;
  }
  int Length(long long* total, long long* available) override {
    if (total) *total = static_cast<long long>(bytes_.size());
    if (available) *available = static_cast<long long>(bytes_.size());
    return 0;
  }

 private:
  std::span<const uint8_t> bytes_;
};

std::unique_ptr<mkvparser::Segment> LoadSegment(SpanReader& reader) {
  long long position = 0;
  mkvparser::EBMLHeader header;
  REQUIRE(header.Parse(&reader, position) == 0);
  CHECK(std::string(header.m_docType) == "webm");
  CHECK(header.m_docTypeVersion == 4);
  CHECK(header.m_docTypeReadVersion == 2);
  mkvparser::Segment* segment = nullptr;
  REQUIRE(mkvparser::Segment::CreateInstance(&reader, position, segment) == 0);
  std::unique_ptr<mkvparser::Segment> owner(segment);
  REQUIRE(segment->Load() >= 0);
  return owner;
}

TEST_CASE("webm file: libwebm's parser reads back every frame, the track and the duration", "[webm]") {
  RecordingSink sink(true);
  const auto packets = MakePackets(301, 33'333, 150);
  REQUIRE(WriteAll(MakeWebmConfig(), sink, packets));

  SpanReader reader(sink.bytes);
  const auto segment = LoadSegment(reader);
  CHECK(segment->GetDuration() == 300 * 33'333'000LL + 33'333'000LL);
  CHECK(segment->GetInfo()->GetTimeCodeScale() == 1'000'000);
  const auto* track = static_cast<const mkvparser::VideoTrack*>(segment->GetTracks()->GetTrackByIndex(0));
  REQUIRE(track != nullptr);
  CHECK(segment->GetTracks()->GetTracksCount() == 1);
  CHECK(track->GetType() == mkvparser::Track::kVideo);
  CHECK(std::string(track->GetCodecId()) == "V_VP8");
  CHECK(std::string(track->GetLanguage()) == "und");
  CHECK(track->GetUid() != 0);
  CHECK_FALSE(track->GetLacing());
  CHECK(track->GetWidth() == 320);
  CHECK(track->GetHeight() == 241);
  CHECK(track->GetDefaultDuration() == 0);

  size_t i = 0;
  for (const mkvparser::Cluster* cluster = segment->GetFirst(); cluster && !cluster->EOS();
       cluster = segment->GetNext(cluster)) {
    const mkvparser::BlockEntry* entry = nullptr;
    REQUIRE(cluster->GetFirst(entry) == 0);
    CHECK(entry->GetBlock()->IsKey());
    while (entry && !entry->EOS()) {
      const mkvparser::Block* block = entry->GetBlock();
      REQUIRE(i < packets.size());
      REQUIRE(block->GetFrameCount() == 1);
      const auto& frame = block->GetFrame(0);
      std::vector<uint8_t> payload(static_cast<size_t>(frame.len));
      REQUIRE(frame.Read(&reader, payload.data()) == 0);
      CHECK(payload == packets[i].data);
      CHECK(block->IsKey() == packets[i].key_frame);
      CHECK(block->GetTime(cluster) == (packets[i].timestamp_us + 500) / 1000 * 1'000'000);
      ++i;
      REQUIRE(cluster->GetNext(entry, entry) == 0);
    }
  }
  CHECK(i == packets.size());
}

TEST_CASE("webm file: each cue lands on the cluster that begins with its key frame", "[webm]") {
  RecordingSink sink(true);
  const auto packets = MakePackets(700, 33'333, 149);
  REQUIRE(WriteAll(MakeWebmConfig(), sink, packets));

  SpanReader reader(sink.bytes);
  const auto segment = LoadSegment(reader);
  const mkvparser::Cues* cues = segment->GetCues();
  REQUIRE(cues != nullptr);
  while (!cues->DoneParsing()) cues->LoadCuePoint();
  CHECK(cues->GetCount() == 5);
  const mkvparser::Track* track = segment->GetTracks()->GetTrackByNumber(1);
  int found = 0;
  for (const mkvparser::CuePoint* cue = cues->GetFirst(); cue; cue = cues->GetNext(cue), ++found) {
    const auto* position = cue->Find(track);
    REQUIRE(position != nullptr);
    const mkvparser::BlockEntry* entry = cues->GetBlock(cue, position);
    REQUIRE(entry != nullptr);
    CHECK(entry->GetIndex() == 0);
    CHECK(entry->GetBlock()->IsKey());
    CHECK(entry->GetBlock()->GetTime(entry->GetCluster()) == cue->GetTime(segment.get()));
    CHECK(cue->GetTimeCode() == (packets[static_cast<size_t>(found) * 149].timestamp_us + 500) / 1000);
  }
  CHECK(found == 5);
}

TEST_CASE("webm file: the layout, byte for byte", "[webm]") {
  RecordingSink sink(true);
  const auto packets = MakePackets(310, 33'333, 150);
  REQUIRE(WriteAll(MakeWebmConfig(), sink, packets));
  const auto file = Walk(sink.bytes);
  REQUIRE(file.size() == 2);
  const Element& segment = file[1];

  SECTION("the order of the Segment's children, and no unknown size and no filler left") {
    std::vector<uint32_t> ids;
    for (const Element& child : segment.children) {
      ids.push_back(child.id);
      CHECK_FALSE(child.unknown_size);
    }
    CHECK(ids == std::vector<uint32_t>{kSeekHead, kInfo, kTracks, kCluster, kCluster, kCluster, kCues});
    CHECK_FALSE(segment.unknown_size);
    CHECK(segment.end() == sink.bytes.size());
    CHECK_FALSE(segment.Child(kInfo).Has(kVoid));
  }
  SECTION("SeekHead's positions are exact") {
    const auto seeks = segment.Child(kSeekHead).Children(kSeek);
    REQUIRE(seeks.size() == 3);
    for (const Element* seek : seeks) {
      const auto id = static_cast<uint32_t>(seek->Child(kSeekId).AsUnsigned());
      CHECK(segment.data_position + seek->Child(kSeekPosition).AsUnsigned() == segment.Child(id).position);
    }
  }
  SECTION("Cues' positions are exact, sorted, and one for each key frame") {
    const auto points = segment.Child(kCues).Children(kCuePoint);
    const auto clusters = segment.Children(kCluster);
    REQUIRE(points.size() == 3);
    for (size_t i = 0; i < points.size(); ++i) {
      const Element& positions = points[i]->Child(kCueTrackPositions);
      CHECK(positions.Child(kCueTrack).AsUnsigned() == 1);
      CHECK(segment.data_position + positions.Child(kCueClusterPosition).AsUnsigned() == clusters[i]->position);
      CHECK(points[i]->Child(kCueTime).AsUnsigned() == clusters[i]->Child(kClusterTimestamp).AsUnsigned());
    }
  }
  SECTION("Timestamp is a cluster's first child and its first block has offset 0 and is a key frame") {
    for (const Element* cluster : segment.Children(kCluster)) {
      REQUIRE(cluster->children.size() > 1);
      CHECK(cluster->children[0].id == kClusterTimestamp);
    }
    uint64_t cluster = 0;
    for (const Block& block : Blocks(segment)) {
      if (block.cluster != cluster) {
        CHECK(block.offset == 0);
        CHECK(block.key_frame());
      }
      CHECK((block.flags & 0x7F) == 0);  // no lacing, nothing invisible, reserved bits 0
      CHECK(block.offset < 5000);
      CHECK(block.track == 1);
      cluster = block.cluster;
    }
  }
  SECTION("Info") {
    const Element& info = segment.Child(kInfo);
    CHECK(info.Child(kTimestampScale).AsUnsigned() == 1'000'000);
    CHECK(info.Child(kMuxingApp).AsText() == "kinora");
    CHECK(info.Child(kWritingApp).AsText() == "kinora");
    CHECK(info.Child(kDuration).AsFloat() == 310 * 33.333);
  }
}

TEST_CASE("webm file: thousands of key frames each have their cue", "[webm]") {
  RecordingSink sink(true);
  const auto packets = MakePackets(3000, 40'000, 1);
  REQUIRE(WriteAll(MakeWebmConfig(), sink, packets));
  const auto file = Walk(sink.bytes);
  const auto points = file[1].Child(kCues).Children(kCuePoint);
  const auto clusters = file[1].Children(kCluster);
  REQUIRE(points.size() == packets.size());
  REQUIRE(clusters.size() == packets.size());
  for (size_t i = 0; i < points.size(); ++i) {
    CHECK(points[i]->Child(kCueTime).AsUnsigned() == i * 40);
    const uint64_t position = points[i]->Child(kCueTrackPositions).Child(kCueClusterPosition).AsUnsigned();
    CHECK(file[1].data_position + position == clusters[i]->position);
  }
}

TEST_CASE("webm file: Colour says which matrix the pixels were made with", "[webm]") {
  const auto [color_space, code_point] = GENERATE(std::pair{ColorSpace::kBt601, 6u}, std::pair{ColorSpace::kBt709, 1u});
  RecordingSink sink(true);
  WebmConfig config = MakeWebmConfig();
  config.color_space = color_space;
  config.codec = Codec::kVp9;
  REQUIRE(WriteAll(config, sink, MakePackets(3, 40'000, 5)));
  const auto file = Walk(sink.bytes);
  const Element& entry = file[1].Child(kTracks).Child(kTrackEntry);
  CHECK(entry.Child(kCodecId).AsText() == "V_VP9");
  const Element& colour = entry.Child(kVideo).Child(kColour);
  CHECK(colour.Child(kMatrix).AsUnsigned() == code_point);
  CHECK(colour.Child(kTransfer).AsUnsigned() == code_point);
  CHECK(colour.Child(kPrimaries).AsUnsigned() == code_point);
  CHECK(colour.Child(kRange).AsUnsigned() == 1);
}

TEST_CASE("webm file: DefaultDuration only where the frame rate is constant", "[webm]") {
  RecordingSink sink(true);
  WebmConfig config = MakeWebmConfig();
  config.constant_frame_rate = 30000.0 / 1001;
  REQUIRE(WriteAll(config, sink, {}));
  const auto file = Walk(sink.bytes);
  CHECK(file[1].Child(kTracks).Child(kTrackEntry).Child(kDefaultDuration).AsUnsigned() == 33'366'667);
}

TEST_CASE("webm file: the duration is the given end, or where the last frame ends", "[webm]") {
  const auto packets = MakePackets(3, 40'000, 5);  // last timestamp 80 ms, end 120 ms
  const auto [end_us, milliseconds] = GENERATE(
      std::pair<std::optional<int64_t>, double>{std::nullopt, 120},
      std::pair<std::optional<int64_t>, double>{1'234'567, 1234.567},
      std::pair<std::optional<int64_t>, double>{80'001, 80.001}, std::pair<std::optional<int64_t>, double>{80'000, 120},
      std::pair<std::optional<int64_t>, double>{-5, 120},
      // A float of four bytes would be off by a second here.
      std::pair<std::optional<int64_t>, double>{86'400'000'001'000, 86'400'000'001.0});
  RecordingSink sink(true);
  REQUIRE(WriteAll(MakeWebmConfig(), sink, packets, end_us));
  CHECK(Walk(sink.bytes)[1].Child(kInfo).Child(kDuration).AsFloat() == milliseconds);
}

TEST_CASE("webm file: a file without frames is valid and holds no Cues", "[webm]") {
  RecordingSink sink(true);
  REQUIRE(WriteAll(MakeWebmConfig(), sink, {}));
  const auto file = Walk(sink.bytes);
  const Element& segment = file[1];
  CHECK_FALSE(segment.unknown_size);
  CHECK(segment.end() == sink.bytes.size());
  CHECK_FALSE(segment.Has(kCues));
  CHECK_FALSE(segment.Has(kCluster));
  CHECK_FALSE(segment.Child(kInfo).Has(kDuration));  // must be above 0 where it stands
  CHECK(segment.Child(kSeekHead).Children(kSeek).size() == 2);
  SpanReader reader(sink.bytes);
  CHECK(LoadSegment(reader)->GetCount() == 0);
}

TEST_CASE("webm file: the same packets give the same bytes, wherever in the sink the file begins", "[webm]") {
  const auto packets = MakePackets(200, 33'333, 60);
  RecordingSink first(true);
  RecordingSink second(true);
  const std::vector<uint8_t> before(777, 0xAA);
  REQUIRE(second.Write(before));
  REQUIRE(WriteAll(MakeWebmConfig(), first, packets));
  REQUIRE(WriteAll(MakeWebmConfig(), second, packets));
  CHECK(std::equal(before.begin(), before.end(), second.bytes.begin()));
  CHECK(std::equal(first.bytes.begin(), first.bytes.end(), second.bytes.begin() + 777, second.bytes.end()));
}

TEST_CASE("webm file: cut off after any packet, what was written is whole and can be read", "[webm]") {
  RecordingSink sink(true);
  const auto packets = MakePackets(40, 33'333, 12);
  auto writer = WebmWriter::Create(MakeWebmConfig(), sink);
  REQUIRE(writer);
  for (size_t i = 0; i < packets.size(); ++i) {
    REQUIRE(writer->Write(packets[i].view()));
    const auto file = Walk(sink.bytes);
    const auto blocks = Blocks(file[1]);
    REQUIRE(blocks.size() == i + 1);
    CHECK(std::ranges::equal(blocks.back().payload, packets[i].data));
    CHECK(file[1].unknown_size);
    const auto clusters = file[1].Children(kCluster);
    for (const Element* cluster : clusters) CHECK(cluster->unknown_size == (cluster == clusters.back()));
  }
  SpanReader reader(sink.bytes);
  CHECK(LoadSegment(reader)->GetCount() == 4);
}

}  // namespace
}  // namespace kinora::testing
