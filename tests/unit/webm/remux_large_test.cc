// A file above 4 GB that is nowhere in memory or on disk: made as it is read, checked as it is written.
#include <sys/resource.h>

#include <cstring>

#include "catch_amalgamated.hpp"
#include "unit/webm/repairing.h"

namespace kinora::testing {
namespace {

constexpr uint64_t kClusters = 4'200;
constexpr uint64_t kBlocks = 16;  // in a Cluster, of a second
constexpr size_t kFrame = 64 * 1024;

void Put(Bytes& bytes, uint64_t value, int size) {
  for (int i = size - 1; i >= 0; --i) bytes.push_back(static_cast<uint8_t>(value >> (8 * i)));
}

// A live film's header and Clusters of a second that differ in their time alone. One of them is held.
class EndlessFilm final : public ByteSource {
 public:
  EndlessFilm() : header_(MakeFilm({.layout = WebmLayout::kLive, .frames = 0})) {
    Put(cluster_, kCluster, 4);
    Put(cluster_, 0xFF, 1);
    Put(cluster_, 0xE784, 2);
    Put(cluster_, 0, 4);
    for (uint64_t i = 0; i < kBlocks; ++i) {
      Put(cluster_, 0xA3, 1);
      Put(cluster_, 0x20'0000 | (kFrame + 4), 3);
      Put(cluster_, 0x81, 1);
      Put(cluster_, i * 1000 / kBlocks, 2);
      Put(cluster_, i == 0 ? 0x80 : 0, 1);
      const Bytes frame = Frame(i);
      cluster_.insert(cluster_.end(), frame.begin(), frame.end());
    }
  }

  static Bytes Frame(uint64_t index) {
    return MakeFrame(Codec::kVp8, index == 0, kFrame, static_cast<uint32_t>(index));
  }

  // Cut off within the last block.
  uint64_t size() const override { return header_.size() + kClusters * cluster_.size() - 100; }
  Result<std::span<const uint8_t>> Read(uint64_t position, size_t length) override {
    // What reaches over an end is put together.
    const auto first = ReadSome(position, length);
    if (!first || first->size() == length || first->empty()) return first;
    joined_.assign(first->begin(), first->end());
    while (joined_.size() < length) {
      const auto next = ReadSome(position + joined_.size(), length - joined_.size());
      if (next->empty()) break;
      joined_.insert(joined_.end(), next->begin(), next->end());
    }
    return joined_;
  }
  Result<std::span<const uint8_t>> ReadSome(uint64_t position, uint64_t length) override {
    if (position >= size()) return std::span<const uint8_t>();
    length = std::min(length, size() - position);
    if (position < header_.size()) return Piece(header_, position, length);
    const uint64_t index = (position - header_.size()) / cluster_.size();
    const uint64_t time = index * 1000;
    for (int i = 0; i < 4; ++i) cluster_[static_cast<size_t>(7 + i)] = static_cast<uint8_t>(time >> (24 - 8 * i));
    return Piece(cluster_, position - header_.size() - index * cluster_.size(), length);
  }

 private:
  static std::span<const uint8_t> Piece(const Bytes& bytes, uint64_t position, uint64_t length) {
    return std::span(bytes).subspan(static_cast<size_t>(position),
                                    static_cast<size_t>(std::min<uint64_t>(length, bytes.size() - position)));
  }

  Bytes header_;
  Bytes cluster_;
  Bytes joined_;
};

// Reads the new file as it comes: keeps what is not frames, and compares frames.
class FilmChecker final : public ByteSink {
 public:
  FilmChecker() {
    for (uint64_t i = 0; i < kBlocks; ++i) frames_.push_back(EndlessFilm::Frame(i));
  }

