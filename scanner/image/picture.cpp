#include "scanner/image/picture.h"

#include <stb_image.h>
#include <webp/decode.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <memory>
#include <string_view>

#include "scanner/image/pnm.h"

namespace dockhand {
namespace {

using Bytes = std::span<const std::uint8_t>;

Error wrong(const std::string& place, std::string message) {
  return Error{ErrorKind::bad_input, place, std::move(message)};
}

bool begins(Bytes bytes, std::string_view magic, std::size_t at = 0) {
  return bytes.size() >= at + magic.size() && std::memcmp(bytes.data() + at, magic.data(), magic.size()) == 0;
}
bool is_png(Bytes bytes) { return begins(bytes, "\x89PNG\r\n\x1a\n"); }
bool is_jpeg(Bytes bytes) { return begins(bytes, "\xFF\xD8\xFF"); }
bool is_webp(Bytes bytes) { return begins(bytes, "RIFF") && begins(bytes, "WEBP", 8); }

Status check_size(int width, int height, const std::string& place) {
  if (width <= 0 || height <= 0) return wrong(place, "the picture has no pixels");
  if (std::int64_t{width} * height <= max_picture_pixels) return Done{};
  return wrong(place, "the picture has " + std::to_string(width) + " x " + std::to_string(height) +
                          " pixels; at most 64 million are read");
}

// The picture's data are followed by its last marker (ISO 10918-1, B.2.1); a preview inside the file has one of its
// own, before. The decoder would fill up what is missing without a word.
bool has_end_of_jpeg(Bytes bytes) {
  const std::string_view text(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  const std::size_t data = text.rfind("\xFF\xDA");
  return data != std::string_view::npos && text.find("\xFF\xD9", data) != std::string_view::npos;
}

Picture flattened(const std::uint8_t* grey_and_alpha, int width, int height) {
  Picture picture(width, height);
  for (std::size_t i = 0; i < picture.pixels.size(); ++i) {
    const unsigned alpha = grey_and_alpha[2 * i + 1];
    picture.pixels[i] = static_cast<std::uint8_t>((grey_and_alpha[2 * i] * alpha + 255U * (255U - alpha)) / 255U);
  }
  return picture;
}

Result<Picture> read_stb(Bytes bytes, const std::string& place) {
  const auto length = static_cast<int>(bytes.size());
  int width = 0;
  int height = 0;
  int channels = 0;
  if (stbi_info_from_memory(bytes.data(), length, &width, &height, &channels) == 0)
    return wrong(place, "the picture is damaged or cut short");
  if (auto fits = check_size(width, height, place); !fits) return fits.error();
  const bool transparent = channels == 2 || channels == 4;
  const std::unique_ptr<stbi_uc, void (*)(void*)> pixels(
      stbi_load_from_memory(bytes.data(), length, &width, &height, &channels, transparent ? 2 : 1), stbi_image_free);
  if (!pixels || (is_jpeg(bytes) && !has_end_of_jpeg(bytes)))
    return wrong(place, "the picture is damaged or cut short");
  if (transparent) return flattened(pixels.get(), width, height);
  Picture picture(width, height);
  std::copy_n(pixels.get(), picture.pixels.size(), picture.pixels.begin());
  return picture;
}

Result<Picture> read_webp(Bytes bytes, const std::string& place) {
  int width = 0;
  int height = 0;
  if (WebPGetInfo(bytes.data(), bytes.size(), &width, &height) == 0)
    return wrong(place, "the picture is damaged or cut short");
  if (auto fits = check_size(width, height, place); !fits) return fits.error();
  const std::unique_ptr<std::uint8_t, void (*)(void*)> rgb(WebPDecodeRGB(bytes.data(), bytes.size(), &width, &height),
                                                           WebPFree);
  if (!rgb) return wrong(place, "the picture is damaged or cut short");
  Picture picture(width, height);
  for (std::size_t i = 0; i < picture.pixels.size(); ++i) {
    const std::uint8_t* p = rgb.get() + 3 * i;
    picture.pixels[i] = static_cast<std::uint8_t>((77 * p[0] + 150 * p[1] + 29 * p[2]) >> 8);  // ITU-R BT.601
  }
  return picture;
}

Result<std::vector<std::uint8_t>> bytes_of(const std::filesystem::path& file) {
  const std::string place = file.string();
  std::error_code failure;
  if (std::filesystem::is_directory(file, failure)) return wrong(place, "this is a folder, not a picture");
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> input(std::fopen(place.c_str(), "rb"), std::fclose);
  if (!input) return Error{ErrorKind::io, place, std::string("cannot be opened: ") + std::strerror(errno)};
  std::vector<std::uint8_t> bytes;
  std::uint8_t block[65536];
  for (std::size_t got = 1; got > 0 && bytes.size() <= max_picture_file;) {
    got = std::fread(block, 1, sizeof block, input.get());
    bytes.insert(bytes.end(), block, block + got);
  }
  if (std::ferror(input.get()) != 0) return Error{ErrorKind::io, place, "cannot be read"};
  if (bytes.size() > max_picture_file) return wrong(place, "the file is larger than 64 MiB");
  return bytes;
}

}  // namespace

PictureView PictureView::crop(int left, int top, int wide, int high) const {
  const int right = std::min(left + wide, width);
  const int bottom = std::min(top + high, height);
  left = std::max(left, 0);
  top = std::max(top, 0);
  if (right <= left || bottom <= top) return {};
  return {row(top) + left, right - left, bottom - top, stride};
}

Picture::Picture(int wide, int high, std::uint8_t fill)
    : width(wide), height(high), pixels(static_cast<std::size_t>(wide) * static_cast<std::size_t>(high), fill) {}

Result<Picture> load_picture(const std::filesystem::path& file) {
  const auto bytes = bytes_of(file);
  if (!bytes) return bytes.error();
  return read_picture(*bytes, file.string());
}

Result<Picture> read_picture(std::span<const std::uint8_t> bytes, const std::string& place) {
  if (bytes.empty()) return wrong(place, "the file is empty");
  if (is_png(bytes) || is_jpeg(bytes)) return read_stb(bytes, place);
  if (is_webp(bytes)) return read_webp(bytes, place);
  if (is_pnm(bytes)) return read_pnm(bytes, place);
  return wrong(place, "this is no picture that can be read (PNG, JPEG, WebP or PNM)");
}

}  // namespace dockhand
