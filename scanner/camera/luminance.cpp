#include "scanner/camera/luminance.h"

#include <turbojpeg.h>

namespace dockhand {

Luminance::Luminance() : jpeg_(tjInitDecompress()) {}
Luminance::~Luminance() {
  if (jpeg_ != nullptr) tjDestroy(jpeg_);
}

std::optional<PictureView> Luminance::of(PixelFormat format, std::span<const std::uint8_t> bytes, int width, int height,
                                         int stride) {
  if (width <= 0 || height <= 0) return std::nullopt;
  if (format == PixelFormat::mjpeg) return of_jpeg(bytes, width, height);
  const int row = format == PixelFormat::yuyv ? 2 * width : width;
  const auto needed = static_cast<std::size_t>(stride) * static_cast<std::size_t>(height - 1);
  if (stride < row || bytes.size() < needed + static_cast<std::size_t>(row)) return std::nullopt;
  if (format == PixelFormat::yuyv) return of_yuyv(bytes, width, height, stride);
  return PictureView{bytes.data(), width, height, stride};  // NV12 begins with its luminance
}

std::optional<PictureView> Luminance::of_yuyv(std::span<const std::uint8_t> bytes, int width, int height, int stride) {
  if (picture_.width != width || picture_.height != height) picture_ = Picture(width, height);
  for (int y = 0; y < height; ++y) {
    const std::uint8_t* from = bytes.data() + static_cast<std::ptrdiff_t>(y) * stride;
    std::uint8_t* to = picture_.row(y);
    for (int x = 0; x < width; ++x) to[x] = from[2 * x];
  }
  return picture_.view();
}

// It is unpacked to grey: the colours are not even unpacked.
std::optional<PictureView> Luminance::of_jpeg(std::span<const std::uint8_t> bytes, int width, int height) {
  int wide = 0, high = 0, sampling = 0, space = 0;
  const auto length = static_cast<unsigned long>(bytes.size());
  if (jpeg_ == nullptr || bytes.empty() ||
      tjDecompressHeader3(jpeg_, bytes.data(), length, &wide, &high, &sampling, &space) != 0 || wide != width ||
      high != height) {
    return std::nullopt;
  }
  if (picture_.width != width || picture_.height != height) picture_ = Picture(width, height);
  if (tjDecompress2(jpeg_, bytes.data(), length, picture_.pixels.data(), width, width, height, TJPF_GRAY,
                    TJFLAG_FASTDCT) != 0) {
    return std::nullopt;
  }
  return picture_.view();
}

}  // namespace dockhand
