#include "storage/files/text_file.h"

#include <sodium.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <optional>
#include <vector>

#include "storage/files/other_letters.h"

namespace dockhand {
namespace fs = std::filesystem;
namespace {

constexpr std::size_t text_block = 64 << 10;

// Which characters of UTF-8 are whole and which are broken (RFC 3629, section 4), over the blocks of a file.
class Utf8Count {
 public:
  void feed(std::string_view bytes) {
    for (const char c : bytes) {
      const auto byte = static_cast<unsigned char>(c);
      if (is_doubtful_) letters_ += is_letter(byte) ? 1U : 0U;
      is_doubtful_ = false;
      if (wanted_ == 0 && byte < 0x80) continue;
      if (wanted_ == 0 || !follow(byte)) lead(byte);
    }
  }
  // Hardly any text of Windows-1252 has more whole characters of UTF-8 than broken ones. Where some letters were cut,
  // as by a program that keeps so many bytes of a text, those that are whole need not be more.
  bool is_utf8() const { return broken_ == 0 || whole_ > broken_ || (letters_ > 0 && most_cut * letters_ >= broken_); }

 private:
  bool follow(unsigned char byte) {
    if (byte < low_ || byte > high_) {
      ++broken_;
      wanted_ = 0;
      return false;
    }
    low_ = 0x80;
    high_ = 0xBF;
    if (--wanted_ > 0) return true;
    ++whole_;
    // Latin, Greek or Cyrillic. As Windows-1252 it is a capital with an accent and a sign; only some of the signs stand
    // behind a word, and then no letter follows: "LÃ®".
    const bool is_of_two = (lead_ >= 0xC3 && lead_ <= 0xC5) || (lead_ >= 0xCE && lead_ <= 0xD1);
    const bool is_doubtful = ends_word(byte);
    is_doubtful_ = is_of_two && is_doubtful && byte != blank;
    letters_ += is_of_two && !is_doubtful ? 1U : 0U;
    return true;
  }
  static bool is_letter(unsigned char byte) { return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z'); }
  // Quotation marks, dashes, marks of trade, blanks that do not break.
  static bool ends_word(unsigned char byte) {
    static constexpr std::string_view signs = "\x85\x91\x92\x93\x94\x96\x97\x99\xA0\xAD\xAE\xB0\xB2\xB3\xB4\xB7\xBB";
    return signs.find(static_cast<char>(byte)) != std::string_view::npos;
  }
  void lead(unsigned char byte) {
    if (byte < 0x80) return;
    lead_ = byte;
    low_ = 0x80;
    high_ = 0xBF;
    if (byte == 0xE0) low_ = 0xA0;
    if (byte == 0xED) high_ = 0x9F;
    if (byte == 0xF0) low_ = 0x90;
    if (byte == 0xF4) high_ = 0x8F;
    if (byte >= 0xC2 && byte <= 0xDF)
      wanted_ = 1;
    else if (byte >= 0xE0 && byte <= 0xEF)
      wanted_ = 2;
    else if (byte >= 0xF0 && byte <= 0xF4)
      wanted_ = 3;
    else
      ++broken_;
  }

  // More are of a text in Windows-1252 in which somebody has kept a name that another program had misread.
  static constexpr std::size_t most_cut = 4;
  static constexpr unsigned char blank = 0xA0;  // that does not break: a letter may follow it

  int wanted_ = 0;
  unsigned char lead_ = 0, low_ = 0x80, high_ = 0xBF;
  bool is_doubtful_ = false;  // the letter before is one of UTF-8 where another follows
  std::size_t whole_ = 0, broken_ = 0;
  std::size_t letters_ = 0;  // whole, and none of them a capital and a sign of Windows-1252
};

// These are 0x80 to 0x9F of Windows-1252. The five that it leaves out stay the controls that they are in Latin-1.
constexpr std::array<char16_t, 32> windows_1252_high{0x20AC, 0x81,   0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
                                                     0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8D,   0x017D, 0x8F,
                                                     0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
                                                     0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,   0x017E, 0x0178};

void append_point(std::string& text, char32_t point) {
  const auto byte = [&text](char32_t value) { text.push_back(static_cast<char>(static_cast<unsigned char>(value))); };
  const auto rest = [&](int shift) { byte(0x80U | ((point >> static_cast<unsigned>(shift)) & 0x3FU)); };
  if (point < 0x80) return byte(point);
  if (point < 0x800) {
    byte(0xC0U | point >> 6U);
    return rest(0);
  }
  if (point < 0x10000) {
    byte(0xE0U | point >> 12U);
    rest(6);
    return rest(0);
  }
  byte(0xF0U | point >> 18U);
  rest(12);
  rest(6);
  rest(0);
}

// Turns bytes of any of the encodings into UTF-8, one block after the other.
class Decoder {
 public:
  explicit Decoder(const TextFile& text) : encoding_(text.encoding), cr_alone_(text.cr_alone) {}

  // The result is valid until the next call.
  std::string_view decode(std::string_view bytes) {
    if (encoding_ == Encoding::utf8 && !cr_alone_) return without_mark(bytes);
    text_.clear();
    if (encoding_ == Encoding::utf8)
      text_ = bytes;
    else if (encoding_ == Encoding::windows_1252)
      for (const char c : bytes) append_1252(static_cast<unsigned char>(c));
    else
      for (const char c : bytes) append_16(static_cast<unsigned char>(c));
    if (cr_alone_) std::replace(text_.begin(), text_.end(), '\r', '\n');
    return without_mark(text_);
  }

