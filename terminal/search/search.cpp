#include "terminal/search/search.h"

#include <algorithm>

#include "terminal/search/search_words.h"

namespace dockhand {
namespace {

char phone_key_of(char letter) {
  static constexpr std::string_view keys = "22233344455566677778889999";
  return letter >= 'A' && letter <= 'Z' ? keys[static_cast<std::size_t>(letter - 'A')] : letter;
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

// A barcode is kept with the zeros that fill it up; its label has fewer of them, or none.
std::string as_printed(const std::string& codes) {
  std::string all = codes;
  for (const std::string& code : split(codes)) {
    for (std::size_t i = 1; i + 1 < code.size() && code[i] == '0'; ++i) all += " " + code.substr(i + 1);
  }
  return all;
}

bool is_number(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

bool ends_word(const std::string& hay, const std::string& end) {
  for (auto at = hay.find(end); at != std::string::npos; at = hay.find(end, at + 1)) {
    const std::size_t behind = at + end.size();
    if (behind == hay.size() || hay[behind] == ' ') return true;
  }
  return false;
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
    std::string words = code + " " + joined(code) + search_words_of(row.name) + as_printed(search_words_of(row.codes));
    std::string keys = on_keys(words);
    entries_.push_back({std::move(words), std::move(keys), joined(code)});
  }
}

SearchIndex::Hits SearchIndex::find(std::string_view typed, std::size_t limit) const {
  const std::string words = search_words_of(typed);
  if (words.empty()) return {};
  const std::vector<std::string> asked = split(words);
  const std::string whole = joined(words);
  constexpr std::size_t fewest_last_digits = 5;  // of a torn label they are what can be read
  const bool may_be_an_end = whole.size() >= fewest_last_digits && is_number(whole);
  constexpr int ranks = 5;
  std::vector<std::size_t> found[ranks];
  for (std::size_t i = 0; i < entries_.size(); ++i) {
    const IndexedRow& entry = entries_[i];
    if (entry.code == whole) {
      found[0].push_back(i);
    } else if (entry.code.starts_with(whole)) {
      found[1].push_back(i);
    } else if (has_all(entry.words, asked)) {
      found[2].push_back(i);
    } else if (may_be_an_end && ends_word(entry.words, whole)) {
      found[3].push_back(i);
    } else if (has_all(entry.keys, asked)) {
      found[4].push_back(i);
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
