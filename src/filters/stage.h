// What a plan is made of. Pointwise stages work on strips that stay in the first-level cache, one after the other; a
// spatial stage needs the whole picture.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "filters/catalogue.h"
#include "filters/kernels/color_matrix.h"
#include "filters/kernels/strip.h"
#include "frame/frame_view.h"

namespace kinora {

// What a filter may know beside the pixels.
struct FrameContext {
  int64_t frame = 0;  // number of the picture in its film, for filters that move
};

class PointwiseStage {
 public:
  virtual ~PointwiseStage() = default;

  // What it does to a pixel one after the other.
  virtual size_t operations() const { return 1; }

  // Does what `matrix`, which leaves alpha, would do behind it from now on, clamped. False, and nothing changed, where
  // it cannot.
  virtual bool Absorb(const ColorMatrix& /*matrix*/) { return false; }

  // Changes the strip in place. May also change its pixels behind `count`, up to a multiple of kStripStep.
  virtual void Run(Strip& strip, const FrameContext& context) const = 0;

  // LoadStrip and Run, and Run and StoreStrip: for stages that do both in one. The strip is of no use after the second.
  virtual void LoadAndRun(const uint8_t* pixels, PixelFormat format, Strip& strip, const FrameContext& context) const {
    LoadStrip(pixels, format, strip);
    Run(strip, context);
  }
  virtual void RunAndStore(Strip& strip, const FrameContext& context, uint8_t* pixels) const {
    Run(strip, context);
    StoreStrip(strip, pixels);
  }

  // The same for a whole picture in the order of `format`, in place and to RGBA, where the stage is the only one of its
  // run and has a faster way than by strips. False, and nothing done, where it has none.
  virtual bool RunAlone(const RgbaView& /*picture*/, PixelFormat /*format*/) const { return false; }
};

struct PictureSize {
  int width = 0;
  int height = 0;

  bool operator==(const PictureSize&) const = default;
};

class SpatialStage {
 public:
  virtual ~SpatialStage() = default;

  // The size of the result for a source of the size that the stage was made for.
  virtual PictureSize target_size(PictureSize source) const { return source; }

  // Bytes that Run needs beside the pictures.
  virtual size_t scratch_bytes(PictureSize source) const = 0;

  // Whether Run may be called with `source` and `target` the same.
  virtual bool in_place() const { return false; }

  virtual AlphaRule alpha() const { return AlphaRule::kPremultiplied; }

  // Whether an opaque picture surely stays one, so that nobody has to look.
  virtual bool keeps_opaque() const { return false; }

  // RGBA from `source` to `target`, which do not overlap unless in_place() and they are the same. `scratch` is aligned
  // for SIMD, has the bytes asked for, and holds anything.
  virtual void Run(const RgbaView& source, const RgbaView& target, std::span<uint8_t> scratch,
                   const FrameContext& context) const = 0;
};

}  // namespace kinora
