// Pictures in the form that the decoder needs: 8 bits of luminance for each pixel.
//
// Decides: which files are pictures (PNG, JPEG, WebP), and the bounds on them.
// Leaves to others: the file system (scanner/image/picture_file.h), finding symbols in them (scanner/reader/reader.h).
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "storage/model/result.h"

namespace dockhand {

// Pixels that someone else owns. There may be bytes between the rows.
struct PictureView {
  const std::uint8_t* pixels = nullptr;
  int width = 0;
  int height = 0;
  std::ptrdiff_t stride = 0;  // bytes from one row to the next

  const std::uint8_t* row(int y) const { return pixels + y * stride; }
  std::uint8_t at(int x, int y) const { return row(y)[x]; }
  bool empty() const { return width <= 0 || height <= 0; }
  // Returns the part of it that lies within these bounds. It is empty when there is none.
  PictureView crop(int left, int top, int wide, int high) const;
};

struct Picture {
  int width = 0;
  int height = 0;
  std::vector<std::uint8_t> pixels;  // width * height, 0 black

  Picture() = default;
  Picture(int wide, int high, std::uint8_t fill = 0);
  PictureView view() const { return {pixels.data(), width, height, width}; }
  std::uint8_t* row(int y) { return pixels.data() + static_cast<std::ptrdiff_t>(y) * width; }
};

inline constexpr std::int64_t max_picture_pixels = 64'000'000;

// Reads a picture from the bytes of a file. The error's place is `place`. Transparent parts become white.
Result<Picture> read_picture(std::span<const std::uint8_t> bytes, const std::string& place);

}  // namespace dockhand
