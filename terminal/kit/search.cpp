#include "terminal/kit/search.h"

#include <algorithm>

#include "storage/model/tools/utf8.h"

namespace dockhand {
namespace {

// Returns the capital under which a Latin letter with a mark is looked for. 0: it is no letter.
char base_letter(char32_t point) {
  // They begin at U+00C0 and at U+0100, as Unicode orders them; '-' is what has no base letter.
  static constexpr std::string_view latin1 = "AAAAAAACEEEEIIIIDNOOOOO-OUUUUYTSAAAAAAACEEEEIIIIDNOOOOO-OUUUUYTY";
  static constexpr std::string_view extended =
      "AAAAAACCCCCCCCDDDDEEEEEEEEEEGGGGGGGGHHHHIIIIIIIIIIIIJJKKKLLLLLLLLLLNNNNNNNNNOOOOOOOORRRRRRSSSSSSSSTTTTTTUUUUUUUU"
      "UUUU"
      "WWYYYZZZZZZS";
  if (point < 0x80) {
    const char c = static_cast<char>(point);
    if (c >= 'a' && c <= 'z') return static_cast<char>(c - 'a' + 'A');
    return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ? c : '\0';
  }
  char found = '-';
  if (point >= 0xC0 && point < 0xC0 + latin1.size()) found = latin1[point - 0xC0];
  if (point >= 0x100 && point < 0x100 + extended.size()) found = extended[point - 0x100];
  return found == '-' ? '\0' : found;
}

char phone_key_of(char letter) {
  static constexpr std::string_view keys = "22233344455566677778889999";
  return letter >= 'A' && letter <= 'Z' ? keys[static_cast<std::size_t>(letter - 'A')] : letter;
}

// Returns the capital of a Greek letter, without its accent. 0: it is no such letter.
char32_t greek_letter(char32_t point) {
  struct Marked {
    char32_t letter, base;
  };
  static constexpr Marked marked[] = {
      {0x386, 0x391}, {0x388, 0x395}, {0x389, 0x397}, {0x38A, 0x399}, {0x38C, 0x39F}, {0x38E, 0x3A5}, {0x38F, 0x3A9},
      {0x390, 0x399}, {0x3AA, 0x399}, {0x3AB, 0x3A5}, {0x3AC, 0x391}, {0x3AD, 0x395}, {0x3AE, 0x397}, {0x3AF, 0x399},
      {0x3B0, 0x3A5}, {0x3C2, 0x3A3}, {0x3CA, 0x399}, {0x3CB, 0x3A5}, {0x3CC, 0x39F}, {0x3CD, 0x3A5}, {0x3CE, 0x3A9}};
  for (const auto& [letter, base] : marked) {
    if (letter == point) return base;
  }
  if (point >= 0x3B1 && point <= 0x3C9) return point - 0x20;
  return point >= 0x391 && point <= 0x3A9 ? point : 0;
}

// Returns the capital of a Cyrillic letter. 0: it is no such letter.
char32_t cyrillic_letter(char32_t point) {
  if (point < 0x400 || point > 0x52F || (point >= 0x482 && point <= 0x489)) return 0;
  if (point == 0x401 || point == 0x451) return 0x415;  // its two dots are often left out
  if (point < 0x430) return point;
  if (point < 0x450) return point - 0x20;
  if (point < 0x460) return point - 0x50;
  if (point == 0x4C0 || point == 0x4CF) return 0x4C0;
  if (point > 0x4C0 && point < 0x4CF) return point % 2 == 0 ? point - 1 : point;
  return point % 2 == 1 ? point - 1 : point;  // each capital stands before its small letter
}

// Each sign of Chinese, and of Japanese, is a word: there is no blank between words.
bool is_word_alone(char32_t point) {
  return (point >= 0x2E80 && point < 0x3000) || (point >= 0x3040 && point < 0xA000) ||
         (point >= 0xF900 && point < 0xFB00) || point >= 0x20000;
}

// Returns the letter under which one is looked for. 0: it is no letter, and what stands beside it are two words.
char32_t searched_letter(char32_t point) {
  if (point < 0x180) return static_cast<unsigned char>(base_letter(point));
  if (const char32_t greek = greek_letter(point)) return greek;
  if (const char32_t cyrillic = cyrillic_letter(point)) return cyrillic;
  const bool is_sign = (point >= 0x2000 && point < 0x2E80) || (point >= 0x3000 && point < 0x3040);
  return is_sign ? 0 : point;
}

// Puts one blank before each word.
std::string search_words_of(std::string_view text) {
  std::string words;
  bool between = true;
  for (std::size_t i = 0; i < text.size();) {
    const Character character = character_at(text, i);
    const char32_t letter = searched_letter(character.point);
    const bool alone = letter != 0 && is_word_alone(letter);
    if (letter != 0 && (between || alone)) words += ' ';
    if (letter == character.point) {
      words += text.substr(i, character.length);
    } else if (letter >= 0x80) {  // all that have a capital here are two bytes long
      words += static_cast<char>(0xC0U | (letter >> 6U));
      words += static_cast<char>(0x80U | (letter & 0x3FU));
    } else if (letter != 0) {
      words += static_cast<char>(letter);
    }
    i += character.length;
    between = letter == 0 || alone;
  }
  return words;
}

std::string on_keys(std::string words) {
  std::transform(words.begin(), words.end(), words.begin(), phone_key_of);
  return words;
}

std::string joined(std::string words) {
  std::erase(words, ' ');
  return words;
}

// Returns " A" and " B" of " A B".
std::vector<std::string> split(const std::string& words) {
  std::vector<std::string> all;
  for (const char c : words) {
    if (c == ' ') all.emplace_back();
    all.back() += c;
  }
  return all;
}

bool has_all(const std::string& hay, const std::vector<std::string>& words) {
  return std::all_of(words.begin(), words.end(),
                     [&](const std::string& word) { return hay.find(word) != std::string::npos; });
}

}  // namespace

SearchIndex::SearchIndex(std::vector<SearchRow> rows) : rows_(std::move(rows)) {
  entries_.reserve(rows_.size());
  for (const SearchRow& row : rows_) {
    const std::string code = search_words_of(row.code);
    // A code is found under its parts, and in one piece.
    std::string words = code + " " + joined(code) + search_words_of(row.name) + search_words_of(row.codes);
    std::string keys = on_keys(words);
    entries_.push_back({std::move(words), std::move(keys), joined(code)});
  }
}

SearchIndex::Hits SearchIndex::find(std::string_view typed, std::size_t limit) const {
  const std::string words = search_words_of(typed);
  if (words.empty()) return {};
  const std::vector<std::string> asked = split(words);
  const std::string whole = joined(words);
  constexpr int ranks = 4;
  std::vector<std::size_t> found[ranks];
  for (std::size_t i = 0; i < entries_.size(); ++i) {
    const IndexedRow& entry = entries_[i];
    if (entry.code == whole) {
      found[0].push_back(i);
    } else if (entry.code.starts_with(whole)) {
      found[1].push_back(i);
    } else if (has_all(entry.words, asked)) {
      found[2].push_back(i);
    } else if (has_all(entry.keys, asked)) {
      found[3].push_back(i);
    }
  }
  Hits hits;
  for (const auto& rank : found) {
    hits.all += rank.size();
    for (std::size_t i = 0; i < rank.size() && hits.rows.size() < limit; ++i) hits.rows.push_back(rows_[rank[i]]);
  }
  return hits;
}

}  // namespace dockhand
