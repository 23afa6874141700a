// A camera's pixels as luminance.
//
// Decides: which pixel formats are understood and how each becomes 8 bits of luminance, without a copy where it can:
// GREY and NV12 are views into the camera's own buffer. libjpeg-turbo is included in luminance.cpp and nowhere else.
// One thread an object.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "scanner/image/picture.h"

namespace dockhand {

enum class PixelFormat { grey, nv12, yuyv, mjpeg };

class Luminance {
 public:
  Luminance();
  ~Luminance();
  Luminance(const Luminance&) = delete;
  Luminance& operator=(const Luminance&) = delete;

  // `stride` is the number of bytes from one row to the next. Returns nullopt when the frame is too short, damaged, or
  // of another size than it should have. The view is good until the next call, and as long as `bytes` are.
  std::optional<PictureView> of(PixelFormat format, std::span<const std::uint8_t> bytes, int width, int height,
                                int stride);

 private:
  std::optional<PictureView> of_yuyv(std::span<const std::uint8_t> bytes, int width, int height, int stride);
  std::optional<PictureView> of_jpeg(std::span<const std::uint8_t> bytes, int width, int height);

  Picture picture_;  // where a copy is needed
  void* jpeg_;       // the decompressor of libjpeg-turbo
};

}  // namespace dockhand
