// Functions of single channels as tables.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>

#include "filters/plan_builder.h"
#include "filters/stage.h"

namespace kinora {

// A table over strips: 16 entries for each of the 256 levels, so that it may stand behind other stages. At each of the
// 256 levels it is exact; between them it has the value at the middle of the entry.
class ChannelTable final : public PointwiseStage {
 public:
  explicit ChannelTable(const ChannelFunction& function);

  void Run(Strip& strip, const FrameContext& context) const override;
  void RunAndStore(Strip& strip, const FrameContext& context, uint8_t* pixels) const override;
  bool RunAlone(const RgbaView& picture, PixelFormat format) const override;

 private:
  static constexpr int kEntryBits = 3;  // of the 15 of a strip's values that one entry covers
  static constexpr size_t kEntries = (kStripOne >> kEntryBits) + 1;

  // Twice as long as strips' values need, so that no word leads out of it.
  std::array<std::array<uint16_t, 2 * kEntries>, 3> tables_;
  std::array<std::array<uint8_t, 2 * kEntries>, 3> bytes_;  // the same as bytes
  std::array<std::array<uint8_t, 256>, 3> levels_;
};

}  // namespace kinora
