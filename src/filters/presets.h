// Ready-made looks, each a chain of other filters.
#pragma once

#include <string_view>

namespace kinora {

// In the order of PresetChain, separated by '|'.
inline constexpr std::string_view kPresetNames =
    "noir|faded|warm-film|cold-film|cinema|vivid|instant|dream|cyanotype|sunset|bleach|comic";

// Catalogue examples: each preset once, and one in part.
inline constexpr std::string_view kPresetExamples =
    "preset(faded)|preset(noir)|preset(warm-film)|preset(cold-film)|preset(cinema)|preset(vivid)|preset(instant)|"
    "preset(dream)|preset(cyanotype)|preset(sunset)|preset(bleach)|preset(comic)|preset(cinema, 0.4)";

// The chain of the preset at that place among the names, as text. Pointwise filters alone, so that a preset can be
// mixed with the picture strip by strip.
std::string_view PresetChain(int index);

}  // namespace kinora
