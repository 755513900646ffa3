#include "filters/kernels/chromium_stage.h"

#include <algorithm>
#include <cmath>

namespace kinora {
namespace {

using Pixel = std::array<float, 4>;

int ToLevel(float value) { return static_cast<int>(value * 255 + 0.5F); }

// Of a strip that was loaded from 8 bits.
float FromStrip(int16_t value) { return static_cast<float>(ToByte(value)) / 255; }

int16_t ToStrip(float value) { return static_cast<int16_t>(ToLevel(value) * 257 >> 1); }

}  // namespace

void ChromiumStage::Add(const ColorMatrix& matrix) {
  Matrix step;
  for (size_t row = 0; row < 4; ++row) {
    for (size_t column = 0; column < 5; ++column) step[row][column] = static_cast<float>(matrix[row][column]);
  }
  steps_.emplace_back(step);
}

void ChromiumStage::Add(const ChannelFunction& function) {
  Tables step;
  for (size_t channel = 0; channel < 3; ++channel) {
    for (size_t level = 0; level < 256; ++level) {
      const double value = function(static_cast<int>(channel), static_cast<double>(level) / 255);
      step[channel][level] = static_cast<uint8_t>(std::clamp(value, 0.0, 1.0) * 255 + 0.5);
    }
  }
  steps_.emplace_back(step);
}

void ChromiumStage::Run(Strip& strip, const FrameContext&) const {
  for (size_t i = 0; i < 2 * strip.count; i += 2) {
    Pixel pixel = {FromStrip(strip.red_blue[i]), FromStrip(strip.green_alpha[i]), FromStrip(strip.red_blue[i + 1]),
                   FromStrip(strip.green_alpha[i + 1])};
    for (const auto& step : steps_) {
      if (const auto* tables = std::get_if<Tables>(&step)) {
        for (size_t channel = 0; channel < 3; ++channel) {
          pixel[channel] = static_cast<float>((*tables)[channel][static_cast<size_t>(ToLevel(pixel[channel]))]) / 255;
        }
        continue;
      }
      const Pixel source = pixel;
      const Matrix& matrix = std::get<Matrix>(step);
      for (size_t row = 0; row < 4; ++row) {
        float sum = matrix[row][4];
        for (size_t column = 0; column < 4; ++column) sum += matrix[row][column] * source[column];
        pixel[row] = std::clamp(sum, 0.0F, 1.0F);
      }
    }
    strip.red_blue[i] = ToStrip(pixel[0]);
    strip.green_alpha[i] = ToStrip(pixel[1]);
    strip.red_blue[i + 1] = ToStrip(pixel[2]);
    strip.green_alpha[i + 1] = ToStrip(pixel[3]);
  }
}

}  // namespace kinora
