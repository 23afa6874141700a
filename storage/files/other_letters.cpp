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

bool is_plain_capital(unsigned char byte) { return byte >= 'A' && byte <= 'Z'; }
bool is_caron(unsigned char byte) { return is_one_of("\x8A\x8E\x9A\x9E"sv, byte); }
bool is_e_grave(unsigned char byte) { return byte == 0xC8 || byte == 0xE8; }
bool is_ae(unsigned char byte) { return byte == 0xC6 || byte == 0xE6; }
bool is_eth(unsigned char byte) { return byte == 0xD0 || byte == 0xF0; }

// Of two words each at least; where most have a grave accent, the others are names from abroad.
bool are_of_one_language(std::size_t carons, std::size_t others) {
  constexpr std::size_t fewest = 2;
  return carons >= fewest && others >= fewest && 2 * carons >= others;
}

}  // namespace

bool OtherLetters::found() const { return found_ || are_of_one_language(carons_, others_); }

// Names of the South Slavs end in -ic and -ac with an accent, and no longer word of Danish, French or Italian does as
// these are read.
void OtherLetters::take_of_word(unsigned char byte) {
  constexpr std::size_t longest_italian = 4;  // a foot, with a grave accent at its end, has three
  if (is_plain_letter(byte) || is_plain_capital(byte) || is_accent(byte)) {
    ++word_.letters;
    word_.before = word_.last;
    word_.last = byte;
    word_.has_caron = word_.has_caron || is_caron(byte);
    word_.has_other = word_.has_other || is_e_grave(byte) || is_ae(byte) || is_eth(byte);
    return;
  }
  const bool ends_of_name = is_one_of("aiAI"sv, word_.before) && word_.letters > longest_italian &&
                            (is_e_grave(word_.last) || is_ae(word_.last));
  found_ = found_ || ends_of_name || (word_.has_caron && word_.has_other);
  carons_ += word_.has_caron ? 1 : 0;
  others_ += word_.has_other ? 1 : 0;
  word_ = {};
}

void OtherLetters::feed(std::string_view bytes) {
  for (const char c : bytes) {
    if (found_) return;
    take(static_cast<unsigned char>(c));
  }
}

void OtherLetters::take(unsigned char byte) {
  take_of_word(byte);
  const bool goes_on = is_accent(byte) || is_no_letter(byte);
  run_ = goes_on ? run_ + 1 : 0;
  if (run_ <= 1) has_accent_ = has_other_ = false;
  has_accent_ = has_accent_ || is_accent(byte);
  has_other_ = has_other_ || !is_umlaut(byte);
  found_ = found_ || (run_ > longest_run && has_accent_ && has_other_) || is_amid_letters(before_, last_, byte) ||
           ends_no_word(before_, last_, byte) || is_nothing(byte);
  before_ = last_;
  last_ = byte;
}

}  // namespace dockhand
