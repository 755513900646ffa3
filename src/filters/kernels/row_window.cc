#include "filters/kernels/row_window.h"

#include <cstring>

#include "filters/kernels/line_kernel.h"

namespace kinora {
namespace {

constexpr size_t kBytesPerPixel = 4;
// Behind each row, for kernels that load a vector at its end.
constexpr size_t kSlack = 64;

// The place along one axis of what stands for `at`, which may lie outside of [0, size); -1 for transparent black.
int Place(int at, int size, Edge edge) {
  if (at >= 0 && at < size) return at;
  return edge == Edge::kTransparent ? -1 : EdgePlace(at, size, edge);
}

void Widen(const uint8_t* row, int width, int radius, Edge edge, uint8_t* target) {
  std::memcpy(target + kBytesPerPixel * static_cast<size_t>(radius), row, kBytesPerPixel * static_cast<size_t>(width));
  const auto put = [&](int x) {
    const int place = Place(x, width, edge);
    uint8_t* pixel = target + kBytesPerPixel * static_cast<size_t>(x + radius);
    if (place < 0) {
      std::memset(pixel, 0, kBytesPerPixel);
    } else {
      std::memcpy(pixel, row + kBytesPerPixel * static_cast<size_t>(place), kBytesPerPixel);
    }
  };
  for (int x = 1; x <= radius; ++x) {
    put(-x);
    put(width - 1 + x);
  }
}

}  // namespace

size_t RowWindow::RowPixels(int width, int radius) {
  const auto pixels = static_cast<size_t>(width + 2 * radius);
  return (pixels + kWindowStep - 1) / kWindowStep * kWindowStep;
}

size_t RowWindow::ScratchBytes(int width, int radius, size_t pixel_bytes) {
  const size_t pixels = RowPixels(width, radius);
  return static_cast<size_t>(2 * radius + 1) * (pixels * pixel_bytes + kSlack) + pixels * kBytesPerPixel + kSlack;
}

RowWindow::RowWindow(const RgbaView& source, int radius, Edge edge, size_t pixel_bytes, Convert* convert,
                     std::span<uint8_t> scratch, int mode)
    : source_(source),
      radius_(radius),
      edge_(edge),
      convert_(convert),
      mode_(mode),
      row_bytes_(RowPixels(source.width, radius) * pixel_bytes + kSlack),
      pixels_(scratch.data()),
      slots_(pixels_ + RowPixels(source.width, radius) * kBytesPerPixel + kSlack) {}

uint8_t* RowWindow::Slot(int y) const {
  return slots_ + static_cast<size_t>((y + radius_) % (2 * radius_ + 1)) * row_bytes_;
}

void RowWindow::Load(int y) {
  uint8_t* slot = Slot(y);
  uint8_t* pixels = convert_ ? pixels_ : slot;
  const size_t count = RowPixels(source_.width, radius_);
  const int place = Place(y, source_.height, edge_);
  if (place < 0) {
    std::memset(pixels, 0, count * kBytesPerPixel);
  } else {
    Widen(source_.Row(place), source_.width, radius_, edge_, pixels);
  }
  if (convert_) convert_(pixels, count, mode_, slot);
}

const uint8_t* const* RowWindow::Advance(int y) {
  if (y == 0) {
    for (int above = -radius_; above < radius_; ++above) Load(above);
  }
  Load(y + radius_);
  for (int i = 0; i <= 2 * radius_; ++i) rows_[static_cast<size_t>(i)] = Slot(y - radius_ + i);
  return rows_.data();
}

}  // namespace kinora
