#include "scanner/image/pnm.h"

#include <algorithm>
#include <cctype>

namespace dockhand {
namespace {

// Reads the header's and the plain formats' numbers; comments run from '#' to the end of the line.
class Reader {
 public:
  explicit Reader(std::span<const std::uint8_t> bytes) : bytes_(bytes) {}

  bool failed() const { return failed_; }
  std::size_t left() const { return bytes_.size() - at_; }

  int number() {
    skip_blanks();
    int value = 0;
    bool any = false;
    for (; at_ < bytes_.size() && std::isdigit(bytes_[at_]) != 0 && value <= 100'000'000; ++at_) {
      value = value * 10 + (bytes_[at_] - '0');
      any = true;
    }
    failed_ = failed_ || !any;
    return value;
  }
  // One digit of a plain bitmap, where blanks may be left out.
  int bit() {
    skip_blanks();
    return byte() - '0';
  }
  int byte() {
    failed_ = failed_ || at_ >= bytes_.size();
    return failed_ ? 0 : bytes_[at_++];
  }
  void skip(std::size_t count) { at_ = std::min(at_ + count, bytes_.size()); }

 private:
  void skip_blanks() {
    for (; at_ < bytes_.size(); ++at_) {
      if (bytes_[at_] == '#') {
        while (at_ < bytes_.size() && bytes_[at_] != '\n') ++at_;
      } else if (std::isspace(bytes_[at_]) == 0) {
        return;
      }
    }
  }

  std::span<const std::uint8_t> bytes_;
  std::size_t at_ = 0;
  bool failed_ = false;
};

struct Header {
  int kind = 0;  // 1 to 6
  int width = 0;
  int height = 0;
  int most = 1;  // the value of white
};

bool bitmap(const Header& header) { return header.kind == 1 || header.kind == 4; }
bool colour(const Header& header) { return header.kind == 3 || header.kind == 6; }
bool plain(const Header& header) { return header.kind <= 3; }

int sample(Reader& reader, const Header& header) {
  if (plain(header)) return reader.number();
  return header.most > 255 ? reader.byte() * 256 + reader.byte() : reader.byte();
}

std::uint8_t pixel(Reader& reader, const Header& header) {
  int value = sample(reader, header);
  if (colour(header)) {
    const int green = sample(reader, header);
    const int blue = sample(reader, header);
    value = (77 * value + 150 * green + 29 * blue) / 256;  // ITU-R BT.601
  }
  return static_cast<std::uint8_t>(std::min(value, header.most) * 255 / header.most);
}

void read_bitmap_row(Reader& reader, const Header& header, std::uint8_t* row) {
  int bits = 0;
  for (int x = 0; x < header.width; ++x) {
    if (plain(header)) {
      row[x] = reader.bit() == 0 ? 255 : 0;
      continue;
    }
    if (x % 8 == 0) bits = reader.byte();
    row[x] = (bits >> (7 - x % 8) & 1) == 0 ? 255 : 0;
  }
}

Error wrong(const std::string& place, std::string message) {
  return Error{ErrorKind::bad_input, place, std::move(message)};
}

}  // namespace

bool is_pnm(std::span<const std::uint8_t> bytes) {
  return bytes.size() >= 3 && bytes[0] == 'P' && bytes[1] >= '1' && bytes[1] <= '6' && std::isspace(bytes[2]) != 0;
}

Result<Picture> read_pnm(std::span<const std::uint8_t> bytes, const std::string& place) {
  Reader reader(bytes);
  reader.skip(2);
  Header header;
  header.kind = bytes[1] - '0';
  header.width = reader.number();
  header.height = reader.number();
  if (!bitmap(header)) header.most = reader.number();
  if (!plain(header)) reader.skip(1);
  if (reader.failed()) return wrong(place, "the picture is damaged or cut short");
  if (header.width <= 0 || header.height <= 0) return wrong(place, "the picture has no pixels");
  if (header.most < 1 || header.most > 65535) return wrong(place, "the picture is damaged: its white is out of range");
  if (std::int64_t{header.width} * header.height > max_picture_pixels)
    return wrong(place, "the picture has more than 64 million pixels");
  // Eight pixels a byte at the least: a header that promises more than the file can hold is caught before the memory.
  if (static_cast<std::size_t>(header.width) * static_cast<std::size_t>(header.height) / 8 > reader.left())
    return wrong(place, "the picture is damaged or cut short");
  Picture picture(header.width, header.height);
  for (int y = 0; y < header.height && !reader.failed(); ++y) {
    if (bitmap(header)) {
      read_bitmap_row(reader, header, picture.row(y));
    } else {
      for (int x = 0; x < header.width; ++x) picture.row(y)[x] = pixel(reader, header);
    }
  }
  if (reader.failed()) return wrong(place, "the picture is damaged or cut short");
  return picture;
}

}  // namespace dockhand
