#include "filters/kernels/strip.h"

#include <cstring>

// Highway includes this file once for each instruction set.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "filters/kernels/strip.cc"
#include "hwy/foreach_target.h"  // keep before highway.h
#include "hwy/highway.h"

HWY_BEFORE_NAMESPACE();
namespace kinora {
namespace HWY_NAMESPACE {
namespace {

namespace hn = hwy::HWY_NAMESPACE;

using Words = hn::CappedTag<int16_t, 2 * kStripStep>;
using UnsignedWords = hn::RebindToUnsigned<Words>;
using Bytes = hn::Repartition<uint8_t, Words>;

// c * 128.5 for lanes of one byte.
HWY_INLINE hn::Vec<Words> Widen(hn::Vec<UnsignedWords> bytes) {
  return hn::BitCast(Words(), hn::ShiftRight<1>(hn::Mul(bytes, hn::Set(UnsignedWords(), 257))));
}

HWY_INLINE void LoadVector(const uint8_t* source, bool swap, Strip& strip, size_t at) {
  auto pixels = hn::BitCast(UnsignedWords(), hn::LoadU(Bytes(), source));
  hn::Store(Widen(hn::ShiftRight<8>(pixels)), Words(), strip.green_alpha + at);
  auto red_blue = Widen(hn::And(pixels, hn::Set(UnsignedWords(), 0xFF)));
  if (swap) {
    const hn::Repartition<uint32_t, Words> pairs;
    red_blue = hn::BitCast(Words(), hn::RotateRight<16>(hn::BitCast(pairs, red_blue)));
  }
  hn::Store(red_blue, Words(), strip.red_blue + at);
}

void Load(const uint8_t* source, PixelFormat format, Strip& strip) {
  const size_t words = hn::Lanes(Words());  // twice as many as pixels, half as many as bytes
  const bool swap = format == PixelFormat::kBgra;
  const size_t end = 2 * strip.count;
  size_t at = 0;
  for (; at + words <= end; at += words) LoadVector(source + 2 * at, swap, strip, at);
  if (at == end) return;
  uint8_t rest[2 * hn::MaxLanes(Words())] = {};
  std::memcpy(rest, source + 2 * at, 2 * (end - at));
  LoadVector(rest, swap, strip, at);
}

// round(c * 255 / 32767): 32767 is so near to 2^15 that the rounding comes out the same for all values.
HWY_INLINE hn::Vec<UnsignedWords> Narrow(const int16_t* values) {
  return hn::BitCast(UnsignedWords(), hn::MulFixedPoint15(hn::Load(Words(), values), hn::Set(Words(), 255)));
}

HWY_INLINE void StoreVector(const Strip& strip, size_t at, uint8_t* target) {
  const auto pixels = hn::Or(Narrow(strip.red_blue + at), hn::ShiftLeft<8>(Narrow(strip.green_alpha + at)));
  hn::StoreU(hn::BitCast(Bytes(), pixels), Bytes(), target);
}

void Store(const Strip& strip, uint8_t* target) {
  const size_t words = hn::Lanes(Words());
  const size_t end = 2 * strip.count;
  size_t at = 0;
  for (; at + words <= end; at += words) StoreVector(strip, at, target + 2 * at);
  if (at == end) return;
  uint8_t rest[2 * hn::MaxLanes(Words())];
  StoreVector(strip, at, rest);
  std::memcpy(target + 2 * at, rest, 2 * (end - at));
}

}  // namespace
}  // namespace HWY_NAMESPACE
}  // namespace kinora
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace kinora {

HWY_EXPORT(Load);
HWY_EXPORT(Store);

void LoadStrip(const uint8_t* source, PixelFormat format, Strip& strip) {
  HWY_DYNAMIC_DISPATCH(Load)(source, format, strip);
}

void StoreStrip(const Strip& strip, uint8_t* target) { HWY_DYNAMIC_DISPATCH(Store)(strip, target); }

}  // namespace kinora
#endif  // HWY_ONCE
