// Milliseconds, offsets and cluster limits.
#include <map>

#include "catch_amalgamated.hpp"
#include "mkvparser/mkvparser.h"
#include "unit/webm/ebml_walker.h"
#include "unit/webm/packets.h"

namespace kinora::testing {
namespace {

OwnedPacket At(int64_t timestamp_us, bool key_frame) { return {{1, 2, 3}, timestamp_us, 1000, key_frame}; }

std::vector<Block> WriteTimes(RecordingSink& sink, const std::vector<OwnedPacket>& packets) {
  REQUIRE(WriteAll(MakeWebmConfig(), sink, packets));
  const auto file = Walk(sink.bytes);
  auto blocks = Blocks(file[1]);
  REQUIRE(blocks.size() == packets.size());
  return blocks;
}

TEST_CASE("webm time: rounded to the nearest millisecond", "[webm]") {
  RecordingSink sink(true);
  const auto blocks =
      WriteTimes(sink, {At(0, true), At(16'667, false), At(33'333, false), At(50'499, false), At(51'500, false)});
  CHECK(blocks[1].time == 17);
  CHECK(blocks[2].time == 33);
  CHECK(blocks[3].time == 50);
  CHECK(blocks[4].time == 52);
}

TEST_CASE("webm time: frames within one millisecond are moved apart, across clusters too", "[webm]") {
  RecordingSink sink(true);
  std::vector<OwnedPacket> packets;
  for (int i = 0; i < 100; ++i) packets.push_back(At(1'000'000 + i, i % 10 == 0));
  packets.push_back(At(3'000'000, false));
  const auto blocks = WriteTimes(sink, packets);
  for (int i = 0; i < 100; ++i) CHECK(blocks[static_cast<size_t>(i)].time == 1000 + i);
  CHECK(blocks[100].time == 3000);
}

TEST_CASE("webm time: the duration is not before the last frame where frames were moved on", "[webm]") {
  RecordingSink sink(true);
  std::vector<OwnedPacket> packets;
  for (int i = 0; i < 100; ++i) packets.push_back({{1}, i, 1, i == 0});
  WriteTimes(sink, packets);
  CHECK(Walk(sink.bytes)[1].Child(kInfo).Child(kDuration).AsFloat() == 99);
}

TEST_CASE("webm time: a cluster holds 32,767 ms and then one begins with a delta frame, without a cue", "[webm]") {
  RecordingSink sink(true);
  const auto blocks = WriteTimes(sink, {At(0, true), At(32'767'000, false), At(32'768'000, false),
                                        At(65'535'000, false), At(65'536'000, false), At(70'000'000, true)});
  CHECK(blocks[1].offset == 32'767);
  CHECK(blocks[1].cluster == blocks[0].cluster);
  CHECK(blocks[2].offset == 0);
  CHECK(blocks[2].cluster > blocks[1].cluster);
  CHECK(blocks[3].offset == 32'767);
  CHECK(blocks[4].offset == 0);
  CHECK(blocks[5].offset == 0);
  const auto file = Walk(sink.bytes);
  const auto points = file[1].Child(kCues).Children(kCuePoint);
  REQUIRE(points.size() == 2);
  CHECK(points[1]->Child(kCueTime).AsUnsigned() == 70'000);
}

TEST_CASE("webm time: hours on, times and durations are exact to the millisecond", "[webm]") {
  RecordingSink sink(true);
  std::vector<OwnedPacket> packets;
  for (int i = 0; i < 100; ++i) packets.push_back(At(i * 144'000'123LL, i % 3 == 0));  // 2.4 minutes apart
  packets.push_back(At(2'678'400'000'000, false));                                     // a month
  const auto blocks = WriteTimes(sink, packets);
  for (size_t i = 0; i < packets.size(); ++i) CHECK(blocks[i].time == (packets[i].timestamp_us + 500) / 1000);
  CHECK(Walk(sink.bytes)[1].Child(kInfo).Child(kDuration).AsFloat() == 2'678'400'001.0);
}

// Remembers short writes and the length only.
class SparseSink final : public ByteSink {
 public:
  Status Write(std::span<const uint8_t> bytes) override {
    if (bytes.size() <= 4096) {
      for (size_t i = 0; i < bytes.size(); ++i) bytes_[position_ + i] = bytes[i];
    }
    position_ += bytes.size();
    length_ = std::max(length_, position_);
    return {};
  }
  bool seekable() const override { return true; }
  uint64_t position() const override { return position_; }
  Status SetPosition(uint64_t position) override {
    position_ = position;
    return {};
  }
  uint64_t length() const { return length_; }
  uint8_t At(uint64_t position) const {
    const auto found = bytes_.find(position);
    return found == bytes_.end() ? 0 : found->second;
  }

 private:
  std::map<uint64_t, uint8_t> bytes_;
  uint64_t position_ = 0;
  uint64_t length_ = 0;
};

class SparseReader final : public mkvparser::IMkvReader {
 public:
  explicit SparseReader(const SparseSink& sink) : sink_(&sink) {}
  int Read(long long position, long length, unsigned char* buffer) override {
    if (static_cast<uint64_t>(position + length) > sink_->length()) return -1;
    for (long i = 0; i < length; ++i) buffer[i] = sink_->At(static_cast<uint64_t>(position + i));
    return 0;
  }
  int Length(long long* total, long long* available) override {
    if (total) *total = static_cast<long long>(sink_->length());
    if (available) *available = static_cast<long long>(sink_->length());
    return 0;
  }

 private:
  const SparseSink* sink_;
};

TEST_CASE("webm file: beyond 4 GB sizes and positions still fit", "[webm]") {
  const std::vector<uint8_t> large(32 << 20);
  SparseSink sink;
  auto writer = WebmWriter::Create(MakeWebmConfig(), sink);
  REQUIRE(writer);
  // One cluster of more than 4 GB, then a small one behind it.
  for (int i = 0; i < 140; ++i) REQUIRE(writer->Write({large, i * 100'000, 100'000, i == 0}));
  REQUIRE(writer->Write({std::span(large).first(10), 14'000'000, 100'000, true}));
  REQUIRE(writer->Finish(std::nullopt));
  REQUIRE(sink.length() > 4'600'000'000);

  SparseReader reader(sink);
  long long position = 0;
  mkvparser::EBMLHeader header;
  REQUIRE(header.Parse(&reader, position) == 0);
  mkvparser::Segment* segment = nullptr;
  REQUIRE(mkvparser::Segment::CreateInstance(&reader, position, segment) == 0);
  const std::unique_ptr<mkvparser::Segment> owner(segment);
  REQUIRE(segment->Load() == 0);
  CHECK(segment->GetCount() == 2);
  CHECK(segment->GetDuration() == 14'100'000'000);
  const mkvparser::Cues* cues = segment->GetCues();
  REQUIRE(cues != nullptr);
  while (!cues->DoneParsing()) cues->LoadCuePoint();
  const auto* last = cues->GetLast();
  REQUIRE(last != nullptr);
  const auto* at = last->Find(segment->GetTracks()->GetTrackByNumber(1));
  CHECK(at->m_pos > 4'600'000'000);
  const auto* entry = cues->GetBlock(last, at);
  REQUIRE(entry != nullptr);
  CHECK(entry->GetBlock()->GetTime(entry->GetCluster()) == 14'000'000'000);
}

}  // namespace
}  // namespace kinora::testing
