// The variants that differ in what stands around the Clusters.
#include <algorithm>
#include <bit>

#include "mutant_parts.h"

namespace kinora {
namespace {

bool MoveBehindFirstCluster(Patient& p, uint32_t id) {
  auto& children = p.segment.children;
  const auto from = std::ranges::find(children, id, &EbmlNode::id);
  const auto cluster = std::ranges::find(children, uint32_t{libwebm::kMkvCluster}, &EbmlNode::id);
  if (from == children.end() || cluster == children.end() || cluster < from) return false;
  std::rotate(from, from + 1, cluster + 1);
  return true;
}

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
       EbmlNode* const position =
           head && !head->children.empty() ? head->children[0].Child(libwebm::kMkvSeekPosition) : nullptr;
       if (position) position->pointer_error = 5;
       return position != nullptr;
     }},
    {{"no-seek-head", 5, "no SeekHead"}, [](P p) { return Remove(&p.segment, libwebm::kMkvSeekHead); }},
    {{"no-muxing-app", 6, "no MuxingApp"},
     [](P p) { return Remove(p.Top(libwebm::kMkvInfo), libwebm::kMkvMuxingApp); }},
    {{"no-duration", 6, "no Duration"}, [](P p) { return Remove(p.Top(libwebm::kMkvInfo), libwebm::kMkvDuration); }},
    {{"duration", 7, "a Duration of 5 ticks"},
     [](P p) {
       EbmlNode* const info = p.Top(libwebm::kMkvInfo);
       EbmlNode* const duration = info ? info->Child(libwebm::kMkvDuration) : nullptr;
       if (!duration) return false;
       const auto bits = std::bit_cast<uint64_t>(5.0);
       duration->data.assign(8, 0);
       for (size_t i = 0; i < 8; ++i) duration->data[i] = static_cast<uint8_t>(bits >> (56 - 8 * i));
       return true;
     }},
    {{"no-track-uid", 8, "no TrackUID"}, [](P p) { return Remove(p.Track(), libwebm::kMkvTrackUID); }},
    {{"pixel-width", 8, "a PixelWidth that is not the frame's"},
     [](P p) { return Set(p.Video(), libwebm::kMkvPixelWidth, 4567); }},
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
    {{"colour-matrix", 12, "MatrixCoefficients that are not those of the VP9 frames"},
     [](P p) {
       const EbmlNode* const codec = p.Track() ? p.Track()->Child(libwebm::kMkvCodecID) : nullptr;
       if (!codec || codec->data != Bytes{'V', '_', 'V', 'P', '9'} || !p.Video()) return false;
       EbmlNode* const colour = p.Video()->Child(libwebm::kMkvColour);
       EbmlNode* const matrix = colour ? colour->Child(libwebm::kMkvMatrixCoefficients) : nullptr;
       if (matrix) matrix->SetNumber(matrix->Number() == 1 ? 6 : 1);
       return matrix != nullptr;
     }},
    {{"alpha-mode", 13, "AlphaMode without alpha channel"},
     [](P p) { return Set(p.Video(), libwebm::kMkvAlphaMode, 1); }},
    {{"cue-position", 24, "a cue 3 bytes off"},
     [](P p) {
       EbmlNode* const cues = p.Top(libwebm::kMkvCues);
       if (!cues || cues->children.empty()) return false;
       EbmlNode* const positions = cues->children[0].Child(libwebm::kMkvCueTrackPositions);
       EbmlNode* const cluster = positions ? positions->Child(libwebm::kMkvCueClusterPosition) : nullptr;
       if (cluster) cluster->pointer_error = 3;
       return cluster != nullptr;
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
    {{"info-size", 26, "an Info that says to be 50 bytes longer"},
     [](P p) {
       EbmlNode* const info = p.Top(libwebm::kMkvInfo);
       if (info) info->size_error = 50;
       return info != nullptr;
     }},
    {{"long-number", 26, "a TrackUID of 9 bytes"},
     [](P p) {
       EbmlNode* const uid = p.Track() ? p.Track()->Child(libwebm::kMkvTrackUID) : nullptr;
       if (uid) uid->data.insert(uid->data.begin(), 9 - std::min<size_t>(uid->data.size(), 8), 0);
       return uid != nullptr;
     }},
    {{"bad-text", 28, "a MuxingApp that is not UTF-8"},
     [](P p) {
       EbmlNode* const info = p.Top(libwebm::kMkvInfo);
       EbmlNode* const text = info ? info->Child(libwebm::kMkvMuxingApp) : nullptr;
       if (text) text->data = {'k', 0xC3, 0x28};
       return text != nullptr;
     }},
    {{"late-info", 30, "Info behind the first Cluster"},
     [](P p) { return MoveBehindFirstCluster(p, libwebm::kMkvInfo); }},
    {{"late-tracks", 30, "Tracks behind the first Cluster"},
     [](P p) { return MoveBehindFirstCluster(p, libwebm::kMkvTracks); }},
    {{"no-tracks", 30, "no Tracks"}, [](P p) { return Remove(&p.segment, libwebm::kMkvTracks); }},
};

}  // namespace

std::span<const Variant> HeaderVariants() { return kVariants; }

}  // namespace kinora
