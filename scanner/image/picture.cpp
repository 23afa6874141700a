#include "scanner/image/picture.h"

#include <stb_image.h>
#include <webp/decode.h>

#include <algorithm>
#include <cstring>
#include <memory>
#include <string_view>

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

std::size_t number_at(Bytes bytes, std::size_t at) {
  return at + 2 <= bytes.size() ? std::size_t{bytes[at]} << 8U | bytes[at + 1] : 0;
}

// The picture ends at its end marker (ISO 10918-1, B.2.1). A file may go on behind it (a motion photo carries a film
// there), and a preview inside a segment has an end of its own, so the segments are followed one by one. The decoder
// would fill up what is missing without a word.
bool has_end_of_jpeg(Bytes bytes) {
  for (std::size_t at = 2; at + 1 < bytes.size();) {
    const std::uint8_t marker = bytes[at + 1];
    if (bytes[at] != 0xFF || marker == 0x00 || marker == 0xFF || (marker >= 0xD0 && marker <= 0xD7)) {
      ++at;  // compressed data (a byte of it, a stuffed FF, a restart) or a byte that fills up
    } else if (marker == 0xD9) {
      return true;
    } else {
      at += 2 + number_at(bytes, at + 2);
    }
  }
  return false;
}

// A PNG is unpacked twice in memory, with its filters and without, in all of its channels and bits.
Status check_memory(Bytes bytes, int width, int height, int channels, const std::string& place) {
  static constexpr std::int64_t most = std::int64_t{512} << 20U;
  const int depth = stbi_is_16_bit_from_memory(bytes.data(), static_cast<int>(bytes.size())) != 0 ? 2 : 1;
  const std::int64_t needed = std::int64_t{2} * width * height * channels * depth;
  if (needed <= most) return Done{};
  return wrong(place, "unpacking the picture takes " + std::to_string(needed >> 20U) +
                          " MiB of memory; at most 512 are used: save it with 8 bits a channel");
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
  if (is_png(bytes)) {
    if (auto fits = check_memory(bytes, width, height, channels, place); !fits) return fits.error();
  }
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
  WebPBitstreamFeatures features;
  if (WebPGetFeatures(bytes.data(), bytes.size(), &features) != VP8_STATUS_OK)
    return wrong(place, "the picture is damaged or cut short");
  if (features.has_animation != 0) return wrong(place, "this is an animated WebP; only still pictures are read");
  int width = features.width;
  int height = features.height;
  if (auto fits = check_size(width, height, place); !fits) return fits.error();
  const std::unique_ptr<std::uint8_t, void (*)(void*)> rgb(WebPDecodeRGB(bytes.data(), bytes.size(), &width, &height),
                                                           WebPFree);
  if (!rgb) return wrong(place, "the picture is damaged or cut short");
  Picture picture(width, height);
  for (std::size_t i = 0; i < picture.pixels.size(); ++i) {
    const std::uint8_t* p = rgb.get() + 3 * i;
    // the weights of ITU-R BT.601
    picture.pixels[i] = static_cast<std::uint8_t>((77 * p[0] + 150 * p[1] + 29 * p[2]) >> 8);
  }
  return picture;
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

Result<Picture> read_picture(std::span<const std::uint8_t> bytes, const std::string& place) {
  if (bytes.empty()) return wrong(place, "the file is empty");
  if (is_png(bytes) || is_jpeg(bytes)) return read_stb(bytes, place);
  if (is_webp(bytes)) return read_webp(bytes, place);
  return wrong(place, "this is no picture that can be read (PNG, JPEG or WebP)");
}

}  // namespace dockhand
