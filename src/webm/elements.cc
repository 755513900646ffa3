#include "webm/elements.h"

#include <algorithm>
#include <iterator>

#include "webm/ebml_reader.h"

namespace kinora {
namespace {

using enum ElementType;

constexpr uint32_t kEbml = 0x1A45DFA3;
constexpr uint32_t kSegment = 0x18538067;
constexpr uint32_t kSeekHead = 0x114D9B74;
constexpr uint32_t kInfo = 0x1549A966;
constexpr uint32_t kTracks = 0x1654AE6B;
constexpr uint32_t kEntry = 0xAE;
constexpr uint32_t kVideo = 0xE0;
constexpr uint32_t kColour = 0x55B0;
constexpr uint32_t kMastering = 0x55D0;
constexpr uint32_t kProjection = 0x7670;
constexpr uint32_t kAudio = 0xE1;
constexpr uint32_t kEncodings = 0x6D80;
constexpr uint32_t kEncoding = 0x6240;
constexpr uint32_t kEncryption = 0x5035;
constexpr uint32_t kAes = 0x47E7;
constexpr uint32_t kCluster = 0x1F43B675;
constexpr uint32_t kGroup = 0xA0;
constexpr uint32_t kAdditions = 0x75A1;
constexpr uint32_t kMore = 0xA6;
constexpr uint32_t kCues = 0x1C53BB6B;
constexpr uint32_t kCuePoint = 0xBB;
constexpr uint32_t kCuePositions = 0xB7;
constexpr uint32_t kChapters = 0x1043A770;
constexpr uint32_t kEdition = 0x45B9;
constexpr uint32_t kAtom = 0xB6;
constexpr uint32_t kDisplay = 0x80;
constexpr uint32_t kTags = 0x1254C367;
constexpr uint32_t kTag = 0x7373;
constexpr uint32_t kTargets = 0x63C0;
constexpr uint32_t kSimpleTag = 0x67C8;

// By what they are part of.
constexpr ElementInfo kElements[] = {
    {0xEC, 1, kBinary},  // Void
    {0xBF, 1, kBinary},  // CRC-32
    {kEbml, 0, kMaster},
    {0x4286, kEbml, kUnsigned},  // EBMLVersion
    {0x42F7, kEbml, kUnsigned},  // EBMLReadVersion
    {0x42F2, kEbml, kUnsigned},  // EBMLMaxIDLength
    {0x42F3, kEbml, kUnsigned},  // EBMLMaxSizeLength
    {0x4282, kEbml, kAscii},     // DocType
    {0x4287, kEbml, kUnsigned},  // DocTypeVersion
    {0x4285, kEbml, kUnsigned},  // DocTypeReadVersion
    {kSegment, 0, kMaster},
    {kSeekHead, kSegment, kMaster},
    {0x4DBB, kSeekHead, kMaster},  // Seek
    {0x53AB, 0x4DBB, kBinary},     // SeekID
    {0x53AC, 0x4DBB, kUnsigned},   // SeekPosition
    {kInfo, kSegment, kMaster},
    {0x73A4, kInfo, kBinary},      // SegmentUUID
    {0x2AD7B1, kInfo, kUnsigned},  // TimestampScale
    {0x4489, kInfo, kFloat},       // Duration
    {0x4461, kInfo, kDate},        // DateUTC
    {0x7BA9, kInfo, kUtf8},        // Title
    {0x4D80, kInfo, kUtf8},        // MuxingApp
    {0x5741, kInfo, kUtf8},        // WritingApp
    {kTracks, kSegment, kMaster},
    {kEntry, kTracks, kMaster},
    {0xD7, kEntry, kUnsigned},       // TrackNumber
    {0x73C5, kEntry, kUnsigned},     // TrackUID
    {0x83, kEntry, kUnsigned},       // TrackType
    {0xB9, kEntry, kUnsigned, 2},    // FlagEnabled
    {0x88, kEntry, kUnsigned},       // FlagDefault
    {0x55AA, kEntry, kUnsigned},     // FlagForced
    {0x9C, kEntry, kUnsigned},       // FlagLacing
    {0x23E383, kEntry, kUnsigned},   // DefaultDuration
    {0x55EE, kEntry, kUnsigned},     // MaxBlockAdditionID: written by everybody, though not in WebM's list
    {0x536E, kEntry, kUtf8},         // Name
    {0x22B59C, kEntry, kAscii},      // Language
    {0x22B59D, kEntry, kAscii, 4},   // LanguageBCP47
    {0x86, kEntry, kAscii},          // CodecID
    {0x63A2, kEntry, kBinary},       // CodecPrivate
    {0x258688, kEntry, kUtf8},       // CodecName
    {0x56AA, kEntry, kUnsigned, 4},  // CodecDelay
    {0x56BB, kEntry, kUnsigned, 4},  // SeekPreRoll
    {kVideo, kEntry, kMaster},
    {0x9A, kVideo, kUnsigned},       // FlagInterlaced
    {0x53B8, kVideo, kUnsigned, 3},  // StereoMode
    {0x53C0, kVideo, kUnsigned, 3},  // AlphaMode
    {0xB0, kVideo, kUnsigned},       // PixelWidth
    {0xBA, kVideo, kUnsigned},       // PixelHeight
    {0x54AA, kVideo, kUnsigned},     // PixelCropBottom
    {0x54BB, kVideo, kUnsigned},     // PixelCropTop
    {0x54CC, kVideo, kUnsigned},     // PixelCropLeft
    {0x54DD, kVideo, kUnsigned},     // PixelCropRight
    {0x54B0, kVideo, kUnsigned},     // DisplayWidth
    {0x54BA, kVideo, kUnsigned},     // DisplayHeight
    {0x54B2, kVideo, kUnsigned},     // DisplayUnit
    {0x54B3, kVideo, kUnsigned},     // AspectRatioType
    {0x2383E3, kVideo, kFloat},      // FrameRate
    {kColour, kVideo, kMaster, 4},
    {0x55B1, kColour, kUnsigned, 4},  // MatrixCoefficients
    {0x55B2, kColour, kUnsigned, 4},  // BitsPerChannel
    {0x55B3, kColour, kUnsigned, 4},  // ChromaSubsamplingHorz
    {0x55B4, kColour, kUnsigned, 4},  // ChromaSubsamplingVert
    {0x55B5, kColour, kUnsigned, 4},  // CbSubsamplingHorz
    {0x55B6, kColour, kUnsigned, 4},  // CbSubsamplingVert
    {0x55B7, kColour, kUnsigned, 4},  // ChromaSitingHorz
    {0x55B8, kColour, kUnsigned, 4},  // ChromaSitingVert
    {0x55B9, kColour, kUnsigned, 4},  // Range
    {0x55BA, kColour, kUnsigned, 4},  // TransferCharacteristics
    {0x55BB, kColour, kUnsigned, 4},  // Primaries
    {0x55BC, kColour, kUnsigned, 4},  // MaxCLL
    {0x55BD, kColour, kUnsigned, 4},  // MaxFALL
    {kMastering, kColour, kMaster, 4},
    {0x55D1, kMastering, kFloat, 4},
    {0x55D2, kMastering, kFloat, 4},
    {0x55D3, kMastering, kFloat, 4},
    {0x55D4, kMastering, kFloat, 4},
    {0x55D5, kMastering, kFloat, 4},
    {0x55D6, kMastering, kFloat, 4},
    {0x55D7, kMastering, kFloat, 4},
    {0x55D8, kMastering, kFloat, 4},
    {0x55D9, kMastering, kFloat, 4},
    {0x55DA, kMastering, kFloat, 4},
    {kProjection, kVideo, kMaster, 4},
    {0x7671, kProjection, kUnsigned, 4},  // ProjectionType
    {0x7672, kProjection, kBinary, 4},    // ProjectionPrivate
    {0x7673, kProjection, kFloat, 4},
    {0x7674, kProjection, kFloat, 4},
    {0x7675, kProjection, kFloat, 4},
    {kAudio, kEntry, kMaster},
    {0xB5, kAudio, kFloat},       // SamplingFrequency
    {0x78B5, kAudio, kFloat},     // OutputSamplingFrequency
    {0x9F, kAudio, kUnsigned},    // Channels
    {0x6264, kAudio, kUnsigned},  // BitDepth
    {kEncodings, kEntry, kMaster},
    {kEncoding, kEncodings, kMaster},
    {0x5031, kEncoding, kUnsigned},  // ContentEncodingOrder
    {0x5032, kEncoding, kUnsigned},  // ContentEncodingScope
    {0x5033, kEncoding, kUnsigned},  // ContentEncodingType
    {kEncryption, kEncoding, kMaster},
    {0x47E1, kEncryption, kUnsigned},  // ContentEncAlgo
    {0x47E2, kEncryption, kBinary},    // ContentEncKeyID
    {kAes, kEncryption, kMaster, 4},
    {0x47E8, kAes, kUnsigned, 4},  // AESSettingsCipherMode
    {kCluster, kSegment, kMaster},
    {0xE7, kCluster, kUnsigned},   // Timestamp
    {0xA7, kCluster, kUnsigned},   // Position
    {0xAB, kCluster, kUnsigned},   // PrevSize
    {0xA3, kCluster, kBinary, 2},  // SimpleBlock
    {kGroup, kCluster, kMaster},
    {0xA1, kGroup, kBinary},       // Block
    {0x9B, kGroup, kUnsigned},     // BlockDuration
    {0xFB, kGroup, kSigned},       // ReferenceBlock
    {0x75A2, kGroup, kSigned, 4},  // DiscardPadding
    {kAdditions, kGroup, kMaster},
    {kMore, kAdditions, kMaster},
    {0xEE, kMore, kUnsigned},  // BlockAddID
    {0xA5, kMore, kBinary},    // BlockAdditional
    {kCues, kSegment, kMaster},
    {kCuePoint, kCues, kMaster},
    {0xB3, kCuePoint, kUnsigned},  // CueTime
    {kCuePositions, kCuePoint, kMaster},
    {0xF7, kCuePositions, kUnsigned},     // CueTrack
    {0xF1, kCuePositions, kUnsigned},     // CueClusterPosition
    {0xF0, kCuePositions, kUnsigned, 4},  // CueRelativePosition
    {0xB2, kCuePositions, kUnsigned, 4},  // CueDuration
    {0x5378, kCuePositions, kUnsigned},   // CueBlockNumber
    {kChapters, kSegment, kMaster},
    {kEdition, kChapters, kMaster},
    {0x45BC, kEdition, kUnsigned},  // EditionUID
    {0x45BD, kEdition, kUnsigned},  // EditionFlagHidden
    {0x45DB, kEdition, kUnsigned},  // EditionFlagDefault
    {kAtom, kEdition, kMaster},
    {0x73C4, kAtom, kUnsigned},  // ChapterUID
    {0x5654, kAtom, kUtf8, 3},   // ChapterStringUID
    {0x91, kAtom, kUnsigned},    // ChapterTimeStart
    {0x92, kAtom, kUnsigned},    // ChapterTimeEnd
    {0x98, kAtom, kUnsigned},    // ChapterFlagHidden
    {0x4598, kAtom, kUnsigned},  // ChapterFlagEnabled
    {kDisplay, kAtom, kMaster},
    {0x85, kDisplay, kUtf8},        // ChapString
    {0x437C, kDisplay, kAscii},     // ChapLanguage
    {0x437D, kDisplay, kAscii, 4},  // ChapLanguageBCP47
    {0x437E, kDisplay, kAscii},     // ChapCountry
    {kTags, kSegment, kMaster},
    {kTag, kTags, kMaster},
    {kTargets, kTag, kMaster},
    {0x68CA, kTargets, kUnsigned},  // TargetTypeValue
    {0x63CA, kTargets, kAscii},     // TargetType
    {0x63C5, kTargets, kUnsigned},  // TagTrackUID
    {0x63C9, kTargets, kUnsigned},  // TagEditionUID
    {0x63C4, kTargets, kUnsigned},  // TagChapterUID
    {kSimpleTag, kTag, kMaster},
    {0x45A3, kSimpleTag, kUtf8},      // TagName
    {0x447A, kSimpleTag, kAscii},     // TagLanguage
    {0x447B, kSimpleTag, kAscii, 4},  // TagLanguageBCP47
    {0x4484, kSimpleTag, kUnsigned},  // TagDefault
    {0x4487, kSimpleTag, kUtf8},      // TagString
    {0x4485, kSimpleTag, kBinary},    // TagBinary
};

}  // namespace

const ElementInfo* FindElement(uint32_t id) {
  const auto* const found = std::ranges::find(kElements, id, &ElementInfo::id);
  return found == std::end(kElements) ? nullptr : found;
}

bool Belongs(uint32_t id, uint32_t parent) {
  const ElementInfo* const info = FindElement(id);
  const bool in_its_like = id == parent && (id == kAtom || id == kSimpleTag);
  return !info || info->parent == kAnywhere || info->parent == parent || in_its_like;
}

bool NestsWell(uint32_t id, std::span<const uint8_t> data, int depth) {
  const ElementInfo* const info = FindElement(id);
  if (!info || info->type != kMaster) return true;
  if (depth == 0) return false;
  EbmlChildren children(data);
  while (const auto child = children.Next()) {
    if (!Belongs(child->id, id) || !NestsWell(child->id, child->data, depth - 1)) return false;
  }
  return !children.damaged();
}

}  // namespace kinora
