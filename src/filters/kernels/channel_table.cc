#include "filters/kernels/channel_table.h"

#include <algorithm>
#include <cmath>

namespace kinora {
ChannelTable::ChannelTable(const ChannelFunction& function) {
  for (int channel = 0; channel < 3; ++channel) {
    auto& table = tables_[static_cast<size_t>(channel)];
    const auto set = [&](size_t entry, double value) {
      table[entry] = static_cast<int16_t>(std::lround(std::clamp(function(channel, value), 0.0, 1.0) * kStripOne));
    };
    for (size_t entry = 0; entry < kEntries; ++entry) {
      set(entry, (static_cast<double>(entry) + 0.5) * (1 << kEntryBits) / (kStripOne + 1));
    }
    for (unsigned level = 0; level < 256; ++level) set((level * 257 >> 1) >> kEntryBits, level / 255.0);
  }
}

void ChannelTable::Run(Strip& strip, const FrameContext&) const {
  const int16_t* red = tables_[0].data();
  const int16_t* green = tables_[1].data();
  const int16_t* blue = tables_[2].data();
  for (size_t i = 0; i < 2 * strip.count; i += 2) {
    strip.red_blue[i] = red[strip.red_blue[i] >> kEntryBits];
    strip.red_blue[i + 1] = blue[strip.red_blue[i + 1] >> kEntryBits];
    strip.green_alpha[i] = green[strip.green_alpha[i] >> kEntryBits];
  }
}

}  // namespace kinora
