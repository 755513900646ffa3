// What each filter makes of the pictures of its examples, as a hash (see kernels/filters/catalogue_kernel_test.cc,
// which prints the new one when a filter has changed on purpose).
#pragma once

#include <cstdint>
#include <string_view>

namespace kinora::testing {

inline uint64_t GoldenHash(std::string_view name) {
  struct Row {
    std::string_view name;
    uint64_t hash;
  };
  static constexpr Row kRows[] = {
      {"brightness", 0x3A286F460EF93891},   {"contrast", 0x76EB05E1E8C57F8A},     {"saturate", 0x7CB50D0896C660ED},
      {"grayscale", 0x44EA1B42F9B51A0B},    {"sepia", 0xACAC0F17ECCCF763},        {"hue-rotate", 0xDA9977BC3502264B},
      {"invert", 0x91BF5F65D2B06565},       {"opacity", 0x6E0B317BA5945D70},      {"blur", 0x8EAAA0979F80FF39},
      {"drop-shadow", 0x1A0BA336E1FFAF5F},  {"exposure", 0x20E61769398ACE05},     {"gamma", 0xD2C616293F41842F},
      {"levels", 0x869F3F6EDDC8C525},       {"curves", 0x2DF6B36E954D6223},       {"threshold", 0x571B853E42284625},
      {"posterize", 0xB7D3996B2EDA41D9},    {"solarize", 0x7BF1C87F18B96828},     {"temperature", 0x3DD213E668A77E6A},
      {"vibrance", 0x6947362FCF63C423},     {"color-matrix", 0x86B35CC6EE3281CD}, {"gradient-map", 0xA6E9C88485FA2751},
      {"tint", 0xBE79541203F7175C},         {"lut3d", 0xAE4E6DE5D28F9F22},        {"preset", 0x371716F7E7ED28F2},
      {"chroma-key", 0x943220331D5B7B52},   {"motion-blur", 0x91A6186EBCC0DA9E},  {"zoom-blur", 0xF4C87C74A9FC33F8},
      {"tilt-shift", 0x7855F5A08FBC01E3},   {"bloom", 0x487721DA5D9529FA},        {"bilateral", 0x1FBF0559762E8291},
      {"surface-blur", 0x93638611A337FC04}, {"guided", 0x821BF2DC9A9E90C6},       {"smooth-skin", 0x7E60766AEFBE3CE4},
      {"sharpen", 0x6B3070EDC585F8C3},      {"convolve", 0x3FDB36F417344A51},     {"emboss", 0xEDA693C9E42D9095},
      {"edges", 0xF0FD0AFF98513A13},        {"median", 0xBCB255FD9CD5E097},       {"erode", 0x4CE078FD7419FF36},
      {"dilate", 0x2A607309371BF48C},       {"vignette", 0xEF41C1FECE33F8B2},     {"grain", 0xBCDA8A745AD73D38},
      {"pixelate", 0x0FB4A7739E1F904C},     {"rgb-split", 0xBEB4CDF9C18C190C},    {"scanlines", 0x53C9E6379DFBBBBE},
      {"glitch", 0xAF7386AA4F18F86F},       {"crop", 0x1A47C2CB153F3ACD},         {"flip", 0xCDB59E67F9BC238D},
      {"rotate", 0xB4FA8AE365447505},       {"scale", 0x448589440101BBB6},        {"overlay", 0x10B1099E738F08E4},
  };
  for (const Row& row : kRows) {
    if (row.name == name) return row.hash;
  }
  return 0;
}

}  // namespace kinora::testing
