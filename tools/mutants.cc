#include "mutants.h"

#include <algorithm>
#include <bit>
#include <functional>
#include <random>

#include "ebml_tree.h"
#include "webm/element_ids.h"

namespace kinora {
namespace {

using Bytes = std::vector<uint8_t>;

// What a variant is made of.
struct Patient {
  EbmlNode& file;
  EbmlNode& segment;
  uint64_t number;
  std::minstd_rand random;

  EbmlNode* Top(uint32_t id) { return segment.Child(id); }
  EbmlNode* Track() {
    EbmlNode* const tracks = Top(libwebm::kMkvTracks);
    return tracks ? tracks->Child(libwebm::kMkvTrackEntry) : nullptr;
  }
  EbmlNode* Video() {
    EbmlNode* const track = Track();
    return track ? track->Child(libwebm::kMkvVideo) : nullptr;
  }
  EbmlNode* Cluster(size_t index) {
    const auto clusters = segment.All(libwebm::kMkvCluster);
    return index < clusters.size() ? clusters[index] : nullptr;
  }
  // The SimpleBlock with that index in the Cluster.
  EbmlNode* Block(size_t cluster, size_t index) {
    EbmlNode* const found = Cluster(cluster);
    if (!found) return nullptr;
    const auto blocks = found->All(libwebm::kMkvSimpleBlock);
    return index < blocks.size() ? blocks[index] : nullptr;
  }
};

// Sets the number of `parent`'s child, adding it where there is none. False where there is no parent.
bool Set(EbmlNode* parent, uint32_t id, uint64_t number) {
  if (!parent) return false;
  if (EbmlNode* const child = parent->Child(id)) {
    child->SetNumber(number);
  } else {
    parent->children.push_back(MakeNumber(id, number));
  }
  return true;
}

bool Remove(EbmlNode* parent, uint32_t id) {
  if (!parent || !parent->Child(id)) return false;
  parent->Remove(id);
  return true;
}

// Applies `change` to the data of a block, if there is that block. Tracks' numbers are one byte here: the time is at 1,
// the flags at 3.
bool ChangeBlock(EbmlNode* block, const std::function<void(Bytes&)>& change) {
  if (!block || block->data.size() < 5) return false;
  change(block->data);
  return true;
}

void SetOffset(Bytes& data, int offset) {
  data[1] = static_cast<uint8_t>(offset >> 8);
  data[2] = static_cast<uint8_t>(offset);
}

bool MakeLive(Patient& p) {
  p.segment.unknown_size = true;
  for (EbmlNode* const cluster : p.segment.All(libwebm::kMkvCluster)) cluster->unknown_size = true;
  if (EbmlNode* const info = p.Top(libwebm::kMkvInfo)) info->Remove(libwebm::kMkvDuration);
  for (const uint32_t id : {libwebm::kMkvSeekHead, libwebm::kMkvCues, libwebm::kMkvVoid}) p.segment.Remove(id);
  return true;
}

// A block as a BlockGroup with `more` children.
bool MakeGroup(Patient& p, size_t cluster, size_t index, std::vector<EbmlNode> more) {
  EbmlNode* const block = p.Block(cluster, index);
  if (!block || block->data.size() < 5) return false;
  EbmlNode inner = MakeLeaf(libwebm::kMkvBlock, block->data);
  inner.data[3] &= 0x7E;
  more.insert(more.begin(), std::move(inner));
  *block = MakeMaster(libwebm::kMkvBlockGroup, std::move(more));
  return true;
}

EbmlNode MakeAlpha(uint64_t id, Bytes data) {
  return MakeMaster(libwebm::kMkvBlockAdditions,
                    {MakeMaster(libwebm::kMkvBlockMore, {MakeNumber(libwebm::kMkvBlockAddID, id),
                                                         MakeLeaf(libwebm::kMkvBlockAdditional, std::move(data))})});
}

// Several frames of a track in one block, with EBML lacing.
bool Lace(Patient& p) {
  EbmlNode* const cluster = p.Cluster(0);
  const auto blocks = cluster ? cluster->All(libwebm::kMkvSimpleBlock) : std::vector<EbmlNode*>();
  if (blocks.size() < 3) return false;
  Bytes data(blocks[1]->data.begin(), blocks[1]->data.begin() + 4);
  data[3] |= 0x06;
  const size_t first = blocks[1]->data.size() - 4;
  data.push_back(1);
  data.push_back(static_cast<uint8_t>(0x40 | first >> 8));
  data.push_back(static_cast<uint8_t>(first));
  if (first >= 0x3FFF || blocks[1]->data[0] != blocks[2]->data[0]) return false;
  for (const int i : {1, 2})
    data.insert(data.end(), blocks[static_cast<size_t>(i)]->data.begin() + 4,
                blocks[static_cast<size_t>(i)]->data.end());
  blocks[1]->data = std::move(data);
  const uint64_t gone = blocks[2]->old_position;
  std::erase_if(cluster->children, [gone](const EbmlNode& node) { return node.old_position == gone; });
  return Set(p.Track(), libwebm::kMkvDefaultDuration, 33'333'333);
}

bool SplitCluster(Patient& p) {
  const auto found = std::ranges::find(p.segment.children, uint32_t{libwebm::kMkvCluster}, &EbmlNode::id);
  if (found == p.segment.children.end() || found->children.size() < 6) return false;
  EbmlNode second = MakeMaster(libwebm::kMkvCluster, {});
  const auto middle = found->children.begin() + static_cast<ptrdiff_t>(found->children.size() / 2);
  const int shift = middle->data[1] << 8 | middle->data[2];
  second.children.push_back(
      MakeNumber(libwebm::kMkvTimecode, found->Child(libwebm::kMkvTimecode)->Number() + static_cast<uint64_t>(shift)));
  for (auto block = middle; block != found->children.end(); ++block) {
    SetOffset(block->data, (block->data[1] << 8 | block->data[2]) - shift);
    second.children.push_back(*block);
  }
  found->children.erase(middle, found->children.end());
  p.segment.children.insert(found + 1, std::move(second));
  return true;
}

bool Shuffle(Patient& p) {
  std::vector<size_t> places;
  for (size_t i = 0; i < p.segment.children.size(); ++i) {
    if (p.segment.children[i].id == libwebm::kMkvCluster) places.push_back(i);
  }
  for (size_t i = places.size(); i > 1; --i) {
    std::swap(p.segment.children[places[i - 1]], p.segment.children[places[p.random() % i]]);
  }
  return places.size() > 1;
}

// Puts `number` random bytes in front of the second Cluster.
bool InsertGarbage(Patient& p) {
  int clusters = 0;
  for (auto at = p.segment.children.begin(); at != p.segment.children.end(); ++at) {
    if (at->id != libwebm::kMkvCluster || ++clusters != 2) continue;
    EbmlNode garbage;
    for (uint64_t i = 0; i < std::max<uint64_t>(p.number, 1); ++i)
      garbage.data.push_back(static_cast<uint8_t>(p.random() >> 8));
    p.segment.children.insert(at, std::move(garbage));
    return true;
  }
  return false;
}

bool MoveBehindFirstCluster(Patient& p, uint32_t id) {
  auto& children = p.segment.children;
  const auto from = std::ranges::find(children, id, &EbmlNode::id);
  const auto cluster = std::ranges::find(children, uint32_t{libwebm::kMkvCluster}, &EbmlNode::id);
  if (from == children.end() || cluster == children.end() || cluster < from) return false;
  std::rotate(from, from + 1, cluster + 1);
  return true;
}

struct Variant {
  MutantName name;
  bool (*change)(Patient& patient);
};

// Shorter than writing out the type each time.
using P = Patient&;

const Variant kVariants[] = {
    {{"doc-type", 1, "another DocType"},
     [](P p) {
       EbmlNode* const header = p.file.Child(libwebm::kMkvEBML);
       if (!header || !header->Child(libwebm::kMkvDocType)) return false;
       header->Child(libwebm::kMkvDocType)->data = {'w', 'e', 'b', 'p'};
       return true;
     }},
    {{"doc-version", 2, "a DocTypeVersion that is too low"},
     [](P p) { return Set(p.file.Child(libwebm::kMkvEBML), libwebm::kMkvDocTypeVersion, 1); }},
    {{"trailing", 3, "garbage behind the Segment"},
     [](P p) {
       EbmlNode garbage;
       garbage.data.assign(20, 0);
       p.file.children.push_back(std::move(garbage));
       return true;
     }},
    {{"segment-size", 3, "a Segment that says to be 1000 bytes longer"},
     [](P p) {
       p.segment.size_error = 1000;
       return !p.segment.unknown_size;
     }},
    {{"order", 4, "Tracks before Info"},
     [](P p) {
       EbmlNode* const info = p.Top(libwebm::kMkvInfo);
       EbmlNode* const tracks = p.Top(libwebm::kMkvTracks);
       if (!info || !tracks) return false;
       std::swap(*info, *tracks);
       return true;
     }},
    {{"seek-position", 5, "a SeekPosition 5 bytes off"},
     [](P p) {
       EbmlNode* const head = p.Top(libwebm::kMkvSeekHead);
       if (!head || head->children.empty()) return false;
       EbmlNode* const position = head->children[0].Child(libwebm::kMkvSeekPosition);
       p.file.segment_data = ~uint64_t{0} / 2;  // nothing is adapted
       return position && Set(&head->children[0], libwebm::kMkvSeekPosition, position->Number() + 5);
     }},
    {{"no-seek-head", 5, "no SeekHead"}, [](P p) { return Remove(&p.segment, libwebm::kMkvSeekHead); }},
    {{"no-muxing-app", 6, "no MuxingApp"},
     [](P p) { return Remove(p.Top(libwebm::kMkvInfo), libwebm::kMkvMuxingApp); }},
    {{"no-duration", 6, "no Duration"}, [](P p) { return Remove(p.Top(libwebm::kMkvInfo), libwebm::kMkvDuration); }},
    {{"duration", 7, "a Duration of 12345 ticks"},
     [](P p) {
       EbmlNode* const info = p.Top(libwebm::kMkvInfo);
       EbmlNode* const duration = info ? info->Child(libwebm::kMkvDuration) : nullptr;
       if (!duration) return false;
       const auto bits = std::bit_cast<uint64_t>(12345.0);
       duration->data.assign(8, 0);
       for (size_t i = 0; i < 8; ++i) duration->data[i] = static_cast<uint8_t>(bits >> (56 - 8 * i));
       return true;
     }},
    {{"no-track-uid", 8, "no TrackUID"}, [](P p) { return Remove(p.Track(), libwebm::kMkvTrackUID); }},
    {{"pixel-width", 8, "a PixelWidth that is not the frame's"},
     [](P p) { return Set(p.Video(), libwebm::kMkvPixelWidth, 4567); }},
    {{"unknown-track", 8, "a block of a track that is not there"},
     [](P p) { return ChangeBlock(p.Block(0, 1), [](Bytes& data) { data[0] = 0x80 | 99; }); }},
    {{"no-language", 9, "no Language"}, [](P p) { return Remove(p.Track(), libwebm::kMkvLanguage); }},
    {{"default-duration", 10, "a DefaultDuration of a second"},
     [](P p) { return Set(p.Track(), libwebm::kMkvDefaultDuration, 1'000'000'000); }},
    {{"codec-private", 11, "a CodecPrivate that makes no sense"},
     [](P p) {
       if (!p.Track()) return false;
       p.Track()->children.push_back(MakeLeaf(libwebm::kMkvCodecPrivate, {9, 9, 9}));
       return true;
     }},
    {{"colour-range", 12, "a Range of 9"},
     [](P p) { return p.Video() && Set(p.Video()->Child(libwebm::kMkvColour), libwebm::kMkvRange, 9); }},
    {{"alpha-mode", 13, "AlphaMode without alpha channel"},
     [](P p) { return Set(p.Video(), libwebm::kMkvAlphaMode, 1); }},
    {{"addition-id", 14, "a BlockAdditions with an unknown ID"},
     [](P p) {
       const EbmlNode* const block = p.Block(0, 0);
       return block && block->data.size() > 4 &&
              MakeGroup(p, 0, 0, {MakeAlpha(2, Bytes(block->data.begin() + 4, block->data.end()))});
     }},
    {{"no-reference", 15, "a BlockGroup without ReferenceBlock that is no key frame"},
     [](P p) { return MakeGroup(p, 0, 1, {}); }},
    {{"late-timestamp", 16, "a Timestamp that is not the first in its Cluster"},
     [](P p) {
       EbmlNode* const cluster = p.Cluster(1);
       if (!cluster || cluster->children.size() < 2) return false;
       std::swap(cluster->children[0], cluster->children[1]);
       return true;
     }},
    {{"cluster-time", 17, "a Cluster whose time goes back"},
     [](P p) { return Set(p.Cluster(1), libwebm::kMkvTimecode, 0); }},
    {{"cluster-far", 0, "a Cluster whose time is far ahead"},
     [](P p) { return p.Cluster(2) && Set(p.Cluster(1), libwebm::kMkvTimecode, uint64_t{1} << 40); }},
    {{"negative-offset", 18, "a block before its Cluster"},
     [](P p) { return ChangeBlock(p.Block(1, 1), [](Bytes& data) { SetOffset(data, -5); }); }},
    {{"time-back", 19, "two blocks whose times changed places"},
     [](P p) {
       EbmlNode* const one = p.Block(0, 1);
       EbmlNode* const other = p.Block(0, 2);
       if (!one || !other || one->data.size() < 5 || other->data.size() < 5) return false;
       std::swap_ranges(one->data.begin() + 1, one->data.begin() + 3, other->data.begin() + 1);
       return true;
     }},
    {{"split-cluster", 20, "a Cluster that begins with a delta frame"}, SplitCluster},
    {{"key-flag", 21, "a key frame without its flag"},
     [](P p) { return ChangeBlock(p.Block(1, 0), [](Bytes& data) { data[3] &= 0x7F; }); }},
    {{"delta-flag", 21, "a delta frame with the key frames' flag"},
     [](P p) { return ChangeBlock(p.Block(0, 1), [](Bytes& data) { data[3] |= 0x80; }); }},
    {{"lacing", 22, "two frames in one block"}, Lace},
    {{"reserved-bits", 22, "reserved bits in a block's flags"},
     [](P p) { return ChangeBlock(p.Block(0, 1), [](Bytes& data) { data[3] |= 0x10; }); }},
    {{"empty-frame", 23, "a frame without a byte"},
     [](P p) { return ChangeBlock(p.Block(0, 1), [](Bytes& data) { data.resize(4); }); }},
    {{"cue-position", 24, "a cue 3 bytes off"},
     [](P p) {
       EbmlNode* const cues = p.Top(libwebm::kMkvCues);
       if (!cues || cues->children.empty()) return false;
       EbmlNode* const positions = cues->children[0].Child(libwebm::kMkvCueTrackPositions);
       EbmlNode* const cluster = positions ? positions->Child(libwebm::kMkvCueClusterPosition) : nullptr;
       if (!cluster) return false;
       // As if it had been right: it is adapted to what moves, and then it is off.
       cluster->SetNumber(cluster->Number() + 3);
       return true;
     }},
    {{"cue-order", 24, "cues that changed places"},
     [](P p) {
       EbmlNode* const cues = p.Top(libwebm::kMkvCues);
       if (!cues || cues->children.size() < 2) return false;
       std::swap(cues->children[0], cues->children[1]);
       return true;
     }},
    {{"no-cues", 24, "no Cues"}, [](P p) { return Remove(&p.segment, libwebm::kMkvCues); }},
    {{"unknown-size", 25, "an Info of unknown size"},
     [](P p) {
       EbmlNode* const info = p.Top(libwebm::kMkvInfo);
       if (info) info->unknown_size = true;
       return info != nullptr;
     }},
    {{"unknown-clusters", 25, "Clusters of unknown size in a finished file"},
     [](P p) {
       for (EbmlNode* const cluster : p.segment.All(libwebm::kMkvCluster)) cluster->unknown_size = true;
       return p.Cluster(0) != nullptr;
     }},
    {{"info-size", 26, "an Info that says to be 50 bytes longer"},
     [](P p) {
       EbmlNode* const info = p.Top(libwebm::kMkvInfo);
       if (info) info->size_error = 50;
       return info != nullptr;
     }},
    {{"cluster-size", 26, "a Cluster that says to be 50 bytes longer"},
     [](P p) {
       EbmlNode* const cluster = p.Cluster(0);
       if (cluster) cluster->size_error = 50;
       return cluster != nullptr;
     }},
    {{"block-size", 26, "a block that says to be 1000 bytes longer"},
     [](P p) {
       EbmlNode* const block = p.Block(0, 1);
       if (block) block->size_error = 1000;
       return block != nullptr;
     }},
    {{"unknown-element", 27, "an element that WebM has not"},
     [](P p) {
       EbmlNode* const cluster = p.Cluster(0);
       if (cluster) cluster->children.push_back(MakeLeaf(0x4F00, {1, 2, 3}));
       return cluster != nullptr;
     }},
    {{"bad-text", 28, "a MuxingApp that is not UTF-8"},
     [](P p) {
       EbmlNode* const info = p.Top(libwebm::kMkvInfo);
       EbmlNode* const text = info ? info->Child(libwebm::kMkvMuxingApp) : nullptr;
       if (text) text->data = {'k', 0xC3, 0x28};
       return text != nullptr;
     }},
    {{"late-tracks", 30, "Tracks behind the first Cluster"},
     [](P p) { return MoveBehindFirstCluster(p, libwebm::kMkvTracks); }},
    {{"live", 0, "as a live stream: no SeekHead, Duration, Cues or sizes"}, MakeLive},
    {{"no-tracks", 30, "no Tracks"}, [](P p) { return Remove(&p.segment, libwebm::kMkvTracks); }},
    {{"shuffle", 17, "Clusters in random order"}, Shuffle},
    {{"garbage", 0, "random bytes between two Clusters, NUMBER of them"}, InsertGarbage},
    {{"lost-block", 0, "without the second block"},
     [](P p) {
       EbmlNode* const cluster = p.Cluster(0);
       if (!cluster || cluster->children.size() < 3) return false;
       cluster->children.erase(cluster->children.begin() + 2);
       return true;
     }},
    {{"cluster-id", 0, "a Cluster whose ID is damaged"},
     [](P p) {
       EbmlNode* const cluster = p.Cluster(1);
       if (cluster) cluster->id = 0x1F43B674;
       return cluster != nullptr;
     }},
};

// Variants of the bytes rather than of the elements.
const MutantName kByteVariants[] = {
    {"truncated", 29, "the first NUMBER bytes only"},
    {"concatenated", 3, "the file twice"},
    {"flipped", 0, "NUMBER random bits flipped"},
};

}  // namespace

std::span<const MutantName> MutantNames() {
  static const std::vector<MutantName> names = [] {
    std::vector<MutantName> all;
    for (int rule = 0; rule <= 30; ++rule) {
      for (const MutantName& name : kByteVariants) {
        if (name.rule == rule) all.push_back(name);
      }
      for (const Variant& variant : kVariants) {
        if (variant.name.rule == rule) all.push_back(variant.name);
      }
    }
    return all;
  }();
  return names;
}

std::optional<Bytes> Mutate(std::span<const uint8_t> file, const std::string& name, uint64_t number, uint32_t seed) {
  Bytes bytes(file.begin(), file.end());
  if (name == "truncated") {
    bytes.resize(std::min<size_t>(bytes.size(), number));
    return bytes;
  }
  if (name == "concatenated") {
    bytes.insert(bytes.end(), file.begin(), file.end());
    return bytes;
  }
  std::minstd_rand random(seed + 1);
  if (name == "flipped") {
    for (uint64_t i = 0; i < number && !bytes.empty(); ++i) {
      const size_t at = random() % bytes.size();
      bytes[at] = static_cast<uint8_t>(bytes[at] ^ 1 << random() % 8);
    }
    return bytes;
  }
  const auto found =
      std::ranges::find_if(kVariants, [&name](const Variant& variant) { return name == variant.name.name; });
  auto tree = ReadTree(file);
  if (found == std::end(kVariants) || !tree) return std::nullopt;
  Patient patient{*tree, *tree->Child(libwebm::kMkvSegment), number, random};
  if (!found->change(patient)) return std::nullopt;
  return WriteTree(*tree);
}

}  // namespace kinora
