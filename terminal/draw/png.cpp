#include "terminal/draw/png.h"

#include <stb_image_write.h>

namespace dockhand {

Status write_png(const PixelBuffer& picture, const std::filesystem::path& file) {
  std::vector<unsigned char> rgb;
  rgb.reserve(picture.pixels.size() * 3);
  for (const std::uint32_t pixel : picture.pixels) {
    for (const int shift : {16, 8, 0}) rgb.push_back(static_cast<unsigned char>(pixel >> shift & 0xFF));
  }
  if (stbi_write_png(file.c_str(), picture.width, picture.height, 3, rgb.data(), picture.width * 3) == 0) {
    return Error{ErrorKind::io, file.string(), "the picture cannot be written"};
  }
  return Done{};
}

}  // namespace dockhand
