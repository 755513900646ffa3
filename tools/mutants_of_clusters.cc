// The variants that differ in the Clusters and what is in them.
#include <algorithm>

#include "mutant_parts.h"

namespace kinora {
namespace {

// Applies `change` to the data of a block, if there is that block. Tracks' numbers are one byte here: the time is at 1,
// the flags at 3.
bool ChangeBlock(EbmlNode* block, const std::function<void(Bytes&)>& change) {
  if (!block || block->data.size() < 5) return false;
  change(block->data);
  return true;
}

int Offset(const EbmlNode& block) { return block.data[1] << 8 | block.data[2]; }

void SetOffset(EbmlNode& block, int offset) {
  block.data[1] = static_cast<uint8_t>(offset >> 8);
  block.data[2] = static_cast<uint8_t>(offset);
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
  const int shift = Offset(*middle);
  second.children.push_back(
      MakeNumber(libwebm::kMkvTimecode, found->Child(libwebm::kMkvTimecode)->Number() + static_cast<uint64_t>(shift)));
  for (auto block = middle; block != found->children.end(); ++block) {
    SetOffset(*block, Offset(*block) - shift);
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

// A second track, of silence in Opus packets of 20 ms: TOC 0xF8 is a CELT frame of that length, mono (RFC 6716, 3.1).
bool AddSound(Patient& p) {
  EbmlNode* const tracks = p.Top(libwebm::kMkvTracks);
  if (!tracks) return false;
  const EbmlNode audio = MakeMaster(
      libwebm::kMkvAudio,
      {MakeLeaf(libwebm::kMkvSamplingFrequency, {0x47, 0x3B, 0x80, 0}), MakeNumber(libwebm::kMkvChannels, 1)});
  tracks->children.push_back(
      MakeMaster(libwebm::kMkvTrackEntry,
                 {MakeNumber(libwebm::kMkvTrackNumber, 2), MakeNumber(libwebm::kMkvTrackUID, 2),
                  MakeNumber(libwebm::kMkvTrackType, 2), MakeNumber(libwebm::kMkvFlagLacing, 0),
                  MakeLeaf(libwebm::kMkvCodecID, {'A', '_', 'O', 'P', 'U', 'S'}),
                  MakeLeaf(libwebm::kMkvCodecPrivate, {'O', 'p', 'u', 's', 'H', 'e', 'a', 'd', 1, 1, 0, 0,  //
                                                       0x80, 0xBB, 0, 0, 0, 0, 0}),
                  audio}));
  constexpr int kPacket = 20;
  int64_t time = 0;
  for (EbmlNode* const cluster : p.segment.All(libwebm::kMkvCluster)) {
    const EbmlNode* const timestamp = cluster->Child(libwebm::kMkvTimecode);
    if (!timestamp) return false;
    const auto start = static_cast<int64_t>(timestamp->Number());
    for (size_t i = 1; i < cluster->children.size(); ++i) {
      // Behind each block of pictures what is heard until the next one.
      const bool last = i + 1 == cluster->children.size();
      const int64_t until = start + Offset(cluster->children[last ? i : i + 1]);
      for (; last ? time <= until : time < until; time += kPacket) {
        if (time < start) continue;
        EbmlNode block = MakeLeaf(libwebm::kMkvSimpleBlock, {0x82, 0, 0, 0x80, 0xF8, 0xFF, 0xFE});
        SetOffset(block, static_cast<int>(time - start));
        cluster->children.insert(cluster->children.begin() + static_cast<ptrdiff_t>(++i), std::move(block));
      }
    }
  }
  return true;
}

// Shorter than writing out the type each time.
using P = Patient&;

const Variant kVariants[] = {
    {{"unknown-track", 8, "a block of a track that is not there"},
     [](P p) { return ChangeBlock(p.Block(0, 1), [](Bytes& data) { data[0] = 0x80 | 99; }); }},
    {{"addition-id", 14, "a BlockAdditions with an unknown ID"},
     [](P p) {
       // Of a film with an alpha channel, that of its first frame; else one is made.
       EbmlNode* const group = p.Cluster(0) ? p.Cluster(0)->Child(libwebm::kMkvBlockGroup) : nullptr;
       if (EbmlNode* const additions = group ? group->Child(libwebm::kMkvBlockAdditions) : nullptr) {
         return Set(additions->Child(libwebm::kMkvBlockMore), libwebm::kMkvBlockAddID, 2);
       }
       const EbmlNode* const block = p.Block(0, 0);
       return block && block->data.size() > 4 &&
              MakeGroup(p, 0, 0, {MakeAlpha(2, Bytes(block->data.begin() + 4, block->data.end()))});
     }},
    {{"no-reference", 15, "a BlockGroup without ReferenceBlock that is no key frame"},
     [](P p) { return MakeGroup(p, 0, 1, {}); }},
    {{"late-timestamp", 16, "a Void before a Cluster's Timestamp"},
     [](P p) {
       EbmlNode* const cluster = p.Cluster(1);
       if (cluster) cluster->children.insert(cluster->children.begin(), MakeLeaf(libwebm::kMkvVoid, {0, 0, 0}));
       return cluster != nullptr;
     }},
    {{"block-first", 16, "a block before its Cluster's Timestamp"},
     [](P p) {
       EbmlNode* const cluster = p.Cluster(1);
       if (!cluster || cluster->children.size() < 2) return false;
       std::swap(cluster->children[0], cluster->children[1]);
       return true;
     }},
    {{"cluster-time", 17, "a Cluster whose time goes back"},
     [](P p) { return Set(p.Cluster(1), libwebm::kMkvTimecode, 0); }},
    {{"offset-start", 17, "a Cluster whose first block is 3 ticks behind its time"},
     [](P p) {
       EbmlNode* const cluster = p.Cluster(1);
       EbmlNode* const time = cluster ? cluster->Child(libwebm::kMkvTimecode) : nullptr;
       if (!time || time->Number() < 3) return false;
       time->SetNumber(time->Number() - 3);
       for (EbmlNode* const block : cluster->All(libwebm::kMkvSimpleBlock)) SetOffset(*block, Offset(*block) + 3);
       return true;
     }},
    {{"shuffle", 17, "Clusters in random order"}, Shuffle},
    {{"negative-offset", 18, "a block before its Cluster: of sound, where there is some"},
     [](P p) {
       EbmlNode* block = p.Block(1, 1);
       for (size_t i = 0; EbmlNode* const other = p.Block(1, i); ++i) {
         if (other->data.size() < 5 || other->data[0] == 0x81) continue;
         block = other;
         break;
       }
       return ChangeBlock(block, [block](Bytes&) { SetOffset(*block, -5); });
     }},
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
    {{"unknown-clusters", 25, "Clusters of unknown size in a finished file"},
     [](P p) {
       for (EbmlNode* const cluster : p.segment.All(libwebm::kMkvCluster)) cluster->unknown_size = true;
       return p.Cluster(0) != nullptr;
     }},
    {{"cluster-size", 26, "a Cluster that says to be 50 bytes longer"},
     [](P p) {
       EbmlNode* const cluster = p.Cluster(0);
       if (cluster) cluster->size_error = 50;
       return cluster != nullptr;
     }},
    {{"block-size", 26, "a block that says to be a megabyte longer"},
     [](P p) {
       EbmlNode* const block = p.Block(0, 1);
       if (block) block->size_error = 1'000'000;
       return block != nullptr;
     }},
    {{"block-swallows", 0, "a block that says to be 1000 bytes longer"},
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
    {{"live", 0, "as a live stream: no SeekHead, Duration, Cues or sizes"}, MakeLive},
    {{"sound", 0, "with a second track, of silence"}, AddSound},
    {{"cluster-far", 0, "a Cluster whose time is far ahead"},
     [](P p) { return p.Cluster(2) && Set(p.Cluster(1), libwebm::kMkvTimecode, uint64_t{1} << 40); }},
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

}  // namespace

std::span<const Variant> ClusterVariants() { return kVariants; }

}  // namespace kinora