 private:
  std::string_view without_mark(std::string_view text) {
    if (at_start_ && text.substr(0, 3) == "\xEF\xBB\xBF") text.remove_prefix(3);
    at_start_ = false;
    return text;
  }
  void append_1252(unsigned char byte) {
    append_point(text_, byte >= 0x80 && byte < 0xA0 ? windows_1252_high[byte - 0x80U] : byte);
  }
  void append_16(unsigned char byte) {
    if (!half_) {
      half_ = true;
      first_ = byte;
      return;
    }
    half_ = false;
    const bool low_first = encoding_ == Encoding::utf16_low_first;
    const unsigned second = byte;
    const char32_t unit = low_first ? second << 8U | first_ : first_ << 8U | second;
    if (unit >= 0xD800 && unit < 0xDC00) {
      surrogate_ = unit;
    } else if (unit >= 0xDC00 && unit < 0xE000) {
      append_point(text_, surrogate_ == 0 ? 0xFFFD : 0x10000 + ((surrogate_ - 0xD800) << 10U) + (unit - 0xDC00));
      surrogate_ = 0;
    } else {
      append_point(text_, unit);
      surrogate_ = 0;
    }
  }

  const Encoding encoding_;
  const bool cr_alone_;
  std::string text_;
  bool at_start_ = true;
  bool half_ = false;       // the first half of a unit of UTF-16 was read
  unsigned first_ = 0;      // its first byte
  char32_t surrogate_ = 0;  // the first of two units
};

// Finds UTF-16 without its mark: in a text of Latin letters every second byte is zero.
std::optional<Encoding> find_utf16(std::string_view start) {
  if (start.substr(0, 2) == "\xFF\xFE") return Encoding::utf16_low_first;
  if (start.substr(0, 2) == "\xFE\xFF") return Encoding::utf16_high_first;
  std::array<std::size_t, 2> zeros{};
  for (std::size_t i = 0; i < start.size(); ++i) zeros[i % 2] += start[i] == '\0' ? 1U : 0U;
  if (zeros[0] == 0 && zeros[1] > start.size() / 4) return Encoding::utf16_low_first;
  if (zeros[1] == 0 && zeros[0] > start.size() / 4) return Encoding::utf16_high_first;
  return std::nullopt;
}

Status each_block(const fs::path& file, const std::function<bool(std::string_view)>& take) {
  const auto stream = open_for_reading(file);
  if (!stream) return stream.error();
  std::vector<char> block(text_block);
  while (const std::size_t size = std::fread(block.data(), 1, block.size(), stream->get())) {
    if (!take({block.data(), size})) return Done{};
  }
  if (std::ferror(stream->get()) != 0) return Error{ErrorKind::io, file.string(), "reading the file failed"};
  return Done{};
}

std::string finish_hash(crypto_hash_sha256_state& state) {
  std::array<unsigned char, crypto_hash_sha256_BYTES> hash{};
  crypto_hash_sha256_final(&state, hash.data());
  std::array<char, 2 * crypto_hash_sha256_BYTES + 1> text{};
  return sodium_bin2hex(text.data(), text.size(), hash.data(), hash.size());
}

}  // namespace

const char* name_of(Encoding encoding) {
  switch (encoding) {
    case Encoding::utf8: return "UTF-8";
    case Encoding::utf16_low_first:
    case Encoding::utf16_high_first: return "UTF-16";
    case Encoding::windows_1252: return "Windows-1252";
  }
  return "";
}

std::string content_of(std::string_view text) {
  crypto_hash_sha256_state hash;
  crypto_hash_sha256_init(&hash);
  crypto_hash_sha256_update(&hash, reinterpret_cast<const unsigned char*>(text.data()), text.size());
  return finish_hash(hash);
}

Result<OpenFile> open_for_reading(const fs::path& file) {
  std::error_code failure;
  if (fs::is_directory(file, failure)) {
    return Error{ErrorKind::io, file.string(), "this is a folder, not a file"};
  }
  OpenFile stream(std::fopen(file.c_str(), "rb"));
  if (stream) return stream;
  return Error{ErrorKind::io, file.string(), std::string("the file cannot be opened (") + std::strerror(errno) + ")"};
}

Result<TextFile> examine_text(const fs::path& file) {
  TextFile found;
  found.file = file;
  crypto_hash_sha256_state hash;
  crypto_hash_sha256_init(&hash);
  Utf8Count count;
  OtherLetters letters;
  std::string first;
  const auto read = each_block(file, [&](std::string_view bytes) {
    crypto_hash_sha256_update(&hash, reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
    count.feed(bytes);
    letters.feed(bytes);
    if (first.empty()) first = bytes;
    return true;
  });
  if (!read) return read.error();
  found.content = finish_hash(hash);
  found.signature = first.substr(0, 8);
  if (const auto utf16 = find_utf16(first))
    found.encoding = *utf16;
  else if (!count.is_utf8())
    found.encoding = Encoding::windows_1252;
  found.has_other_letters = found.encoding == Encoding::windows_1252 && letters.found();
  found.start = Decoder(found).decode(first);
  found.cr_alone = found.start.find('\r') != std::string::npos && found.start.find('\n') == std::string::npos;
  if (found.cr_alone) std::replace(found.start.begin(), found.start.end(), '\r', '\n');
  return found;
}

Status read_text(const TextFile& text, const std::function<bool(std::string_view)>& take) {
  Decoder decoder(text);
  return each_block(text.file, [&](std::string_view bytes) { return take(decoder.decode(bytes)); });
}

}  // namespace dockhand