  Status Write(std::span<const uint8_t> bytes) override {
    position_ += bytes.size();
    while (!bytes.empty()) {
      if (in_frame_ > 0) {
        const size_t size = std::min<size_t>(in_frame_, bytes.size());
        const Bytes& frame = frames_[blocks % kBlocks];
        same = same && std::memcmp(frame.data() + kFrame - in_frame_, bytes.data(), size) == 0;
        in_frame_ -= size;
        if (in_frame_ == 0) ++blocks;
        bytes = bytes.subspan(size);
        continue;
      }
      other.push_back(bytes[0]);
      bytes = bytes.subspan(1);
      // SimpleBlock, its size in three bytes, track 1, two bytes of time, flags.
      const size_t size = other.size();
      constexpr uint64_t kSize = kFrame + 4;
      if (size >= 8 && other[size - 8] == 0xA3 && other[size - 7] == (0x20 | kSize >> 16) &&
          other[size - 6] == (kSize >> 8 & 0xFF) && other[size - 5] == (kSize & 0xFF) && other[size - 4] == 0x81) {
        in_frame_ = kFrame;
        largest_offset = std::max(largest_offset, other[size - 3] << 8 | other[size - 2]);
        other.resize(size - 8);
      }
    }
    return {};
  }
  bool seekable() const override { return false; }
  uint64_t position() const override { return position_; }
  Status SetPosition(uint64_t) override { return Fail(ErrorCode::kInvalidState, "position", 0, "no seeking"); }

  bool same = true;
  uint64_t blocks = 0;
  int largest_offset = 0;
  Bytes other;

 private:
  std::vector<Bytes> frames_;
  size_t in_frame_ = 0;
  uint64_t position_ = 0;
};

// Bytes that the process had at most.
uint64_t PeakMemory() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<uint64_t>(usage.ru_maxrss) * 1024;
}

TEST_CASE("remux: 4 GB in a few megabytes", "[webm][repair][large]") {
  EndlessFilm film;
  REQUIRE(film.size() > uint64_t{1} << 32);
  FilmChecker checker;
  const uint64_t before = PeakMemory();
  const auto remuxer = std::make_unique<Remuxer>(film, checker);
  REQUIRE(remuxer->Run());
  CHECK(PeakMemory() - before < 8 << 20);

  CHECK(checker.same);
  CHECK(checker.blocks == kClusters * kBlocks - 1);
  CHECK(remuxer->report().frames == checker.blocks);
  CHECK(checker.largest_offset == 937);
  CHECK(remuxer->report().at(RepairNote::kTruncated).count > 0);
  CHECK(checker.position() > uint64_t{1} << 32);

  // What is left are the header, the heads of the Clusters, and the Cues, which lead to Clusters beyond 4 GB.
  const auto file = std::span<const uint8_t>(checker.other);
  const auto at = [&file](std::initializer_list<uint8_t> id) {
    return static_cast<size_t>(std::ranges::find_end(file, id).begin() - file.begin());
  };
  const size_t cues = at({0x1C, 0x53, 0xBB, 0x6B});
  REQUIRE(cues < file.size());
  Bytes index(file.begin() + static_cast<ptrdiff_t>(cues), file.end());
  const auto elements = Walk(index);
  REQUIRE(elements.size() == 1);
  const auto points = elements[0].Children(kCuePoint);
  REQUIRE(points.size() == kClusters);
  for (size_t i = 0; i < points.size(); ++i) {
    CHECK(points[i]->Child(kCueTime).AsUnsigned() == i * 1000);
    const uint64_t step = kFrame * kBlocks;
    const uint64_t position = points[i]->Child(kCueTrackPositions).Child(kCueClusterPosition).AsUnsigned();
    CHECK(position / step >= i);
    CHECK(position / step <= i + 1);
  }
  CHECK(points.back()->Child(kCueTrackPositions).Child(kCueClusterPosition).AsUnsigned() > uint64_t{1} << 32);
  const auto duration = remuxer->report().duration_ms;
  CHECK(std::abs(duration - kClusters * 1000.0) < 100);
}

TEST_CASE("lint: 4 GB in a few megabytes", "[webm][lint][large]") {
  EndlessFilm film;
  const uint64_t before = PeakMemory();
  const auto linter = std::make_unique<WebmLinter>(film);
  REQUIRE(linter->Run());
  CHECK(PeakMemory() - before < 8 << 20);
  for (int rule = 1; rule <= WebmLinter::kRules; ++rule) CHECK(linter->count(rule) == (rule == 29 ? 1 : 0));
}

}  // namespace
}  // namespace kinora::testing
