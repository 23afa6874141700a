#include "terminal/search/search_words.h"

#include <utf8proc.h>

#include <array>
#include <span>
#include <utility>

#include "storage/model/tools/utf8.h"

namespace dockhand {
namespace {

constexpr std::size_t most_parts = 32;  // of one character; none has more than 18
using Parts = std::array<utf8proc_int32_t, most_parts>;

// A stroke is no mark in Unicode, but people leave it out as they do with marks. 0: it has none.
char without_stroke(utf8proc_int32_t letter) {
  switch (letter) {
    case 0xF8: return 'o';
    case 0xE6: return 'a';
    case 0xF0:
    case 0x111: return 'd';
    case 0x127: return 'h';
    case 0x131: return 'i';
    case 0x142: return 'l';
    case 0x153: return 'o';
    case 0x167:
    case 0xFE: return 't';
    default: return 0;
  }
}

// Returns one character without case, marks and other forms of it; it may become several, or none.
std::span<const utf8proc_int32_t> folded(char32_t point, Parts& parts) {
  constexpr int how = UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT | UTF8PROC_CASEFOLD | UTF8PROC_STRIPMARK;
  int before = 0;
  const auto count = utf8proc_decompose_char(static_cast<utf8proc_int32_t>(point), parts.data(), most_parts,
                                             static_cast<utf8proc_option_t>(how), &before);
  if (count < 0) return {};
  return {parts.data(), static_cast<std::size_t>(count)};
}

bool is_letter_or_digit(utf8proc_int32_t point) {
  const utf8proc_category_t category = utf8proc_category(point);
  return category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_NO;
}

// Each sign of Chinese, and of Japanese, is a word: there is no blank between words.
bool is_word_alone(utf8proc_int32_t point) {
  return (point >= 0x2E80 && point < 0x3000) || (point >= 0x3040 && point < 0xA000) ||
         (point >= 0xF900 && point < 0xFB00) || point >= 0x20000;
}

class WordsOfText {
 public:
  void add(utf8proc_int32_t point) {
    if (!is_letter_or_digit(point)) {
      between_ = true;
      return;
    }
    const bool alone = is_word_alone(point);
    if (between_ || alone) text_ += ' ';
    between_ = alone;
    append(point);
  }
  std::string take() { return std::move(text_); }

 private:
  void append(utf8proc_int32_t point) {
    if (const char plain = without_stroke(point)) point = plain;
    if (point >= 'a' && point <= 'z') point += 'A' - 'a';
    std::array<utf8proc_uint8_t, 4> bytes{};
    const auto length = utf8proc_encode_char(point, bytes.data());
    for (std::size_t i = 0; i < static_cast<std::size_t>(length); ++i) text_ += static_cast<char>(bytes.at(i));
  }

  std::string text_;
  bool between_ = true;
};

}  // namespace

std::string search_words_of(std::string_view text) {
  WordsOfText words;
  Parts parts{};
  for (std::size_t i = 0; i < text.size();) {
    const Character character = character_at(text, i);
    i += character.length;
    if (character.point < 0x80) {
      words.add(static_cast<utf8proc_int32_t>(character.point));
      continue;
    }
    for (const utf8proc_int32_t part : folded(character.point, parts)) words.add(part);
  }
  return words.take();
}

}  // namespace dockhand
