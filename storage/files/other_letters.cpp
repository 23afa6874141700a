#include "storage/files/other_letters.h"

#include <string_view>

namespace dockhand {
namespace {

using namespace std::string_view_literals;

constexpr std::size_t longest_run = 3;  // as in an Estonian word, and as no whole word

bool is_one_of(std::string_view bytes, unsigned char byte) {
  return bytes.find(static_cast<char>(byte)) != std::string_view::npos;
}

bool is_small_letter(unsigned char byte) { return (byte >= 'a' && byte <= 'z') || (byte >= 0xDF && byte != 0xF7); }

// Letters with accents, also those that stand apart.
bool is_accent(unsigned char byte) {
  return (byte >= 0xC0 && byte != 0xD7 && byte != 0xF7) || is_one_of("\x8A\x8C\x8E\x9A\x9C\x9E\x9F"sv, byte);
}

// These are tried out in a row by whoever looks how letters are kept.
bool is_umlaut(unsigned char byte) { return is_one_of("\xC4\xC5\xD6\xDC\xDF\xE4\xE5\xF6\xFC"sv, byte); }

// Windows-1252 leaves these out.
bool is_nothing(unsigned char byte) { return is_one_of("\x81\x8D\x8F\x90\x9D"sv, byte); }

// Signs that no word has beside a letter: money, fractions, marks of what is left out.
bool is_no_letter(unsigned char byte) {
  return is_one_of("\x83\xA3\xA5\xA6\xA8\xAC\xAF\xB1\xB2\xB3\xB6\xB8\xB9\xBC\xBD\xBE\xBF"sv, byte);
}

// These are letters in the encoding of Central Europe. That of cubic metres may stand between units.
bool is_amid_letters(unsigned char before, unsigned char sign, unsigned char after) {
  return is_one_of("\xA3\xA5\xAF\xB3\xB9\xBC\xBE\xBF"sv, sign) && is_small_letter(before) && before != 'm' &&
         is_small_letter(after);
}

bool is_plain_letter(unsigned char byte) { return byte >= 'a' && byte <= 'z'; }

// An i or u with a grave accent ends a word; within one it is one of the Czech letters of the encoding of Central
// Europe.
bool ends_no_word(unsigned char before, unsigned char letter, unsigned char after) {
  return is_one_of("\xEC\xF9"sv, letter) && is_plain_letter(before) && is_plain_letter(after);
}

}  // namespace

void OtherLetters::feed(std::string_view bytes) {
  for (const char c : bytes) {
    if (found_) return;
    take(static_cast<unsigned char>(c));
  }
}

void OtherLetters::take(unsigned char byte) {
  const bool goes_on = is_accent(byte) || is_no_letter(byte);
  run_ = goes_on ? run_ + 1 : 0;
  if (run_ <= 1) has_accent_ = has_other_ = false;
  has_accent_ = has_accent_ || is_accent(byte);
  has_other_ = has_other_ || !is_umlaut(byte);
  found_ = (run_ > longest_run && has_accent_ && has_other_) || is_amid_letters(before_, last_, byte) ||
           ends_no_word(before_, last_, byte) || is_nothing(byte);
  before_ = last_;
  last_ = byte;
}

}  // namespace dockhand
