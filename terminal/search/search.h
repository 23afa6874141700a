// This finds what cannot be scanned, by a part of its name or code.
//
// Decides: what matches: each typed word begins a word of the name or code, in any order; accents and case do not
// count in any script (terminal/search/search_words.h). A digit stands for the letters on its
// key as well (ITU-T E.161), so that a glove types a name with one tap a letter. The best comes first: what was typed
// is the code, its beginning, a part of it, the last digits of a number, and last what only the keys fit. A barcode is
// found as its label has it, without the zeros that fill it up. Leaves to others: reading the rows
// (storage/views/views.h), the keys (terminal/draw/keypad.cpp).
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "storage/views/views.h"

namespace dockhand {

class SearchIndex {
 public:
  explicit SearchIndex(std::vector<SearchRow> rows);

  struct Hits {
    std::vector<SearchRow> rows;  // sorted, the best first, and at most as many as the limit
    std::size_t all = 0;
  };
  // When no word is typed, nothing is found.
  Hits find(std::string_view typed, std::size_t limit) const;

 private:
  struct IndexedRow {
    std::string words, keys;  // " BEARING 6204 2RS": each word behind a blank; as letters, and as the keys they are on
    std::string code;         // without what stands between its words
  };
  std::vector<SearchRow> rows_;
  std::vector<IndexedRow> entries_;
};

}  // namespace dockhand
