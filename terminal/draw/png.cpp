#include "terminal/draw/png.h"

#include <stb_image_write.h>

namespace dockhand {

Status write_png(const PixelBuffer& picture, const std::filesystem::path& file) {
  std::vector<unsigned char> rgb(picture.pixels.size() * 3);
  unsigned char* out = rgb.data();
  for (const std::uint32_t pixel : picture.pixels) {
    *out++ = static_cast<unsigned char>(pixel >> 16 & 0xFF);
    *out++ = static_cast<unsigned char>(pixel >> 8 & 0xFF);
    *out++ = static_cast<unsigned char>(pixel & 0xFF);
  }
  if (stbi_write_png(file.c_str(), picture.width, picture.height, 3, rgb.data(), picture.width * 3) == 0) {
    return Error{ErrorKind::io, file.string(), "the picture cannot be written"};
  }
  return Done{};
}

}  // namespace dockhand
